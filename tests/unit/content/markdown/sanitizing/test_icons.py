# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from content_sites import settings_for

from kbgen.content.markdown.body import BodyRenderer
from kbgen.model import Trust
from kbgen.settings.types import PythonName

pytest.importorskip("material", reason="the drawings are Material's")


def renderer(root: Path = Path("/nowhere"), **options: Any) -> BodyRenderer:
    named = {
        "emoji_index": PythonName("material.extensions.emoji.twemoji"),
        "emoji_generator": PythonName("material.extensions.emoji.to_svg"),
    }
    extensions = (("pymdownx.emoji", named | options),)
    return BodyRenderer(settings_for(root, markdown_extensions=extensions))


@pytest.mark.parametrize("trust", Trust)
def test_an_icon_is_a_drawing_that_screen_readers_pass_over(trust: Trust) -> None:
    """Put in after the sanitizer, for both levels of trust; nothing is reported as removed."""
    body = renderer().render("a :material-home: b", trust=trust)
    assert (
        '<span class="twemoji"><svg aria-hidden="true" focusable="false" viewBox="0 0 24 24"><path d="'
        in body.html
    )
    assert body.removed == ()
    assert body.passages[0].text == "a b"


def test_an_icon_in_a_heading_is_no_word() -> None:
    """The heading is called what it says."""
    body = renderer().render("## :material-home: Home")
    assert [(heading.id, heading.title) for heading in body.headings] == [("home", "Home")]
    assert "<svg" in body.html


@pytest.mark.parametrize("forged", ["7", "x", "-1", "", '0" onload="x'])
def test_a_forged_mark_shows_nothing_foreign(forged: str) -> None:
    """The number is all it may say."""
    html = renderer().render(f"<span data-icon='{forged}'></span> <span data-icon=0>b</span>").html
    assert "svg" not in html
    assert "data-icon" not in html
    assert "onload" not in html


def test_drawings_of_one_text_are_not_seen_by_the_next() -> None:
    """A body is a function of its text."""
    shared = renderer()
    shared.render(":material-home:")
    assert "svg" not in shared.render("<span data-icon=0></span>").html


def test_a_drawing_of_the_site_is_shapes_only(tmp_path: Path) -> None:
    """Icons of a site may come from anywhere; what could run or load something stays out."""
    (tmp_path / "evil.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" onload="a()" viewBox="0 0 1 1"><script>b()</script>'
        '<style>@import "//e"</style><a href="//e"><path d="M0 0" onclick="c()"/></a><image href="//e/x.png"/>'
        '<foreignObject><img src="//e/y.png"></foreignObject><use href="//e#z"/></svg>'
    )
    html = renderer(tmp_path, options={"custom_icons": ["."]}).render(":evil:").html
    assert html == (
        '<p><span class="twemoji"><svg aria-hidden="true" focusable="false" viewBox="0 0 1 1"><path d="M0 0"></path>'
        "</svg></span></p>"
    )


def test_an_svg_of_a_writer_is_still_removed() -> None:
    """Only the emoji extension makes drawings."""
    body = renderer().render('<span class="twemoji"><svg onload=a()><path d=M0/></svg></span>')
    assert (body.html, body.removed) == ('<p><span class="twemoji"></span></p>', ("path", "svg"))
