# SPDX-License-Identifier: MIT
"""`kbgen search` and `kbgen quality`: what tools rely on, the same from both engines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from search_support import needs_node

ENGINES = pytest.mark.parametrize(
    "engine", ["whoosh", pytest.param("browser", marks=[needs_node, pytest.mark.node])]
)
CONFIG = """\
site_name: Acme
site_url: https://example.com/help/
theme: {name: material}
docs_dir: content
plugins:
  - kbgen:
      languages: [en, ru]
      contact: {email: help@example.com}
"""
TREE = """
content/en/billing/refund.md
    | ---
    | title: Get a refund
    | id: refund
    | ---
    | Money back within 30 days.
    |
    | ## Cards from abroad
    |
    | A foreign card takes a fortnight.
content/en/account/password.md
    | ---
    | title: Reset your password
    | kind: troubleshooting
    | symptoms: [Wrong password]
    | error_codes: [ERR_AUTH_7]
    | causes: [{cause: It expired, remedy: [Ask for a new one]}]
    | ---
    | The mail comes within a minute.
content/ru/billing/refund.md
    | ---
    | title: Вернуть деньги
    | ---
    | Текст.
"""
JUDGEMENTS = """\
{"id": "q1", "query": "money back", "relevant": {"refund": 1}}
{"id": "q2", "query": "forgot password", "relevant": {"account/password/": 2, "refund": 0}}

{"id": "q3", "query": "zebra", "relevant": {"refund": 1}}
"""


@pytest.fixture
def folder(site) -> Path:
    root: Path = site(TREE, CONFIG)
    (root / "judged.jsonl").write_text(JUDGEMENTS, "utf-8")
    return root


@ENGINES
def test_search_prints_the_document_that_tools_rely_on(folder: Path, kbgen, engine: str) -> None:
    run = kbgen("search", "refund", "--lang", "en", "--limit", "5", "--engine", engine, "--json")
    assert (run.code, run.stderr) == (0, "")
    assert list(run.json) == ["schema", "query", "lang", "engine", "hits", "suggestion"]
    (hit,) = run.json["hits"]
    assert list(hit) == ["id", "url", "title", "passage", "score", "likely"]
    assert {**hit, "score": 0} == {
        "id": "refund", "url": "billing/refund/", "title": "Get a refund", "passage": None, "score": 0,
        "likely": True,
    }  # fmt: skip
    assert isinstance(hit["score"], int)
    assert {**run.json, "hits": []} == {
        "schema": 1, "query": "refund", "lang": "en", "engine": engine, "hits": [], "suggestion": None,
    }  # fmt: skip


@ENGINES
def test_a_hit_points_at_the_passage_that_answers(folder: Path, kbgen, engine: str) -> None:
    (hit,) = kbgen("search", "foreign card", "--engine", engine, "--json").json["hits"]
    assert (hit["id"], hit["passage"]) == ("refund", "cards-from-abroad")


@ENGINES
def test_a_misspelled_word_is_answered_with_a_suggestion(folder: Path, kbgen, engine: str) -> None:
    document = kbgen("search", "pasword", "--engine", engine, "--json").json
    assert document["suggestion"] == "password"


@ENGINES
def test_quality_prints_the_document_that_tools_rely_on(folder: Path, kbgen, engine: str) -> None:
    run = kbgen("quality", "-j", "judged.jsonl", "--lang", "en", "--engine", engine, "--json")
    assert run.code == 0, run.stderr
    document = run.json
    assert list(document) == [
        "schema",
        "lang",
        "engine",
        "queries",
        "ndcg10",
        "mrr10",
        "recall10",
        "unknown",
        "meaning",
        "misses",
    ]
    assert (document["schema"], document["lang"], document["engine"], document["queries"]) == (
        1,
        "en",
        engine,
        3,
    )
    assert [document[name] for name in ("ndcg10", "mrr10", "recall10")] == pytest.approx(
        [2 / 3] * 3, abs=1e-3
    )
    assert (document["unknown"], document["meaning"]) == (2, False)
    assert document["misses"] == [
        {"id": "q3", "query": "zebra", "expected": ["refund"], "found": []}
    ]


def test_both_commands_speak_to_people_too(folder: Path, kbgen) -> None:
    run = kbgen("search", "refund")
    assert run.stdout.startswith(" 1. Get a refund\n    billing/refund/  (refund, ")
    assert kbgen("search", "zebra").stdout == "Nothing found for “zebra”.\n"
    assert kbgen("search", "zebra\n giraffe").stdout == "Nothing found for “zebra giraffe”.\n"


@ENGINES
def test_people_see_which_articles_are_less_likely(folder: Path, kbgen, engine: str) -> None:
    mixed = kbgen("search", "foreign password", "--engine", engine).stdout
    alone = kbgen("search", "minute plumbus snark", "--engine", engine).stdout
    assert mixed.count("Less likely:") == 1
    assert mixed.index(" 1. ") < mixed.index("Less likely:") < mixed.index(" 2. ")
    assert alone.startswith("No close match for “minute plumbus snark”.\nLess likely:\n 1. ")
    assert "Did you mean “password”?" in kbgen("search", "pasword").stdout
    text = kbgen("quality", "-j", "judged.jsonl").stdout
    assert text.splitlines()[:4] == [
        "3 judged questions (en; whoosh)",
        "nDCG@10   0.667",
        "MRR@10    0.667",
        "recall@10 0.667",
    ]
    assert "  zebra\n    expected refund; found nothing" in text


def test_every_language_answers_in_its_own(folder: Path, kbgen) -> None:
    (hit,) = kbgen("search", "деньги", "--lang", "ru", "--json").json["hits"]
    assert (hit["id"], hit["url"]) == ("refund", "ru/billing/refund/")
    assert kbgen("search", "деньги", "--json").json["lang"] == "en"


@pytest.mark.parametrize("command", [("search", "x"), ("quality", "-j", "judged.jsonl")])
def test_an_unknown_language_ends_with_two(folder: Path, kbgen, command: tuple[str, ...]) -> None:
    run = kbgen(*command, "--lang", "pl", "--json")
    assert (run.code, run.stdout) == (2, "")
    assert "'pl' is not a language of this site" in run.stderr
    assert "hint: Its languages are en, ru." in run.stderr


@ENGINES
def test_an_edit_is_found_without_a_build(folder: Path, kbgen, engine: str) -> None:
    assert kbgen("build").code == 0
    assert kbgen("search", "walrus", "--engine", engine, "--json").json["hits"] == []
    article = folder / "content/en/billing/refund.md"
    article.write_text(article.read_text("utf-8").replace("Money back", "Walrus"), "utf-8")
    assert [
        hit["id"] for hit in kbgen("search", "walrus", "--engine", engine, "--json").json["hits"]
    ] == ["refund"]
    article.unlink()
    assert kbgen("search", "walrus", "--engine", engine, "--json").json["hits"] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "judged.jsonl:1: not JSON"),
        ("\n\n[]", "judged.jsonl:3: the line is not a JSON object"),
        ('{"query": 3, "relevant": {"a": 1}}', 'judged.jsonl:1: "query" is missing'),
        ('{"query": "x"}', 'judged.jsonl:1: "relevant" is missing'),
        ('{"query": "x", "relevant": {"a": 0}}', "judged.jsonl:1: no article has a grade above 0"),
        ('{"query": "x", "relevant": {"a": "1"}}', "judged.jsonl:1: a grade is not a whole number"),
        ("\n", "judged.jsonl: the file contains no judgements"),
    ],
)
def test_bad_judgements_are_named_with_their_line(
    folder: Path, kbgen, text: str, message: str
) -> None:
    (folder / "judged.jsonl").write_text(text, "utf-8")
    run = kbgen("quality", "-j", "judged.jsonl", "--json")
    assert (run.code, run.stdout) == (2, "")
    assert message in run.stderr


def test_judgements_that_are_not_there_or_not_text_end_with_two(folder: Path, kbgen) -> None:
    assert "cannot be read" in kbgen("quality", "-j", "gone.jsonl").stderr
    (folder / "judged.jsonl").write_bytes(b'{"query": "\xff"}')
    run = kbgen("quality", "-j", "judged.jsonl")
    assert (run.code, "cannot be read" in run.stderr) == (2, True)


@pytest.mark.parametrize(
    "query", ["", " ", "*", "a~9", "title:(", "\x1b[2J", "-", "x" * 5000, '"', "\udcff"]
)
def test_whatever_is_asked_is_answered(folder: Path, kbgen, query: str) -> None:
    run = kbgen("search", "--json", "--", query)
    assert (run.code, run.json["schema"]) == (0, 1)
    text = kbgen("search", "--", query)
    assert text.code == 0
    assert "\x1b" not in text.stdout


def test_without_node_the_other_engine_is_named(folder: Path, kbgen) -> None:
    run = kbgen("search", "refund", "--engine", "browser", PATH="")
    assert (run.code, "--engine whoosh" in run.stderr) == (3, True)


def test_json_is_json_on_a_stream_that_lacks_the_letters(folder: Path, kbgen) -> None:
    run = kbgen(
        "search", "деньги", "--lang", "ru", "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert json.loads(run.stdout)["hits"][0]["title"] == "Вернуть деньги"
    assert run.stdout.isascii()


PROMISES = """\
- query: money back
  article: refund
  rank: 1
- query: password
  article: refund
- query: zebra
  article: account/password.md
"""


@pytest.fixture
def promising(folder: Path) -> Path:
    (folder / "content/_data").mkdir()
    (folder / "content/_data/queries.en.yml").write_text(PROMISES, "utf-8")
    return folder


@needs_node
def test_quality_asks_the_promises_of_both_engines(promising: Path, kbgen) -> None:
    """A broken promise is there once for each engine, with its place and what came instead; the exit code is 1."""
    run = kbgen("quality", "--json")
    assert (run.code, run.stderr) == (1, "")
    assert {**run.json, "broken": []} == {
        "schema": 1, "languages": ["en"], "engines": ["whoosh", "browser"], "promises": 3, "broken": [],
    }  # fmt: skip
    broken = [
        (item["line"], item["query"], item["engine"], item["found"]) for item in run.json["broken"]
    ]
    assert broken == [
        (4, "password", "whoosh", ["account-password"]),
        (4, "password", "browser", ["account-password"]),
        (6, "zebra", "whoosh", []),
        (6, "zebra", "browser", []),
    ]


def test_a_broken_promise_is_one_line_and_what_came_instead(promising: Path, kbgen) -> None:
    run = kbgen("quality", "--engine", "whoosh")
    where = "content/_data/queries.en.yml"
    missing = "should be among the first 3, but is not among the first 10 (whoosh)"
    assert run.code == 1
    lines = run.stdout.splitlines()
    assert f"{where}:4:3: “password”: refund {missing}" in lines
    assert "    1. Reset your password  (account-password)" in lines
    assert f"{where}:6:3: “zebra”: account-password {missing}" in lines
    assert "    nothing was found" in lines
    assert lines[-1] == "3 search promises (en; whoosh): 2 broken"


def test_kept_promises_end_with_zero(promising: Path, kbgen) -> None:
    (promising / "content/_data/queries.en.yml").write_text(
        "- {query: money back, article: refund}", "utf-8"
    )
    run = kbgen("quality", "--engine", "whoosh")
    assert (run.code, run.stdout) == (0, "1 search promise (en; whoosh): 0 broken\n")


def test_a_wrong_promise_fails_and_the_others_are_asked(promising: Path, kbgen) -> None:
    """Check says the same, and so does quality, which may be all that a pipeline runs."""
    (promising / "content/_data/queries.en.yml").write_text(
        "- {query: a, article: refnd}\n- {query: money back, article: refund}", "utf-8"
    )
    problem = "content/_data/queries.en.yml:1:23: KB811 there is no article refnd in this language"
    run = kbgen("quality", "--engine", "whoosh")
    assert run.code == 1
    assert problem in run.stderr
    assert run.stdout == "1 search promise (en; whoosh): 0 broken\n"
    check = kbgen("check")
    assert check.code == 1
    assert problem in check.stdout


def test_one_language_can_be_asked_alone(promising: Path, kbgen) -> None:
    (promising / "content/_data/queries.ru.yml").write_text(
        "- {query: деньги, article: refund}", "utf-8"
    )
    assert kbgen("quality", "--engine", "whoosh", "--lang", "ru").code == 0
    assert kbgen("quality", "--engine", "whoosh").code == 1


def test_quality_without_promises_says_where_to_write_them(folder: Path, kbgen) -> None:
    """A pipeline that lost its promises must not pass."""
    run = kbgen("quality")
    assert run.code == 2
    assert "content/_data/queries.en.yml" in run.stderr


def test_quality_without_node_says_how_to_go_on(promising: Path, kbgen, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    run = kbgen("quality")
    assert run.code == 3
    assert "--engine whoosh" in run.stderr


def test_explain_takes_each_score_apart(folder: Path, kbgen) -> None:
    """A table below each hit; the article that was asked for too, also when it is not among them."""
    run = kbgen(
        "search",
        "refunds foreign minute",
        "--explain",
        "--limit",
        "1",
        "--article",
        "account-password",
    )
    lines = run.stdout.splitlines()
    assert lines[0] == " 1. Get a refund"
    assert lines[2].split() == [
        "word",
        "term",
        "way",
        "factor",
        "articles",
        "idf",
        "weight",
        "points",
    ]
    assert lines[3].split()[:3] == ["refunds", "refund", "form"]
    assert "(without minute)" in lines[5]
    assert lines[6:9:2] == [" 2. Reset your password", "    " + lines[8].strip()]
    assert kbgen("search", "refund", "--explain", "--article", "account-password").stdout.endswith(
        "account-password is no result: it has none of these words, or its score is too low.\n"
    )


def test_explain_is_part_of_the_document(folder: Path, kbgen) -> None:
    document = kbgen("search", "refund", "--explain", "--article", "refund", "--json").json
    (hit,) = document["hits"]
    (why,) = document["explain"]["hits"]
    assert (why["id"], why["score"], why["covered"]) == (hit["id"], hit["score"], "title")
    assert document["explain"]["article"] == why


def test_an_article_is_explained_only_on_demand(folder: Path, kbgen) -> None:
    run = kbgen("search", "refund", "--article", "refund")
    assert (run.code, run.stdout) == (2, "")
    assert "--explain" in run.stderr


def test_a_broken_promise_shows_both_articles_side_by_side(promising: Path, kbgen) -> None:
    """Points by word and way in columns, what the sums are multiplied by, and the scores."""
    (promising / "content/_data/queries.en.yml").write_text(
        "- {query: refund minutes, article: account-password, rank: 1}", "utf-8"
    )
    lines = kbgen("quality", "--engine", "whoosh").stdout.splitlines()
    assert lines[2].split() == ["account-password", "refund"]
    assert [line.split()[0] for line in lines[3:9]] == [
        "minutes",
        "refund",
        "share",
        "title",
        "words",
        "score",
    ]
    assert lines[3].split()[2:4] == ["form", "minute"]
    document = kbgen("quality", "--engine", "whoosh", "--json").json
    why = document["broken"][0]["why"]
    assert (why["promised"]["id"], why["instead"]["id"]) == ("account-password", "refund")
    assert why["promised"]["score"] < why["instead"]["score"]
