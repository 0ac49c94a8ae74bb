# SPDX-License-Identifier: MIT
"""Files of search promises: what they may say, and where it is said that they may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import codes, lines, settings_for, write

from kbgen.content.loader import load
from kbgen.content.search_promises import Promises, load_promises
from kbgen.model import SearchPromise, Severity

SITE: dict[str, str | bytes] = {
    "en/refund.md": "---\ntitle: Get a refund\n---\nMoney back.",
    "en/billing/cards.md": "---\ntitle: Cards\nid: cards\n---\nText.",
    "en/draft.md": "---\ntitle: Draft\nstatus: draft\n---\nText.",
    "ru/refund.md": "---\ntitle: Вернуть деньги\n---\nТекст.",
}
FILE = "content/_data/queries.en.yml"


def promises(
    root: Path, text: str | bytes, name: str = "queries.en.yml", *, drafts: bool = False
) -> Promises:
    settings = settings_for(write(root, SITE | {f"_data/{name}": text}), "en", "ru")
    return load_promises(load(settings, drafts=drafts).kb, settings)


def test_an_entry_has_a_question_an_article_and_a_rank(tmp_path: Path) -> None:
    """The article is named by id or by path, with or without its language's folder; the rank is 3 unless it says."""
    text = """\
- query: money back
  article: refund
- {query: "card", article: en/billing/cards.md, rank: 1}
- {query: 404, article: billing/cards.md, rank: "10"}
"""
    assert promises(tmp_path, text) == Promises(
        (
            SearchPromise("en", "money back", "refund", 3, FILE, 1, 3),
            SearchPromise("en", "card", "cards", 1, FILE, 3, 3),
            SearchPromise("en", "404", "cards", 10, FILE, 4, 3),
        ),
        (),
    )


def test_promises_come_in_the_order_of_the_languages(tmp_path: Path) -> None:
    """The default language first, whatever the files are called."""
    write(tmp_path, {"_data/queries.ru.yaml": "- {query: деньги, article: refund}"})
    found = promises(tmp_path, "- {query: money, article: refund}")
    assert [(item.lang, item.path) for item in found.promises] == [
        ("en", FILE),
        ("ru", "content/_data/queries.ru.yaml"),
    ]


def test_a_promise_of_an_article_that_is_gone_is_a_warning(tmp_path: Path) -> None:
    """A date that passes makes no check fail."""
    write(tmp_path, {"en/fax.md": "---\ntitle: Fax\nstatus: withdrawn\n---\nText."})
    found = promises(tmp_path, "- {query: fax, article: fax.md}\n- {query: fax, article: fax}")
    assert found.promises == ()
    assert lines(found.diagnostics) == [
        f"{FILE}:1:25: KB811 the article fax.md has expired or is withdrawn",
        f"{FILE}:2:25: KB811 the article fax has expired or is withdrawn",
    ]
    assert {item.severity for item in found.diagnostics} == {Severity.WARNING}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]"])
def test_an_empty_file_promises_nothing(tmp_path: Path, text: str) -> None:
    assert promises(tmp_path, text) == Promises((), ())


def test_a_site_without_data_folder_promises_nothing(tmp_path: Path) -> None:
    settings = settings_for(write(tmp_path, SITE), "en", "ru")
    assert load_promises(load(settings).kb, settings) == Promises((), ())


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("- {query: a, article: refnd}", "1:23: KB811 there is no article refnd in this language", "refund"),
        ("- {query: a, article: draft}", "1:23: KB811 there is no article draft in this language", "draft"),
        ("- {query: a, article: draft.md}", "1:23: KB811 there is no article draft.md in this language", "draft"),
        (
            "- {query: a, article: refund}\n- {query: ' A ', article: refund.md, rank: 1}",
            "2:3: KB812 “A” already promises refund on line 1",
            "Keep one",
        ),
        ("- {query: a, article: refund, rnk: 1}", "1:31: KB202 promise: unknown field rnk", "rank"),
        ("- {query: a, article: refund, rank: 0}", "1:37: KB203 promise.rank: “0” is not a rank from 1 to 10", ""),
        ("- {query: a, article: refund, rank: 11}", "1:37: KB203 promise.rank: “11” is not a rank from 1 to 10", ""),
        ("- {query: a, article: refund, rank: top}", "1:37: KB203 promise.rank: “top” is not a whole number", ""),
        ("- {query: a, article: [refund]}", "1:23: KB203 promise.article: a list is not text", ""),
        ("- {query: a}", "1:3: KB205 promise: field article is missing", ""),
        ("- {query: , article: refund}", "1:3: KB205 promise: field query is missing", ""),
        ("- refund", "1:3: KB203 promise: “refund” is not a mapping", "query, article, rank"),
        ("- {query: a, query: b, article: refund}", "1:14: KB204 field query is given twice, first on line 1", ""),
        ("- {query: &x a, article: refund}", "1:11: KB206 anchor &x is not allowed", ""),
        ("query: a\narticle: refund", "1:1: KB201 the file is not a list", "hyphen"),
        ("- {query: 'a}", "1:14: KB201 file cannot be read: ", ""),
        ("- {query: \"a\\u202eb\", article: refund}", "1:11: KB102 promise.query: character U+202E", ""),
        ("- {query: " + "a" * 257 + ", article: refund}", "1:11: KB203 promise.query: ", ""),
        ("[" * 30 + "]" * 30, "1:21: KB207 file is nested more than 20 levels deep", ""),
        (b"- {query: \xff, article: refund}", "1:11: KB101 ", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, text: str | bytes, line: str, hint: str
) -> None:
    (found,) = promises(tmp_path, text).diagnostics
    assert str(found).startswith(f"{FILE}:{line}")
    assert hint in found.hint


def test_one_wrong_entry_leaves_the_others(tmp_path: Path) -> None:
    """All that is wrong is said in one run, and what is right is asked."""
    text = "- {query: a, article: no}\n- {query: b, article: refund}\n- {query: c, rank: 99, article: cards}\n"
    found = promises(tmp_path, text)
    assert codes(found.diagnostics) == ["KB811", "KB203"]
    assert [item.query for item in found.promises] == ["b"]


def test_a_draft_is_no_article_even_where_drafts_are_read(tmp_path: Path) -> None:
    """`kbgen check` reads drafts; customers still do not find them."""
    found = promises(tmp_path, "- {query: a, article: draft}", drafts=True)
    assert codes(found.diagnostics) == ["KB811"]
    assert "draft" in found.diagnostics[0].hint


def test_one_question_may_promise_two_articles(tmp_path: Path) -> None:
    found = promises(tmp_path, "- {query: a, article: refund}\n- {query: a, article: cards}")
    assert [item.article for item in found.promises] == ["refund", "cards"]


def test_a_language_that_the_site_lacks_is_named(tmp_path: Path) -> None:
    found = promises(tmp_path, "- {query: a, article: refund}", "queries.de.yml")
    assert lines(found.diagnostics) == [
        "content/_data/queries.de.yml:1:1: KB813 'de' is not a language of this site"
    ]
    assert found.diagnostics[0].hint == "Its languages are en, ru."


def test_other_files_of_the_data_folder_are_not_promises(tmp_path: Path) -> None:
    assert promises(tmp_path, "nonsense: [", "glossary.en.yml") == Promises((), ())
    assert promises(tmp_path, "nonsense: [", "queries.en.yml.bak") == Promises((), ())


def test_a_link_out_of_the_content_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("- {query: a, article: no}", "utf-8")
    settings = settings_for(write(tmp_path, SITE | {"_data/other.txt": ""}), "en", "ru")
    (settings.docs_dir / "_data/queries.en.yml").symlink_to(secret)
    assert codes(load_promises(load(settings).kb, settings).diagnostics) == ["KB106"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    settings = settings_for(write(tmp_path, SITE), "en", "ru")
    (settings.docs_dir / "_data/queries.en.yml").mkdir(parents=True)
    assert codes(load_promises(load(settings).kb, settings).diagnostics) == ["KB105"]
