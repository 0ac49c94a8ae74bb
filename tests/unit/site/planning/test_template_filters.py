# SPDX-License-Identifier: MIT
"""The filters of the templates."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.site.planning.template_filters import (
    FILTERS,
    client_strings,
    day,
    dial,
    disclosed,
    fill,
    foreign,
    icon,
    language_pages,
    link,
    listed,
    style_parts,
    t,
    text,
)

STRINGS = {
    "lang": "ru",
    "plain": "Слово",
    "named": "{name}, {other}",
    "all.one": "{count} статья",
    "all.few": "{count} статьи",
    "all.many": "{count} статей",
    "all.other": "{count} статьи",
    "short.other": "{count} pages",
}


def page(base: str) -> Any:
    return SimpleNamespace(base=base)


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("billing/refund/", "../../", "../../billing/refund/"),
        ("", "../", "../"),
        ("", "./", "./"),
        ("", "", "./"),
        ("search/", "/help/", "/help/search/"),
        ("https://acme.example/x", "../", "https://acme.example/x"),
        ("HTTPS://acme.example/x", "../", "HTTPS://acme.example/x"),
        ("mailto:a@b.example", "../", "mailto:a@b.example"),
        ("tel:+48", "../", "tel:+48"),
        ("//cdn.example/x", "../", "//cdn.example/x"),
        ("#part", "../", "#part"),
        ("javascript:alert(1)", "../", "#"),
        ("data:text/html,x", "../", "#"),
        (" javascript:alert(1)", "", "#"),  # browsers skip the space
    ],
)
def test_a_link_leads_to_the_same_place_from_every_page(url: str, base: str, expected: str) -> None:
    """Root-relative addresses get the page's base; absolute ones stay; schemes that run something go nowhere."""
    assert link(url, page(base)) == expected


def test_a_string_is_filled_in() -> None:
    """Named places take values; a name without a value and braces in a value stay text."""
    assert t(STRINGS, "plain") == "Слово"
    assert t(STRINGS, "named", name="{other}", other="b") == "{other}, b"
    assert t(STRINGS, "named", name="a") == "a, {other}"


def test_an_unknown_string_is_a_defect() -> None:
    """A key that no catalog has is an error of the template, and is not hidden."""
    with pytest.raises(KeyError):
        t(STRINGS, "unknown")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "1 статья"),
        (2, "2 статьи"),
        (5, "5 статей"),
        (11, "11 статей"),
        (21, "21 статья"),
        (112, "112 статей"),
    ],
)
def test_a_count_chooses_the_plural_form(count: int, expected: str) -> None:
    """The form follows the catalog's language."""
    assert t(STRINGS, "all", count=count) == expected


PARTLY_ENGLISH = {
    "lang": "ar",
    "all.one": "{count} article",
    "all.other": "{count} articles",
    "all@lang": "en",
    "named": "{name}، ليس",
    "plain": "a < b",
    "plain@lang": "en",
}


@pytest.mark.parametrize(("count", "expected"), [(1, "1 article"), (2, "2 articles")])
def test_a_string_that_is_not_translated_has_english_plural_forms(
    count: int, expected: str
) -> None:
    """Arabic has another form for two."""
    assert t(PARTLY_ENGLISH, "all", count=count) == expected


def test_a_string_that_is_not_translated_says_its_language_and_direction() -> None:
    """The span is HTML, and the text in it is escaped."""
    made = text(PARTLY_ENGLISH, "plain")
    assert made == '<span lang="en" dir="ltr">a &lt; b</span>'
    assert made.__html__() == made  # type: ignore[attr-defined]  # templates do not escape it again
    assert text(PARTLY_ENGLISH, "all", count=2) == '<span lang="en" dir="ltr">2 articles</span>'


def test_the_link_of_an_answer_says_its_language_once() -> None:
    """Its text is escaped, whether it is translated or not."""
    body = '<h2 id="q">Why?</h2>\n<p>So.</p>'
    english = disclosed(body, {"lang": "ar", "faq.link": "<Link>", "faq.link@lang": "en"})
    assert '<a href="#q"><span lang="en" dir="ltr">&lt;Link&gt;</span></a>' in english
    assert '<a href="#q">&lt;Link&gt;</a>' in disclosed(body, {"lang": "de", "faq.link": "<Link>"})


def test_a_translated_string_is_plain_text_that_templates_escape() -> None:
    assert not hasattr(text(STRINGS, "plain"), "__html__")


def test_a_value_in_a_text_from_the_right_is_kept_together() -> None:
    """Invisible marks surround a name; without them, its punctuation would move."""
    assert t(PARTLY_ENGLISH, "named", name="C++") == "\u2068C++\u2069، ليس"


def test_numbers_have_the_separators_of_the_language() -> None:
    assert t({**STRINGS, "lang": "de"}, "short", count=12345) == "12.345 pages"


def test_a_text_in_another_language_gets_its_attributes() -> None:
    """None in the language of the page; the direction only where it differs."""
    russian: Any = SimpleNamespace(lang="ru", site=SimpleNamespace(direction="ltr"))
    arabic: Any = SimpleNamespace(lang="ar", site=SimpleNamespace(direction="rtl"))
    assert foreign("", russian) == foreign("ru", russian) == {}
    assert foreign("en", russian) == {"lang": "en"}
    assert foreign("ar", russian) == {"lang": "ar", "dir": "rtl"}
    assert foreign("en", arabic) == {"lang": "en", "dir": "ltr"}


def test_things_are_listed_in_the_language() -> None:
    assert listed(("iOS", "Android"), STRINGS) == "iOS и Android"
    assert listed((), STRINGS) == ""


def test_the_404_script_gets_the_pages_of_other_languages() -> None:
    """Absolute paths, because hosts show the page at every address."""
    german = SimpleNamespace(lang="de", page="de/404.html")
    kb: Any = SimpleNamespace(site=SimpleNamespace(root_path="/help/"), other_languages=(german,))
    assert language_pages(kb) == {"root": "/help/", "pages": {"de": "/help/de/404.html"}}


def test_a_missing_form_is_the_general_one() -> None:
    """A key with `.other` alone serves every number."""
    assert t(STRINGS, "short", count=1) == "1 pages"


@given(st.text(), st.dictionaries(st.text(alphabet="abc", min_size=1, max_size=3), st.text()))
def test_filling_in_is_one_pass(text: str, params: dict[str, str]) -> None:
    """A value is never searched for places: filling in a text without places changes nothing."""
    assert fill(text.replace("{", ""), params) == text.replace("{", "")


def test_a_date_is_written_as_the_language_does() -> None:
    """Day, month in the right case, year."""
    assert day(date(2026, 11, 3), STRINGS) == "3 ноября 2026\N{NARROW NO-BREAK SPACE}г."


def test_the_browser_gets_only_what_it_needs() -> None:
    """Keys of the prefixes and the language of the plural rules."""
    assert client_strings(STRINGS, ["short.", "pla"]) == {
        "lang": "ru",
        "plain": "Слово",
        "short.other": "{count} pages",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("material/web", [".icons/material/web.svg", ".icons/x.svg"]),
        ("", [".icons/x.svg"]),
        ("../../etc/passwd", [".icons/x.svg"]),
        ("material/web.svg", [".icons/x.svg"]),
        ("Material/Web", [".icons/x.svg"]),
        ("/material/web", [".icons/x.svg"]),
        ("material/web\n", [".icons/x.svg"]),
    ],
)
def test_an_icon_name_cannot_leave_the_icons(name: str, expected: list[str]) -> None:
    """Names are folders and words; anything else is the default."""
    assert icon(name, "x") == expected


def test_a_phone_number_becomes_an_address() -> None:
    """Spaces and brackets are for people."""
    assert dial("+48 (22) 555-01-99") == "tel:+48225550199"


def test_every_filter_is_registered_by_its_own_name() -> None:
    """Templates call filters by the names of the functions."""
    assert {name: function.__name__ for name, function in FILTERS.items()} == {
        name: name for name in FILTERS
    }


PARTS = {name: f"{name}.css" for name in ("code", "notes", "extras", "feedback", "issues")}


def styled(text: str, kind: str = "article", feedback: object = None, posts: Any = ()) -> Any:
    site = SimpleNamespace(style_parts=PARTS, feedback=feedback)
    return SimpleNamespace(
        kind=kind, site=site, body_html=text, posts=posts, article=None, known_issues=()
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("<p>Text</p>", ()),
        ('<div class="highlight"><pre>x</pre></div>', ("code.css",)),
        ('<code class="highlight">x</code>', ("code.css",)),
        ('<div class="admonition note"><p>x</p></div>', ("notes.css",)),
        ("<details><summary>x</summary></details>", ("notes.css",)),
        ('<div class="tabbed-set tabbed-alternate">', ("extras.css",)),
        ('<div class="grid cards">', ("extras.css",)),
        ('<p class="wide grid">', ("extras.css",)),
        ('<a class="md-button" href="x">', ("extras.css",)),
        ('<p class="annotate">', ("extras.css",)),
        ('<ul class="task-list">', ("extras.css",)),
        ('<sup id="fnref:1"><a class="footnote-ref">', ("extras.css",)),
        ('<span class="keys">', ("extras.css",)),
        ('<div class="progress">', ("extras.css",)),
        ('<span class="critic comment">', ("extras.css",)),
        ("<math><mi>x</mi></math>", ("extras.css",)),
        ("<pre>x</pre><details>", ("code.css", "notes.css")),
    ],
)
def test_a_page_loads_the_stylesheets_that_its_text_needs(
    text: str, parts: tuple[str, ...]
) -> None:
    assert style_parts(styled(text)) == parts
    assert style_parts(styled("", posts=(SimpleNamespace(excerpt_html=text),))) == parts


@pytest.mark.parametrize(
    ("kind", "expected"), [("article", True), ("contact", True), ("home", False)]
)
def test_the_stylesheet_of_forms_is_loaded_where_there_are_forms(kind: str, expected: bool) -> None:
    assert ("feedback.css" in style_parts(styled("", kind, object()))) is expected
    assert style_parts(styled("", kind)) == ()


def test_pages_with_issues_load_their_stylesheet() -> None:
    """Those about an issue, and those that show one."""
    page = styled("")
    page.known_issues = ("issue",)
    assert style_parts(page) == ("issues.css",)
    page = styled("")
    page.article = SimpleNamespace(kind="known-issue")
    assert style_parts(page) == ("issues.css",)


def test_an_faq_loads_the_stylesheet_of_disclosures() -> None:
    page = styled("<p>x</p>")
    page.article = SimpleNamespace(kind="faq")
    assert style_parts(page) == ("notes.css",)
