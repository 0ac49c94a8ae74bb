# SPDX-License-Identifier: MIT
from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from kbgen.content.drawings.svg import UnreadableSvg, make_inert

_OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def inert(inside: str, opening: str = _OPEN) -> tuple[str, tuple[str, ...]]:
    result = make_inert(f"{opening}{inside}</svg>".encode())
    assert result is not None
    ET.fromstring(result.content)
    return result.content.decode(), result.removed


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0h1"/>',
        '<g fill="none" aria-label="a"><use xlink:href="#a"/><text x="1">A &amp; B</text></g>',
        '<linearGradient id="a"><stop offset="0"/></linearGradient><rect fill="url(#a)"/>',
        "<!-- a comment -->",
    ],
)
def test_a_drawing_that_does_nothing_is_published_as_it_is(inside: str) -> None:
    """Most drawings are: neither their bytes nor their digests change."""
    prolog = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    assert make_inert(f"{_OPEN}{inside}</svg>".encode()) is None
    assert make_inert(f"\ufeff{prolog}{_OPEN}{inside}</svg>".encode()) is None


@pytest.mark.parametrize(
    ("inside", "removed"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<script href="x.js"/>', "<script>"),
        ('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>', "<script>"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>', "<script>"),
        ('<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" srcdoc="x"/>', "<iframe>"),
        ("<foreignObject><p>alert(1)</p></foreignObject>", "<foreignObject>"),
        ('<path onload="alert(1)" d=""/>', "onload="),
        ('<path ONLOAD="alert(1)" d=""/>', "ONLOAD="),
        ('<a xlink:href="javascript:alert(1)"><path d=""/></a>', "javascript:"),
        ('<a href="java&#10;script:alert(1)"><path d=""/></a>', "javascript:"),
        ('<a href="&#106;avascript:alert(1)"><path d=""/></a>', "javascript:"),
        ('<a xmlns:z="http://www.w3.org/1999/xlink" z:href="javascript:alert(1)"/>', "javascript:"),
        ('<a><set attributeName="href" to="javascript:alert(1)"/></a>', "<set> of href"),
        ('<a><animate attributeName="xlink:href" values="alert"/></a>', "<animate> of xlink:href"),
        ('<set attributeName="onload" to="alert(1)"/>', "<set> of onload"),
        ('<use href="other.svg#alert"/>', "addresses of other files"),
        ('<image href="https://evil.example/alert.png"/>', "addresses of other files"),
        ('<image href="data:image/svg+xml,alert"/>', "javascript:"),
        ("<style>@import 'alert.css';</style>", "addresses of other files"),
        ("<style>a{fill:url(//evil.example/alert)}</style>", "addresses of other files"),
        (r"<style>a{fill:\75rl(//evil.example/alert)}</style>", "addresses of other files"),
        ("<style>a{fill:image-set('alert.png' 1x)}</style>", "addresses of other files"),
        ('<rect fill="url(https://evil.example/alert#a)"/>', "addresses of other files"),
        ("<rect style=\"fill:url('alert.svg#a')\"/>", "addresses of other files"),
    ],
)
def test_what_runs_or_loads_is_removed_and_named(inside: str, removed: str) -> None:
    """A drawing that is opened directly must run nothing on the site's origin."""
    content, names = inert(inside)
    assert removed in names
    assert "alert" not in content


def test_a_style_sheet_of_another_file_is_removed() -> None:
    """It is an instruction in front of the drawing."""
    text = f'<?xml-stylesheet href="https://evil.example/a.css"?>{_OPEN}</svg>'
    result = make_inert(text.encode())
    assert result is not None
    assert b"evil" not in result.content
    assert result.removed == ("addresses of other files",)


def test_what_a_drawing_shows_stays() -> None:
    """Styles, embedded pictures, labels, links for readers and entities of Illustrator."""
    doctype = '<!DOCTYPE svg [<!ENTITY ns "http://ns.adobe.com/x/"><!ENTITY who "Anna">]>'
    opening = _OPEN.replace(">", ' xmlns:x="&ns;" x:width="1" viewBox="0 0 9 9">')
    content, removed = inert(
        "<metadata><rdf/></metadata><style>.a &gt; .b{fill:url(#g);stroke:red}</style>"
        '<image href="data:image/png;base64,AAAA"/><text class="a">&who; <![CDATA[<1>]]></text>'
        '<a href="https://example.com/?a=1&amp;b=2"><tspan xml:space="preserve"> x</tspan></a>',
        doctype + opening,
    )
    assert removed == ()
    assert content == (
        f'{_OPEN[:-1]} viewBox="0 0 9 9">'
        "<style>.a &gt; .b{fill:url(#g);stroke:red}</style>"
        '<image href="data:image/png;base64,AAAA"></image>'
        '<text class="a">Anna &lt;1&gt;</text>'
        '<a href="https://example.com/?a=1&amp;b=2"><tspan xml:space="preserve"> x</tspan></a></svg>'
    )
    again = make_inert(content.encode())
    assert again is not None
    assert again.content == content.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"<html onload='x'></html>",
        b"<svg onload='x'>",
        b"",
        b"\x89PNG",
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>',
    ],
)
def test_what_is_no_drawing_is_not_readable(data: bytes) -> None:
    """No browser shows it either."""
    with pytest.raises(UnreadableSvg):
        make_inert(data)


def test_entities_read_no_file_and_do_not_explode() -> None:
    """Expat opens nothing; it stops at an expansion that is out of proportion."""
    text = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{_OPEN}<text>&a;</text></svg>'
    result = make_inert(text.encode())
    assert result is not None
    assert b"root" not in result.content
    levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "boom">{levels}]>{_OPEN}<text>&a9;</text></svg>'
    with pytest.raises(UnreadableSvg):
        make_inert(bomb.encode())
