# SPDX-License-Identifier: MIT
"""What stylesheets load is found as browsers find it."""

from __future__ import annotations

from pathlib import Path

import pytest
from locked_site import LockedSite

from kbgen.content.assets.stylesheets import loaded_addresses, output_of_address
from kbgen.settings.types import PageFile


@pytest.mark.parametrize(
    ("css", "addresses"),
    [
        ('@import "a.css";', ["a.css"]),
        ("@IMPORT url( 'a.css' ) screen;", ["a.css"]),
        ("@import url(//f.example/x.css);", ["//f.example/x.css"]),
        ('a{background:url(x.png) no-repeat, url("y z.png")}', ["x.png", "y z.png"]),
        ("@font-face{src:url(a.woff2?v=1#f) format('woff2')}", ["a.woff2?v=1#f"]),
        (r"a{background:url(a\ b\2e png)}", ["a b.png"]),
        ("/* url(no.png) */ a{content:'url(no.png)'}", []),
        ("/* open url(no.png)", []),
        ("a{mask:url(#shape);background:url(data:image/png;base64,AA)}", []),
        ("@namespace svg url(http://www.w3.org/2000/svg);", []),
        ("@charset 'utf-8'; a{b:url()}", []),
        ("a{--x:curl(no.png)}", []),
    ],
)
def test_addresses_are_found(css: str, addresses: list[str]) -> None:
    assert [item.text for item in loaded_addresses(css)] == addresses


def test_an_address_has_a_place() -> None:
    (found,) = loaded_addresses("/* one\n two */\n  @import 'a.css';")
    assert (found.line, found.column, found.is_stylesheet) == (3, 11, True)


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("x.png", "css/x.png"),
        ("../img/x%20y.png?v=1", "img/x y.png"),
        ("/kb/x.png", "x.png"),
        ("/other/x.png", None),
        ("https://h.example/kb/x.png", "x.png"),
        ("https://f.example/x.png", None),
    ],
)
def test_an_address_is_relative_to_its_stylesheet(text: str, output: str | None) -> None:
    assert output_of_address(text, "css/a.css", "https://h.example/kb/", "/kb/") == output


_PUT = "Put the file into the content folder."
FILES: dict[str, str | bytes] = {
    "index.md": "# Help\n\nWelcome.\n",
    "css/a.css": (
        '@import url("https://f.example/y.css");\n'
        '@import "b.css";\n'
        "@font-face { src: url(missing.woff) }\n"
        "a { background: url(../img/x.png) }\n"
    ),
    "css/b.css": '@import "a.css";\n@import "no.css";\na { background: url(//e.example/x.png) }\n',
    "css/unused.css": "a { background: url(https://e.example/x.png) }\n",
    "img/x.png": b"x",
}


def problems(tmp_path: Path, *allowed: str) -> list[str]:
    site = LockedSite(
        tmp_path,
        FILES,
        extra_css=("css/a.css?v=1",),
        page_files=(PageFile("css/a.css?v=1", 1, 1),),
    )
    kbgen = site.settings.kbgen
    object.__setattr__(kbgen, "allow_external", allowed)
    return [f"{item} | {item.hint}" for item in site.problems("KB710")]


def test_what_a_stylesheet_of_the_site_loads_is_checked(tmp_path: Path) -> None:
    copy = "Copy the file into the content folder, or allow the site: 'allow_external: "
    external = "from another site"
    assert [item.partition(" | ") for item in problems(tmp_path)] == [
        (f"content/css/{place} KB710 {message}", " | ", hint)
        for place, message, hint in (
            (
                "a.css:1:13:",
                f"the stylesheet imports https://f.example/y.css {external}",
                f"{copy}[https://f.example]'.",
            ),
            ("a.css:3:23:", "missing.woff does not exist", _PUT),
            ("b.css:2:9:", "no.css does not exist", _PUT),
            (
                "b.css:3:21:",
                f"the stylesheet loads //e.example/x.png {external}",
                f"{copy}[https://e.example]'.",
            ),
        )
    ]


def test_an_allowed_site_is_not_reported(tmp_path: Path) -> None:
    found = problems(tmp_path, "https://f.example", "https://e.example")
    assert [item.partition("KB710 ")[2].split()[0] for item in found] == ["missing.woff", "no.css"]
