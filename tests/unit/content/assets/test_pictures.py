# SPDX-License-Identifier: MIT
"""The sizes of pictures, in files and on pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import resolve
from picture_files import png

from kbgen.content.assets.pictures import drawing_size, picture_size

_EXIF = (
    b"\xff\xd8\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00"
    b"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x14\x00\x0a\x01\x01\x11\x00\xff\xd9"
)
"""A JPEG of 10 × 20 pixels that a camera turned by a quarter."""


def test_a_picture_has_the_size_that_a_browser_shows(tmp_path: Path) -> None:
    """A photo may be stored lying on its side."""
    (tmp_path / "a.png").write_bytes(png(30, 20))
    (tmp_path / "a.jpg").write_bytes(_EXIF)
    (tmp_path / "b.png").write_bytes(b"no picture")
    assert picture_size(tmp_path / "a.png") == (30, 20)
    assert picture_size(tmp_path / "a.jpg") == (20, 10)
    assert picture_size(tmp_path / "b.png") is None
    assert picture_size(tmp_path / "gone.png") is None


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="24" height="12.4px"', (24, 12)),
        ('width="100%" height="100%" viewBox="0 0 9 9"', None),
        ('viewBox="0 0 24 24"', None),
        ('width="3cm" height="2"', None),
        ('width="0" height="2"', None),
        ('stroke-width="3" height="2"', None),
    ],
)
def test_a_drawing_has_a_size_if_it_names_one(
    attributes: str, size: tuple[int, int] | None
) -> None:
    """Others fill the space that the page gives them, which attributes would change."""
    assert drawing_size(f"<?xml?>\n<svg\n {attributes}><rect width='1'/></svg>".encode()) == size


@pytest.mark.parametrize(
    ("written", "image"),
    [
        ("![A](a.png)", 'alt="A" src="a.png" width="300" height="200"'),
        ('<img src="a.png" alt="" width="150">', 'src="a.png" height="100" alt="" width="150"'),
        ('<img src="a.png" alt="" height="50px">', 'src="a.png" width="75" alt="" height="50px"'),
        ('<img src="a.png" alt="" width="50%">', 'src="a.png" alt="" width="50%"'),
        ('<img src="a.png" alt="" width="9" height="9">', None),
        ("![A](a.png =150x)", 'alt="A" src="a.png" height="100" width="150"'),
        ("![A](a.png =x100)", 'alt="A" src="a.png" width="150" height="100"'),
        ("![A](a.png =15x10 'T')", 'alt="A" src="a.png" title="T" width="15" height="10"'),
        ("![A](b.svg)", 'alt="A" src="b.svg"'),
    ],
)
def test_a_picture_on_a_page_has_its_size(tmp_path: Path, written: str, image: str | None) -> None:
    """A writer's size stays, and gets what is missing in the same proportions."""
    files: dict[str, str | bytes] = {
        "index.md": f"---\ntitle: T\n---\n{written}",
        "a.png": png(300, 200),
        "b.svg": "<svg/>",
    }
    html, problems = resolve(tmp_path, files, "index.md")
    expected = image or 'src="a.png" alt="" width="9" height="9"'
    assert _attributes(html) == _attributes(f"<img {expected}>".replace('src="', 'src="./'))
    assert problems == []


def _attributes(html: str) -> set[str]:
    return set(html.partition("<img ")[2].partition(">")[0].split(" "))


def test_all_but_the_first_picture_of_a_page_are_loaded_when_they_are_near(
    tmp_path: Path,
) -> None:
    """The first is often what a reader sees first. A writer's choice stays."""
    text = '![](a.png)\n\n![](a.png)\n\n<img src="a.png" alt="" loading="eager">'
    files: dict[str, str | bytes] = {"index.md": f"---\ntitle: T\n---\n{text}", "a.png": png(1, 1)}
    html, _ = resolve(tmp_path, files, "index.md")
    images = html.split("<img ")[1:]
    assert ["lazy" in image for image in images] == [False, True, False]


@pytest.mark.parametrize("on_disk", ["gro\u0308\u00dfe", "gr\u00f6\u00dfe"])
@pytest.mark.parametrize("written", ["gro\u0308\u00dfe", "gr\u00f6\u00dfe", "gr%C3%B6%C3%9Fe"])
def test_both_unicode_forms_of_a_name_are_equal(tmp_path: Path, on_disk: str, written: str) -> None:
    """A Mac stores decomposed letters, and people type composed ones."""
    text = f"![a]({written}.png) [b]({written}.md) [c](./{written}/) [d]({written}.md#{written})"
    files: dict[str, str | bytes] = {
        "a.md": f"---\ntitle: T\n---\n{text}",
        f"{on_disk}.png": b"x",
        f"{on_disk}.md": f"# T\n\n## {on_disk}\n",
    }
    html, problems = resolve(tmp_path, files, "a.md")
    assert problems == []
    assert html.count("<a href=") == 3
    assert "<img" in html


def test_a_name_in_another_letter_case_is_named(tmp_path: Path) -> None:
    """It works on a Mac and on Windows, and not on the server."""
    files: dict[str, str | bytes] = {
        "x/a.md": "---\ntitle: T\n---\n![a](../img/upper.png) [b](B.md)",
        "img/UPPER.PNG": b"x",
        "x/b.md": "# B",
    }
    _, problems = resolve(tmp_path, files, "x/a.md")
    assert [(problem.code, problem.hint) for problem in problems] == [
        ("KB403", "Did you mean ../img/UPPER.PNG? Letter case matters."),
        ("KB401", "Did you mean b.md? Letter case matters."),
    ]
