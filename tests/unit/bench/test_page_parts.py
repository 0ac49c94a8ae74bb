# SPDX-License-Identifier: MIT
"""A page is taken apart by its elements, and each part weighs what the page loses without it."""

from __future__ import annotations

from random import Random

from bench.build.page_parts import OWN_TEXT, REST, measure_parts, part_spans

_PAGE = """<!doctype html><html><head><title>T</title><link rel="x"></head><body>
<header class="kb-header"><form><input name="q"></form></header><main>
<nav class="kb-breadcrumb"><a href="/">Home</a></nav>
<div class="md-typeset kb-text"><p>{text}</p><div>inner<br></div></div>
<div class="kb-side kb-neighbours"><nav>{links}</nav></div>
<script type="application/ld+json">{{"a": 1}}</script></main><footer>end</footer></body></html>
"""


def _noise(seed: int, length: int) -> str:
    random = Random(seed)
    return "".join(random.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(length))


def test_parts_are_whole_elements_and_do_not_overlap() -> None:
    html = _PAGE.format(text="Text", links="links")
    spans = part_spans(html)
    assert [name for name, _, _ in spans] == [
        "head", "header with search and menu", "breadcrumbs", OWN_TEXT, "links to neighboring pages", "data for search engines", "footer",
    ]  # fmt: skip
    taken = {name: html[start:end] for name, start, end in spans}
    assert (
        taken[OWN_TEXT] == '<div class="md-typeset kb-text"><p>Text</p><div>inner<br></div></div>'
    )
    assert (
        taken["links to neighboring pages"]
        == '<div class="kb-side kb-neighbours"><nav>links</nav></div>'
    )


def test_a_part_weighs_what_the_page_loses_without_it() -> None:
    html = _PAGE.format(text=_noise(1, 4000), links=_noise(2, 2000))
    measured = measure_parts([html])
    assert 2000 < measured.parts[OWN_TEXT] < 4000
    assert 1000 < measured.parts["links to neighboring pages"] < 2000
    assert measured.parts["related articles"] == 0
    assert abs(sum(measured.parts.values()) - measured.page) < 1
    assert measured.parts[REST] > 0


def test_the_frame_is_the_page_less_its_own_text() -> None:
    short, long = (
        measure_parts([_PAGE.format(text=_noise(3, size), links="x")]) for size in (100, 20_000)
    )
    assert abs(short.frame - long.frame) < 120


def test_the_middle_page_is_reported() -> None:
    pages = [
        _PAGE.format(text=_noise(seed, size), links="x")
        for seed, size in enumerate((100, 5000, 20_000))
    ]
    assert measure_parts(pages).page == measure_parts(pages[1:2]).page
