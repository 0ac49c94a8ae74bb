# SPDX-License-Identifier: MIT
"""Videos and sounds of the content folder, and players of other sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import article, codes, resolve, settings_for

from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.model import Provenance

FILES: dict[str, str | bytes] = {
    "v/clip.mp4": b"x",
    "v/clip.webm": b"x",
    "v/clip.png": b"x",
    "v/clip.vtt": b"x",
    "v/call.mp3": b"x",
}


def page(root: Path, text: str) -> tuple[str, list[str]]:
    """Return the HTML of an article, and the codes and messages about its links."""
    html, problems = resolve(root, {"a.md": f"---\ntitle: T\n---\n{text}", **FILES}, "a.md")
    return html, [f"{problem.code} {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "![How to pay](v/clip.mp4)",
            (
                '<p><video controls="" preload="metadata" src="../v/clip.mp4" aria-label="How to pay">'
                "</video></p>"
            ),
        ),
        (
            "![](v/call.mp3)",
            '<p><audio controls="" preload="metadata" src="../v/call.mp3"></audio></p>',
        ),
        (
            '<video src="v/clip.mp4" poster="v/clip.png" width="300" autoplay onplay="x"></video>',
            (
                '<video controls="" preload="metadata" poster="../v/clip.png" src="../v/clip.mp4"'
                ' width="300"></video>'
            ),
        ),
    ],
)
def test_own_files_are_played(tmp_path: Path, text: str, html: str) -> None:
    """Players start only when the reader starts them."""
    result, problems = page(tmp_path, text)
    assert _sorted(result) == _sorted(html)
    assert problems == []


def test_captions_and_other_formats_are_kept(tmp_path: Path) -> None:
    """Text inside is for old browsers: it is shown there, and not found by search."""
    text = (
        '<video controls>\n<source src="v/clip.webm" type="video/webm">\n'
        '<track src="v/clip.vtt" kind="captions" srclang="en" label="English" default>\n'
        "Too old\n</video>\n"
    )
    result, problems = page(tmp_path, text)
    assert problems == []
    assert 'src="../v/clip.webm"' in result
    assert 'src="../v/clip.vtt"' in result
    assert 'srclang="en"' in result
    body = BodyRenderer(settings_for(tmp_path)).render(text)
    assert body.passages == ()


def test_missing_files_of_media_are_reported(tmp_path: Path) -> None:
    """Each with its name; the page does not request them."""
    text = '![](gone.mp4)\n\n<video src="v/clip.mp4" poster="gone.png"></video>'
    result, problems = page(tmp_path, text)
    assert problems == [
        "KB403 video gone.mp4 does not exist",
        "KB403 image gone.png does not exist",
    ]
    assert "gone" not in result


@pytest.mark.parametrize(
    "text",
    [
        '<video src="https://cdn.example/a.mp4"></video>',
        "![](https://cdn.example/a.mp4)",
        '<video><source src="https://cdn.example/a.mp4"></video>',
        '<video src="v/clip.mp4" poster="//cdn.example/a.png"></video>',
    ],
)
def test_pages_load_no_media_of_other_sites(tmp_path: Path, text: str) -> None:
    """They become links, or are left out."""
    result, _ = page(tmp_path, text)
    assert 'src="http' not in result
    assert 'src="//' not in result
    assert "poster" not in result
    _, problems = _rendered(tmp_path, text)
    assert codes(problems) == ["KB603"]


@pytest.mark.parametrize(
    ("iframe", "link"),
    [
        (
            (
                '<iframe src="https://www.youtube.com/embed/abc-1?rel=0" title="Change &amp; pay">'
                "</iframe>"
            ),
            (
                '<a class="player" href="https://www.youtube.com/watch?v=abc-1" rel="noopener">'
                "Change &amp; pay</a>"
            ),
        ),
        (
            "<iframe src='//player.vimeo.com/video/12' allowfullscreen>Old</iframe>",
            '<a class="player" href="https://vimeo.com/12" rel="noopener">vimeo.com</a>',
        ),
        (
            "<IFRAME SRC=https://maps.example/x?a=1&amp;b=2></IFRAME>",
            (
                '<a class="player" href="https://maps.example/x?a=1&amp;b=2" rel="noopener">'
                "maps.example</a>"
            ),
        ),
    ],
)
def test_a_player_of_another_site_becomes_a_link(tmp_path: Path, iframe: str, link: str) -> None:
    """Nothing is loaded until the reader asks for it."""
    result, problems = page(tmp_path, f"Watch:\n\n{iframe}\n")
    assert link in result
    assert "iframe" not in result
    assert problems == []
    _, reported = _rendered(tmp_path, f"Watch:\n\n{iframe}\n")
    assert [str(item) for item in reported] == [
        "a.md:3:1: KB603 the player in <iframe> was replaced by a link"
    ]


@pytest.mark.parametrize(
    ("address", "href"),
    [("/demo/tour.html", "/demo/tour.html"), ("v/clip.mp4?t=0:30", "../v/clip.mp4?t=0:30")],
)
def test_a_player_of_this_site_becomes_a_link_too(tmp_path: Path, address: str, href: str) -> None:
    result, _ = page(tmp_path, f'<iframe src="{address}" title="Tour"></iframe>')
    assert f'href="{href}"' in result
    assert ">Tour</a>" in result


@pytest.mark.parametrize(
    "iframe",
    [
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe src="java&#10;script:alert(1)"></iframe>',
        '<iframe src="&#1;javascript:alert(1)"></iframe>',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<iframe src="&quot;onload=alert(1)"></iframe>',
        '<iframe title="<img src=x onerror=alert(1)>" src="https://x.example"></iframe>',
    ],
)
def test_a_player_cannot_run_anything(tmp_path: Path, iframe: str) -> None:
    """What replaces it goes through the sanitizer like everything else."""
    result, _ = page(tmp_path, iframe)
    assert "<iframe" not in result
    assert "<img" not in result
    assert "javascript:" not in result
    assert ' onload="' not in result


def test_code_about_players_stays_code(tmp_path: Path) -> None:
    """An article may explain how to embed something."""
    text = "```html\n<iframe src='https://x.example'></iframe>\n```\n\n`<video src=a.mp4></video>`"
    body, problems = _rendered(tmp_path, text)
    assert problems == ()
    assert body is not None
    assert "iframe" in body


def test_text_of_customers_has_no_players(tmp_path: Path) -> None:
    """Tickets contain Markdown only; their HTML is shown as text."""
    body, _ = _rendered(
        tmp_path,
        '<video src="v/clip.mp4"></video> <iframe src="https://x.example"></iframe>',
        provenance=Provenance("tickets"),
    )
    assert body is not None
    assert "<video" not in body
    assert 'class="player"' not in body


def _rendered(root: Path, text: str, **fields: object):
    body, problems = render_article(
        BodyRenderer(settings_for(root)), article(text, path="a.md", **fields), "a.md"
    )
    return body and body.html, problems


def _sorted(html: str) -> list[str]:
    return sorted(html.replace("<", " <").replace(">", " > ").split())


def test_a_video_that_is_all_on_another_site_is_a_link(tmp_path: Path) -> None:
    """An empty player would look broken. Its text for old browsers goes with it."""
    text = '<video controls>\n<source src="https://cdn.example/a.mp4">\nToo old\n</video>'
    result, _ = page(tmp_path, text)
    assert "<video" not in result
    assert "Too old" not in result
    assert '<a href="https://cdn.example/a.mp4" rel="noopener">a.mp4</a>' in result
    assert "video" not in page(tmp_path, "<video controls>Too old</video>")[0]


def test_each_kind_of_player_is_reported_where_it_is(tmp_path: Path) -> None:
    text = (
        "# A\n\n<iframe srcdoc='x'></iframe>\n\n"
        '<iframe src="https://v.example/1"></iframe>\n\n<iframe srcdoc="<p>y</p>"></iframe>\n'
    )
    _, problems = _rendered(tmp_path, text)
    assert sorted((item.line, item.message) for item in problems if item.code == "KB603") == [
        (3, "element <iframe> was removed"),
        (5, "the player in <iframe> was replaced by a link"),
    ]
    _, problems = _rendered(tmp_path, text.partition("</iframe>")[2])
    lines = {item.message: item.line for item in problems if item.code == "KB603"}
    assert (
        lines["element <iframe> was removed"]
        > lines["the player in <iframe> was replaced by a link"]
    )
