# SPDX-License-Identifier: MIT
"""Redirects that work, and a located diagnostic for each that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from content_sites import load_files, render_all, settings_for

from kbgen.content.redirects import resolve_redirects

REFUND = "billing/refund.md"
TEXT = "# Refund\n\n## Price\n\nIt is free."
FILES = {
    REFUND: TEXT,
    "account/roles.md": "# Roles\n\nText.",
    "plan.md": "---\ntitle: Plan\nstatus: draft\n---\nText.",
    "staff.md": "---\ntitle: Staff\naudience: agent\n---\nText.",
    "old-prices.md": "---\ntitle: Prices\nstatus: withdrawn\n---\nText.",
    "files/list.pdf": "x",
}


def resolved(
    root: Path, redirects: str, *languages: str, files: dict[str, str] | None = None, **changes: Any
) -> tuple[dict[str, str], list[str]]:
    """Return the redirects (old → new), and the problems with their hints."""
    written = dict(FILES if files is None else files)
    if redirects:
        written["_data/redirects.yml"] = redirects
    settings = settings_for(root, *languages, **changes)
    result = load_files(root, written, *languages, **changes)
    facts = {path: body.facts for path, body in render_all(result, settings).items()}
    found = resolve_redirects(result.kb, facts, settings, list(written), knows_made_pages=False)
    problems = [f"{item} | {item.severity} | {item.hint}" for item in found.diagnostics]
    return {item.old: item.new for item in found.redirects}, problems


def named(*old: str) -> dict[str, str]:
    """Return the files of a site whose article on refunds names old addresses."""
    entries = "".join(f"  - {item}\n" for item in old)
    return {REFUND: f"---\ntitle: Refund\nredirect_from:\n{entries}---\nText."}


@pytest.mark.parametrize(
    ("old", "address"),
    [
        ("old/page.md", "old/page/"),
        ("/old/page.md", "old/page/"),
        ("old/page", "old/page/"),
        ("/old/page/", "old/page/"),
        ("old/page/index.html", "old/page/"),
        ("old/index.md", "old/"),
        ("old/README.md", "old/"),
        ("old/page.html", "old/page.html"),
        ("docs/v1.2", "docs/v1.2/"),
        ("https://help.example.com/help/old/page/", "old/page/"),
        ("http://help.example.com/help/old/page/", "old/page/"),
        ("/help/old/page/", "old/page/"),
        ("usługi/", "us%C5%82ugi/"),
        ("us%C5%82ugi/", "us%C5%82ugi/"),
        ('"old page/"', "old%20page/"),
        ("Оплата.md", "%D0%9E%D0%BF%D0%BB%D0%B0%D1%82%D0%B0/"),
    ],
)
def test_an_old_address_may_have_any_form(tmp_path: Path, old: str, address: str) -> None:
    expected: tuple[dict[str, str], list[str]] = ({address: "billing/refund/"}, [])
    assert resolved(tmp_path / "a", "", files=named(old)) == expected
    assert resolved(tmp_path / "b", f"{old}: {REFUND}", files={REFUND: TEXT}) == expected


def test_without_directory_urls_pages_are_files(tmp_path: Path) -> None:
    found = resolved(tmp_path, f"old/page.md: {REFUND}\nold/: {REFUND}\n", use_directory_urls=False)
    assert found == (
        {"old/page.html": "billing/refund.html", "old/index.html": "billing/refund.html"},
        [],
    )


@pytest.mark.parametrize(
    ("new", "address"),
    [
        (REFUND, "billing/refund/"),
        ("billing/refund/", "billing/refund/"),
        ("/billing/refund", "billing/refund/"),
        ("billing/refund/index.html", "billing/refund/"),
        ("https://help.example.com/help/billing/refund/", "billing/refund/"),
        (f"{REFUND}#price", "billing/refund/#price"),
        ("billing/refund/#price", "billing/refund/#price"),
        ("billing/", "billing/"),
        ("/", ""),
        ("old-prices/", "old-prices/"),  # a page that says that the article is withdrawn
        ("files/list.pdf", "files/list.pdf"),
        ("https://example.com/a?b=1#c", "https://example.com/a?b=1#c"),
    ],
)
def test_a_target_may_have_any_form(tmp_path: Path, new: str, address: str) -> None:
    assert resolved(tmp_path, f"old/: {new}") == ({"old/": address}, [])


def test_the_page_of_an_anchor_may_have_either_form(tmp_path: Path) -> None:
    """`account/roles/` is `account/roles.html` in a site without directory URLs, and the reverse."""
    found = resolved(tmp_path / "a", "account/roles/#x: billing/", use_directory_urls=False)
    assert found == ({"account/roles.html#x": "billing/index.html"}, [])
    found = resolved(tmp_path / "b", "account/roles.html#x: billing/")
    assert found == ({"account/roles/#x": "billing/"}, [])


def test_anchors_lead_from_old_pages_and_from_pages_that_exist(tmp_path: Path) -> None:
    text = (
        "old/: account/roles.md\nold/#cost: billing/refund/#price\n"
        "account/roles/#money: billing/refund.md#price\nbilling/refund/#top-part: billing/refund/\n"
    )
    assert resolved(tmp_path, text) == (
        {
            "account/roles/#money": "billing/refund/#price",
            "billing/refund/#top-part": "billing/refund/",
            "old/": "account/roles/",
            "old/#cost": "billing/refund/#price",
        },
        [],
    )


def test_translations_have_their_own_redirects(tmp_path: Path) -> None:
    """A path without a language is in the language of the article that names it."""
    files = {
        "en/refund.md": "---\ntitle: Refund\nredirect_from: en/old.md\n---\nText.",
        "pl/refund.md": "---\ntitle: Zwrot\nredirect_from: [stare.md, pl/starsze/]\n---\nTekst.",
    }
    text = "en/older.md: refund.md\npl/x.md: pl/refund.md\n"
    assert resolved(tmp_path, text, "en", "pl", files=files) == (
        {
            "old/": "refund/",
            "older/": "refund/",
            "pl/stare/": "pl/refund/",
            "pl/starsze/": "pl/refund/",
            "pl/x/": "pl/refund/",
        },
        [],
    )


DATA = "content/_data/redirects.yml"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "old/: billing/refnd.md",
            ":1:7: KB311 billing/refnd.md is not a page of this site | error | Did you mean billing/refund.md?",
        ),
        ("old/: plan.md", ":1:7: KB311 plan.md is a draft and has no page | error | Name a published article."),
        (
            "old/: staff.md",
            ":1:7: KB311 staff.md is for another audience and has no page | error | Name a published article.",
        ),
        (
            "old/#x: billing/",
            ":1:1: KB311 old/ is neither a page nor redirected | error | Redirect the page as well: `old/: …`.",
        ),
        (
            "account/roles/: billing/",
            ":1:1: KB312 account/roles/ is taken by account/roles.md | error | Remove the redirect, or move what is there.",
        ),
        (
            "old-prices/: billing/",
            ":1:1: KB312 old-prices/ is taken by old-prices.md | error | Remove the redirect, or move what is there.",
        ),
        (
            "billing/: account/roles.md",
            ":1:1: KB312 billing/ is taken by billing/index.html | error | Remove the redirect, or move what is there.",
        ),
        (
            "files/list.pdf/x/: billing/",
            ":1:1: KB312 files/list.pdf/x/ is taken by files/list.pdf | error | Remove the redirect, or move what is there.",
        ),
        (
            "billing/refund/#price: account/roles/",
            ":1:1: KB312 the page has the anchor billing/refund/#price | error | Remove the redirect.",
        ),
        ("search/x/: billing/", ":1:1: KB312 the address search/x/ is reserved for kbgen | error | Remove the redirect."),
        ("old/: old/", ":1:1: KB313 the redirect leads in a circle: old/ → old/ | error | Let one of them lead to a page."),
        ("old/:", ":1:1: KB314 the redirect from old/ has no target | error | Write each redirect as `old/address/: new/address/`."),
        ("old/: [a, b]", ":1:1: KB314 the redirect from old/ has no target | error | Write each redirect as `old/address/: new/address/`."),
        ("old/: javascript:alert(1)", ":1:7: KB314 javascript:alert(1) is not an address that a redirect may lead to | error | Write an address of the site, or a URL with https://."),
        ("old/: //evil.example/", ":1:7: KB314 //evil.example/ is not an address that a redirect may lead to | error | Write an address of the site, or a URL with https://."),
        ("old/: http://example.com/", ":1:7: KB314 http://example.com/ is not an address that a redirect may lead to | error | Write https://example.com/"),
        ("old/: '#price'", ":1:7: KB314 #price is not the address of a page | error | Write an address, the path of an article, or a URL with https://."),
        ("../../etc/passwd: billing/", ":1:1: KB314 ../../etc/passwd has an empty part, or a part made of dots | error | Write a plain address."),
        ("a//b/: billing/", ":1:1: KB314 a//b/ has an empty part, or a part made of dots | error | Write a plain address."),
        ("'%2e%2e/x/': billing/", ":1:1: KB314 %2e%2e/x/ has an empty part, or a part made of dots | error | Write a plain address."),
        ("//evil.example/x: billing/", ":1:1: KB314 //evil.example/x is not an address of this site | error | Write the part of the address after the site's own: `old/page/`."),
        ("/%2fevil/: billing/", ":1:1: KB314 /%2fevil/ is an address of another site | error | Begin with the name of a folder."),
        ("'q/?a=1': billing/", ":1:1: KB314 q/?a=1 has a query | error | Remove the `?` and what follows: a page needs neither."),
        ("old.pdf: billing/", ":1:1: KB314 old.pdf is the address of a file | error | Only pages can be redirected. Keep the file, or redirect it on the web server."),
        ('"a\\u202e/": billing/', ":1:1: KB314 a\\u202e/ contains the invisible character U+202E | error | No page can be written there. Redirect it on the web server."),
        ("old/#kb-data: billing/", ":1:1: KB314 old/#kb-data has an anchor that no heading can have | error | Check the part after the #."),
        ("'#x': billing/", ":1:1: KB314 #x names no page | error | Write the page, too, in _data/redirects.yml: `old/page/#part: new/page/#part`."),
        ("con/: billing/", ":1:1: KB314 con/ is a device name on Windows | error | No page can be written there. Redirect it on the web server."),
    ],
)  # fmt: skip
def test_what_cannot_be_redirected_is_reported_where_it_is_written(
    tmp_path: Path, text: str, problem: str
) -> None:
    assert resolved(tmp_path, text) == ({}, [DATA + problem])


@pytest.mark.parametrize("name", ["a" * 201, "/".join(["abcdefgh"] * 200)])
def test_a_very_long_address_is_refused(tmp_path: Path, name: str) -> None:
    found, problems = resolved(tmp_path, f'? "{name}/"\n: billing/\n')
    assert found == {}
    assert len(problems) == 1
    assert "KB314" in problems[0]
    assert len(problems[0]) < 300


def test_a_missing_anchor_is_a_warning_and_the_page_is_redirected(tmp_path: Path) -> None:
    assert resolved(tmp_path, "old/: billing/refund.md#prise") == (
        {"old/": "billing/refund/"},
        [f"{DATA}:1:7: KB311 anchor #prise does not exist in billing/refund.md | warning | Did you mean #price?"],
    )  # fmt: skip


def test_a_chain_leads_to_its_end_and_is_reported(tmp_path: Path) -> None:
    found, problems = resolved(
        tmp_path, "a/: b/\nb/: c/\nc/: billing/refund/\nc/#x: account/roles/\nd/: c/#x"
    )
    assert found == {
        "a/": "billing/refund/",
        "b/": "billing/refund/",
        "c/": "billing/refund/",
        "c/#x": "account/roles/",
        "d/": "account/roles/",
    }
    assert problems == [
        f"{DATA}:1:5: KB313 b/ is redirected itself | warning | Write the final target: billing/refund/",
        f"{DATA}:2:5: KB313 c/ is redirected itself | warning | Write the final target: billing/refund/",
        f"{DATA}:5:5: KB313 c/#x is redirected itself | warning | Write the final target: account/roles/",
    ]


def test_each_part_of_a_loop_is_reported_and_what_leads_into_it(tmp_path: Path) -> None:
    found, problems = resolved(tmp_path, "a/: b/\nb/: a/\nin/: a/\n")
    assert found == {}
    assert [problem.partition(" | ")[0] for problem in problems] == [
        f"{DATA}:1:1: KB313 the redirect leads in a circle: a/ → b/ → a/",
        f"{DATA}:2:1: KB313 the redirect leads in a circle: b/ → a/ → b/",
        f"{DATA}:3:1: KB313 the redirect leads in a circle: in/ → a/ → b/ → a/",
    ]


def test_a_redirect_to_one_without_a_target_says_so(tmp_path: Path) -> None:
    found, problems = resolved(tmp_path, "a/: b/\nb/: nowhere/\n")
    assert found == {}
    assert [problem.partition(" | ")[0] for problem in problems] == [
        f"{DATA}:1:5: KB311 b/ is redirected to nowhere/, which is no page",
        f"{DATA}:2:5: KB311 nowhere/ is not a page of this site",
    ]


def test_the_first_of_two_redirects_of_an_address_counts(tmp_path: Path) -> None:
    files = FILES | named("old.md")
    found, problems = resolved(
        tmp_path,
        "old: account/roles/\nold/: billing/\nx/: billing/\nx/: account/roles/",
        files=files,
    )
    assert found == {"old/": "account/roles/", "x/": "billing/"}
    assert [problem.partition(" | ")[0] for problem in problems] == [
        f"{DATA}:4:1: KB312 x/ is redirected twice, first on line 3",
        f"{DATA}:2:1: KB312 old/ is redirected twice, first in {DATA}, line 1",
        f"content/billing/refund.md:4:5: KB312 old/ is redirected twice, first in {DATA}, line 1",
    ]


def test_an_article_cannot_be_redirected_from_its_own_address(tmp_path: Path) -> None:
    found, problems = resolved(tmp_path, "", files=named(REFUND))
    assert found == {}
    assert problems == [
        f"content/{REFUND}:4:5: KB312 billing/refund/ is the article's own address | error | Remove it."
    ]


def test_a_draft_redirects_nothing_and_a_withdrawn_article_does(tmp_path: Path) -> None:
    files = {
        "a.md": "---\ntitle: A\nstatus: draft\nredirect_from: old-a.md\n---\nText.",
        "b.md": "---\ntitle: B\nstatus: withdrawn\nredirect_from: old-b.md\n---\nText.",
        "c.md": "# C\n\nText.",
    }
    assert resolved(tmp_path, "", files=files) == ({"old-b/": "b/"}, [])


def test_a_file_that_is_no_mapping_is_reported(tmp_path: Path) -> None:
    assert resolved(tmp_path, "- a\n- b\n") == (
        {},
        [f"{DATA}:1:1: KB201 the file is a list, not a set of fields | error | Write each field as `name: value`."],
    )  # fmt: skip
    assert resolved(tmp_path, "a: [\n")[1][0].startswith(
        f"{DATA}:2:1: KB201 the file cannot be read"
    )


def test_an_empty_file_has_no_redirects(tmp_path: Path) -> None:
    assert resolved(tmp_path, "# nothing yet\n") == ({}, [])
