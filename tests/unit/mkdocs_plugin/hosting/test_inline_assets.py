# SPDX-License-Identifier: MIT
"""What plugins write inline becomes files."""

from __future__ import annotations

import pytest

from kbgen.mkdocs_plugin.hosting.inline_assets import FOLDER, inline_files, replace_inline


def page(inside: str) -> str:
    return f"<html><head>{inside}</head></html>"


@pytest.mark.parametrize(
    ("inside", "suffix", "left"),
    [
        ("<script>go()</script>", "js", '<script src="../{name}"></script>'),
        ('<script id="x">a < b\n</script>', "js", '<script id="x" src="../{name}"></script>'),
        (
            '<script type="module">go()</script>',
            "js",
            '<script type="module" src="../{name}"></script>',
        ),
        (
            "<script type= 'text/javascript'>go()</script>",
            "js",
            "<script type= 'text/javascript' src=\"../{name}\"></script>",
        ),
        ("<SCRIPT>go()</SCRIPT>", "js", '<script src="../{name}"></script>'),
        (
            '<style type="text/css">p { color: red }</style>',
            "css",
            '<link rel="stylesheet" href="../{name}">',
        ),
        (
            '<style id="s">p { color: red }</style>',
            "css",
            '<link rel="stylesheet" href="../{name}">',
        ),
    ],
)
def test_a_script_or_style_is_a_file_and_its_address_stays(
    inside: str, suffix: str, left: str
) -> None:
    files = inline_files(page(inside))
    ((name, content),) = files.items()
    assert name.startswith(f"{FOLDER}/")
    assert name.endswith(f".{suffix}")
    assert content.decode() in inside
    assert replace_inline(page(inside), files, lambda name: f"../{name}") == page(
        left.format(name=name)
    )


@pytest.mark.parametrize(
    "inside",
    [
        '<script src="a.js"></script>',
        '<script type="application/json">{"a": 1}</script>',
        '<script type="application/ld+json" id="x">{}</script>',
        "<script></script>",
        "<style> </style>",
    ],
)
def test_what_is_a_file_or_data_or_nothing_stays(inside: str) -> None:
    assert inline_files(page(inside)) == {}
    assert replace_inline(page(inside), {}, str) == page(inside)


def test_what_is_published_nowhere_stays_where_it_is() -> None:
    html = page("<script>one()</script><script>other()</script>")
    known = inline_files(page("<script>one()</script>"))
    assert "<script>other()</script>" in replace_inline(html, known, str)
    assert "one()" not in replace_inline(html, known, str)
