# SPDX-License-Identifier: MIT
"""What a reader sees first, and that nothing sticks out, at every width."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser import acme

WIDTHS = (320, 390, 800, 1280)
SMALL_TARGETS = """
() => [...document.querySelectorAll("a[href], button, summary, input")].filter((each) => {
  const style = getComputedStyle(each);
  const box = each.getBoundingClientRect();
  const isInline = style.display === "inline" && each.closest("p, li, dd, .md-typeset, small");
  const isHidden = !each.checkVisibility({ visibilityProperty: true }) || box.width <= 1 || each.disabled;
  return !isInline && !isHidden && (box.height < 24 || box.width < 24);
}).map((each) => `${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 30)}`)
"""


# Links that stretch over the row or card around them are as high as it is.
LOW_TARGETS = """
() => [...document.querySelectorAll("a[href], button, summary, input, select, label:has(input:enabled)")].filter((each) => {
  const style = getComputedStyle(each), stretched = getComputedStyle(each, "::after").position === "absolute";
  const isInline = style.display === "inline" && !stretched && each.closest("p, li, dd, .md-typeset, small");
  const box = (stretched ? each.offsetParent : each).getBoundingClientRect();
  const isHidden = !each.checkVisibility({ visibilityProperty: true }) || box.width <= 1 || each.disabled;
  return !isInline && !isHidden && !each.matches("label *, .footnote-backref") && box.height < 44;
}).map((each) => `${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 30)}`)
"""
LONG_WORD = """
word => document.querySelectorAll("h1, h2, h3, main p, main a, main button, main summary, main dd, main th, main td").forEach(
  (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim() && (node.data = `${word} ${node.data}`)))
"""


@pytest.mark.parametrize("path", [page.output for page in acme.language_pages("en")])
def test_on_a_phone_every_target_is_high_enough_for_a_thumb(
    path: str, new_page: Callable[..., Any], acme_site: str
) -> None:
    """44 pixels, apart from links in text."""
    page = new_page(width=390)
    page.goto(acme_site + path)
    assert page.evaluate(LOW_TARGETS) == []


@pytest.mark.parametrize("path", [page.output for page in acme.language_pages("en")])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_long_word_breaks_before_it_sticks_out(
    path: str, direction: str, new_page: Callable[..., Any], acme_site: str
) -> None:
    """A word of 36 letters in every heading, link, and button, written in either direction."""
    page = new_page(width=320)
    page.goto(acme_site + path)
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    page.evaluate(LONG_WORD, "Donaudampfschifffahrtsgesellschaften")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("lang", ["ru", "pl"])
def test_nothing_sticks_out(lang: str, new_page: Callable[..., Any], acme_site: str) -> None:
    """No page scrolls sideways, in the languages with the longest words; controls are at least 24 pixels."""
    page = new_page()
    for made in acme.language_pages(lang):
        page.goto(acme_site + made.output)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (
                made.output,
                width,
            )
            assert page.evaluate(SMALL_TARGETS) == [], (made.output, width)


def test_the_answer_starts_on_the_first_screen_of_a_phone(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """On 390 by 844 pixels the first step, symptom or sentence is in view."""
    page = new_page(width=390)
    for path, first in (
        ("sign-in/cannot-sign-in/", ".kb-symptoms__list li"),
        ("sign-in/questions/", ".kb-text p"),
        ("sign-in/codes-late/", ".kb-steps li"),
    ):
        page.goto(acme_site + path)
        box = page.locator(first).first.bounding_box()
        assert box["y"] + box["height"] < 700, path


def test_the_page_does_not_move_while_it_loads(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """Scripts change nothing that was painted: the layout shift is nought."""
    page = new_page(width=390)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries()"
        ".forEach((entry) => (window.shift += entry.value))).observe({ type: 'layout-shift', buffered: true })"
    )
    for path in ("", "sign-in/two-step/", "search/"):
        page.goto(acme_site + path, wait_until="networkidle")
        assert page.evaluate("window.shift") < 0.02, path


def test_wide_screens_show_the_contents_beside_the_text(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """Contents right of the text, neighbors below it; on a phone the contents are a folded list before the text."""
    page = new_page(width=1280)
    page.goto(acme_site + "sign-in/two-step/")
    text = page.locator(".kb-text").bounding_box()
    right = page.locator(".kb-toc").bounding_box()
    below = page.locator(".kb-neighbours").bounding_box()
    assert text["x"] + text["width"] < right["x"]
    assert text["y"] + text["height"] < below["y"]
    assert not page.locator(".kb-toc-fold").is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator(".kb-toc-fold").is_visible()
    assert not page.locator(".kb-toc").is_visible()
    page.evaluate("scrollTo(0, 800)")
    assert page.locator(".kb-toc-fold").bounding_box()["y"] == 0


def test_the_blocks_of_a_text_stand_apart(new_page: Callable[..., Any], acme_site: str) -> None:
    """Between any two blocks of an article there is air; the first begins and the last ends without."""
    page = new_page()
    page.goto(acme_site + "sign-in/two-step/")
    gaps = page.evaluate(
        "[...document.querySelectorAll('.kb-text > * + *')].map((each) =>"
        " each.getBoundingClientRect().top - each.previousElementSibling.getBoundingClientRect().bottom)"
    )
    assert min(gaps) >= 8


def test_lines_of_text_and_code_stand_apart(new_page: Callable[..., Any], acme_site: str) -> None:
    """Text is 17 on 28 pixels; lines of code have room too."""
    page = new_page()
    page.goto(acme_site + "sign-in/two-step/")
    style = "selector => { const s = getComputedStyle(document.querySelector(selector));"
    sizes = style + " return [parseFloat(s.fontSize), parseFloat(s.lineHeight)]; }"
    assert page.evaluate(sizes, ".kb-text > p") == [17, 28]
    size, line = page.evaluate(sizes, "pre > code")
    assert line >= 1.4 * size


def test_a_link_without_a_target_looks_like_text(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """A dead link is published without its address."""
    page = new_page()
    page.goto(acme_site + "sign-in/two-step/")
    page.evaluate(
        "document.querySelector('.kb-text > p').insertAdjacentHTML('beforeend', '<a id=dead>x</a>')"
    )
    style = "selector => { const s = getComputedStyle(document.querySelector(selector));"
    color = style + " return [s.color, s.textDecorationLine]; }"
    assert page.evaluate(color, "#dead") == page.evaluate(color, ".kb-text > p")
