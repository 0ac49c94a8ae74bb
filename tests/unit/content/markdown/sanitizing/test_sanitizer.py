# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.markdown.sanitizing.sanitizer import escape_unclosed_tags, removed_by, sanitize
from kbgen.model import Trust


@pytest.mark.parametrize(
    "html",
    [
        '<div class="admonition note"><p class="admonition-title">Note</p></div>',
        '<details class="tip" open=""><summary>S</summary></details>',
        '<div data-tabs="1:1"><input checked="" id="__tabbed_1_1" name="__tabbed_1" type="radio"></div>',
        '<label for="__tabbed_1_1">A</label>',
        '<li class="task-list-item"><input type="checkbox" disabled=""> a</li>',
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
        '<table><tbody><tr><td align="center" colspan="2">a</td></tr></tbody></table>',
        '<figure><img src="a.png" alt="A" width="10" height="10" loading="lazy"><figcaption>c</figcaption></figure>',
        '<p><abbr title="HyperText">HTML</abbr> <kbd>Ctrl</kbd> <mark>m</mark> <del>d</del> <ins>i</ins></p>',
        '<ol start="3" type="a"><li value="4">x</li></ol>',
        '<p><a href="mailto:a@b.example">m</a> <a href="tel:+48">t</a> <a href="b.md#c">r</a></p>',
    ],
)
def test_what_extensions_and_writers_need_passes(html: str) -> None:
    """The list is generous with what cannot do harm."""
    assert sanitize(html) == html
    assert removed_by(html) == frozenset()


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<script>alert(1)</script>x", "x"),
        ("<style>p{}</style>x", "x"),
        ('<iframe src="//e"></iframe>x', "x"),
        ("<svg><circle/></svg>x", "x"),
        ('<p onclick="a()" style="b" data-kb="vote" is="x">x</p>', "<p>x</p>"),
        ('<a href="javascript:alert(1)" target="_top">x</a>', "<a>x</a>"),
        ('<img src="data:image/png;base64,AA" alt="a">', '<img alt="a">'),
        ("<form action=x><button>b</button></form>", "b"),
        ("<Steps><Step>text</Step></Steps>", "text"),
        ('<input type="image" src="x">', "<input>"),
        ("<!-- c -->x", "x"),
    ],
)
def test_what_could_do_harm_does_not_pass(html: str, clean: str) -> None:
    """Elements go, with their content where it is no text; attributes and addresses that are not listed go."""
    assert sanitize(html) == clean


def test_removals_are_named() -> None:
    """Elements in lower case, schemes with their colon; what stands in comments does not count."""
    html = '<Steps><script></script></Steps><!-- <iframe> --><a href=" JavaScript:x">a</a><p>&lt;b href="data:x"</p>'
    assert removed_by(html) == {"javascript:", "script", "steps"}


def test_the_themes_own_attributes_are_named() -> None:
    """By them its scripts find the parts of a page; other data is merely not kept."""
    html = '<p data-kb="vote" id=x>a</p><b data-JS>b</b><i data-x="1">data-kb="y"</i>'
    assert removed_by(html) == {"[data-kb]", "[data-js]"}
    assert sanitize(html) == '<p id="x">a</p><b>b</b><i>data-kb="y"</i>'


def test_imported_text_has_a_list_of_its_own() -> None:
    """What only raw HTML or attribute lists make does not pass, even if something makes it."""
    html = '<p id="x" lang="pl" title="t"><u>a</u> <a href="b.md" name="c">d</a></p><h2 id="e">f</h2><ol reversed></ol>'
    clean = '<p>a <a href="b.md">d</a></p><h2 id="e">f</h2><ol></ol>'
    assert sanitize(html, Trust.IMPORTED) == clean
    assert removed_by(html, Trust.IMPORTED) == {"u"}


@pytest.mark.parametrize(
    ("html", "spared"),
    [
        ("<p>put the <title> into <b>it</b></p>", "<p>put the &lt;title> into <b>it</b></p>"),
        ("<p>--token <TOKEN></p>", "<p>--token &lt;TOKEN></p>"),
        ("<p>a <textarea rows=2> b</p>", "<p>a &lt;textarea rows=2> b</p>"),
        ("<Note>x</Note>", "<Note>x</Note>"),
        ("a<br>b<p>c", "a<br>b<p>c"),
        ("<script>x</script >", "<script>x</script >"),
    ],
)
def test_words_in_angle_brackets_are_spared(html: str, spared: str) -> None:
    """What nothing closes was meant as text."""
    assert escape_unclosed_tags(html) == spared


def test_a_plugin_may_have_attributes_on_links_as_long_as_they_hold_no_tag() -> None:
    html = '<a class="x" data-title="A card" data-other="y" href="a.png"><img src="a.png" data-title="z"></a>'
    assert sanitize(html, on_links=("data-title",)) == (
        '<a class="x" data-title="A card" href="a.png"><img src="a.png"></a>'
    )
    assert "data-title" not in sanitize(html)
    assert "data-title" not in sanitize(
        '<a data-title="&lt;img src=x onerror=alert(1)&gt;">x</a>', on_links=("data-title",)
    )
    assert "onclick" not in sanitize(
        '<a data-title="x" onclick="alert(1)">x</a>', on_links=("data-title",)
    )
