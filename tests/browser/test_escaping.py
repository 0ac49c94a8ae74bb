# SPDX-License-Identifier: MIT
"""Nothing a writer wrote leaves its place: every string of a page input is hostile here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from html.parser import HTMLParser
from typing import Any

import jinja2
import pytest
from browser import acme
from browser.rendering import THEME, environment

from kbgen.model import PageInput

PAYLOADS = [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</title></style></textarea><svg onload=alert(1)>",
    '" autofocus onfocus=alert(1) x="',
    "--><!--<script>\u2028\u2029",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
]
PAGES = {
    f"{page.kind} {page.url}": page
    for page in (*acme.language_pages("en"), acme.how_to_page("pl"), *acme.feedback_pages())
}
LITERAL_FIELDS = {
    "fields",
    "errors",
    "refusals",
    "takes",
    "transport",
    "receipt",
    "body_html",
    "kind",
    "lang",
    "strings",
    "direction",
    "id",
    "level",
    "hreflang",
}


def hostile(value: Any, payload: str, name: str = "") -> Any:
    """The same value with the payload behind every string in it; what kbgen generates stays."""
    if (
        name in LITERAL_FIELDS
        or (name == "canonical" and not value)
        or isinstance(value, (Enum, int, date, type(None)))
    ):
        return value
    if isinstance(value, str):
        is_scheme = name in {"url", "logo", "favicon"} and payload.startswith("javascript:")
        return f"{payload}//{value}" if is_scheme else value + payload
    if isinstance(value, tuple):
        return tuple(hostile(each, payload) for each in value)
    if isinstance(value, dict):
        return {key: hostile(each, payload) for key, each in value.items()}
    if is_dataclass(value):
        changed = {
            each.name: hostile(getattr(value, each.name), payload, each.name)
            for each in fields(value)
        }
        return replace(value, **changed)  # type: ignore[type-var]
    raise AssertionError(f"no rule for {type(value)}")


class Shape(HTMLParser):
    """The elements of a page with the names of their attributes, and what could run."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [
            value or "" for name, value in attrs if name in {"href", "src", "action"}
        ]


@cache
def templates(autoescape: bool) -> jinja2.Template:
    return environment(autoescape=autoescape).get_template("main.html")


def render(page: PageInput, autoescape: bool) -> str:
    return templates(autoescape).render(kb=page)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", PAGES)
def test_no_string_breaks_out_of_its_place(name: str, payload: str) -> None:
    """With a payload in every string, a page has the very elements and attributes of a page with harmless strings."""
    harmless = Shape(render(hostile(PAGES[name], "x"), autoescape=False))
    shape = Shape(render(hostile(PAGES[name], payload), autoescape=False))
    assert shape.elements == harmless.elements
    assert not [
        each for each in shape.addresses if each.lower().startswith(("javascript:", "vbscript:"))
    ]


@pytest.mark.parametrize("name", PAGES)
def test_the_environment_does_not_decide_about_escaping(name: str) -> None:
    """The bytes are the same with and without autoescape in the renderer's environment."""
    page = hostile(PAGES[name], PAYLOADS[0])
    assert render(page, autoescape=False) == render(page, autoescape=True)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_data_blocks_stay_data(payload: str) -> None:
    """The JSON of a page reads back to what was put in, whatever was put in."""
    page = hostile(PAGES["article sign-in/two-step/"], payload)
    html = render(page, autoescape=False)
    blocks = re.findall(
        r'<script type="application/(?:ld\+)?json"[^>]*>(.*?)</script>', html, re.DOTALL
    )
    data, trail = (json.loads(block) for block in blocks)
    assert data["worker"] == page.site.worker
    assert trail["itemListElement"][-1]["name"] == page.title
    assert not re.search("[<>\u2028\u2029]", "".join(blocks))


@pytest.mark.parametrize("name", PAGES)
def test_only_the_body_is_html(name: str) -> None:
    """The sanitized body is not escaped again."""
    page = replace(PAGES[name], body_html="<p id=own>1 &lt; 2</p>")
    expected = page.kind not in ("search", "not-found", "status", "tree")
    assert ("<p id=own>1 &lt; 2</p>" in render(page, autoescape=False)) is expected


def test_templates_hold_no_inline_code() -> None:
    """No inline script, handler or style, and two uses of `safe`: the body, and the beginning of a post's body."""
    for path in THEME.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\b(?:src|type=\"application/))", text), path
        assert not re.search(r"\s(?:on\w+|style)=", text), path
        assert set(re.findall(r"[\w.]+\s*\|\s*safe\b", text)) <= {
            "kb.body_html|safe",
            "item.excerpt_html|safe",
        }, path


def test_scripts_make_no_html_out_of_strings() -> None:
    """No sink that parses a string as HTML or code."""
    sinks = r"\.(?:innerHTML|outerHTML|insertAdjacentHTML|write)\b|\beval\(|new Function\(|\bsetAttribute\(\"on"
    for path in (THEME / "assets/javascripts").glob("*.js"):
        assert not re.search(sinks, path.read_text(encoding="utf-8")), path


def test_templates_hold_no_words() -> None:
    """Every word a reader sees comes from the catalog: between tags there is no letter."""
    for path in THEME.rglob("*.html"):
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}",
            "",
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        text = re.sub(r"<kbd>[^<]*</kbd>", "", text)
        words = re.findall(r">([^<>]*[^\W\d_][^<>]*)<", text)
        assert not [each for each in words if each.strip()], path


def test_every_partial_says_its_job() -> None:
    """The first line of a partial is a comment with its one job."""
    for path in (THEME / "kbgen/partials").glob("*.html"):
        assert path.read_text(encoding="utf-8").startswith("{#- Job: "), path


@pytest.fixture
def make_page() -> Callable[..., PageInput]:
    """A how-to page with other values."""
    return lambda **parts: replace(PAGES["article sign-in/two-step/"], **parts)


def test_a_page_names_its_addresses(make_page: Callable[..., PageInput]) -> None:
    """Canonical address, translations only as hreflang, the default language for everybody else."""
    html = render(make_page(), autoescape=False)
    address = acme.SITE_URL + "sign-in/two-step/"
    assert f'<link rel="canonical" href="{address}">' in html
    assert re.findall(r'hreflang="([\w-]+)" href="([^"]+)">', html.split("</head>")[0]) == [
        ("en", address),
        ("x-default", address),
        ("ru", f"{acme.SITE_URL}ru/sign-in/two-step/"),
    ]


def test_a_page_that_should_not_be_found_says_so(make_page: Callable[..., PageInput]) -> None:
    """Without a canonical address there is `noindex` and no hreflang."""
    head = render(make_page(canonical=""), autoescape=False).split("</head>")[0]
    assert '<meta name="robots" content="noindex">' in head
    assert "hreflang" not in head


def test_problems_show_in_the_preview_only(make_page: Callable[..., PageInput]) -> None:
    """The panel is there when the page has problems, and no trace of it otherwise."""
    assert "content/sign-in/two-step.md:14:7" in render(make_page(), autoescape=False)
    assert "kb-problems" not in render(make_page(problems=()), autoescape=False)


def test_an_empty_site_still_has_pages() -> None:
    """No article, no contact, one language: every page renders and says what is missing."""
    site = replace(
        acme.site("en"), contact=type(acme.site("en").contact)(), categories=(), popular_searches=()
    )
    for page in PAGES.values():
        bare = replace(
            page, site=site, cards=(), shelves=(), promoted=(), known_issues=(), alternates=(), related=(),
            siblings=None, trail=(), summary="", description="", body_html="",
        )  # fmt: skip
        html = render(bare, autoescape=False)
        assert "<h1" in html
        if page.kind == "contact":
            assert site.strings["contact.none"] in html
        if page.kind in ("category", "search"):
            assert site.strings["shelf.empty"] in html
