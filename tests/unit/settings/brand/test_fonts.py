# SPDX-License-Identifier: MIT
"""Fonts in mkdocs.yml: families, files, and what is reported with its place."""

from __future__ import annotations

import pytest

from kbgen.settings.brand import FontSettings, font_stylesheet, theme_font
from kbgen.settings.brand.fonts import FontFile


def test_a_family_and_its_files_are_read(load) -> None:
    loaded = load(
        "font:\n  family: Acme Sans\n  code: Acme Mono\n  files:\n"
        "    - fonts/acme.woff2\n"
        "    - {path: fonts/acme-italic.ttf, weight: 400, italic: true}\n"
    )
    assert loaded.diagnostics == ()
    assert loaded.settings.kbgen.font == FontSettings(
        "Acme Sans",
        "Acme Mono",
        (
            FontFile("fonts/acme.woff2", line=10, column=13),
            FontFile("fonts/acme-italic.ttf", "400", italic=True, line=11, column=13),
        ),
    )
    assert [file.path for file in loaded.settings.page_files] == [
        "fonts/acme.woff2",
        "fonts/acme-italic.ttf",
    ]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{family: 'a;b'}", "mkdocs.yml:6:22: KB703 'a;b' is not a font"),
        ("{files: [a.woff2]}", "mkdocs.yml:6:13: KB703 'font.files' needs a family"),
        ("{family: A, files: [a.css]}", "mkdocs.yml:6:33: KB703 'a.css' is not a font file"),
        (
            "{family: A, files: ['https://fonts.example/a.woff2']}",
            "mkdocs.yml:6:33: KB703 'https://fonts.example/a.woff2' is not a font file",
        ),
        ("{family: A, files: [{weight: 400}]}", "mkdocs.yml:6:33: KB703 the font file has no path"),
        (
            "{family: A, files: [{path: a.otf, weight: bold}]}",
            "mkdocs.yml:6:55: KB703 'bold' is not a weight",
        ),
        (
            "{family: A, files: [{path: a.otf, italic: 1}]}",
            "mkdocs.yml:6:55: KB703 expected true or false",
        ),
        ("Inter", "mkdocs.yml:6:13: KB703 expected nested settings (family, code, files)"),
    ],
)
def test_wrong_fonts_are_reported(load, written: str, problem: str) -> None:
    messages = [str(item) for item in load(f"font: {written}").diagnostics]
    assert len(messages) == 1
    assert messages[0].startswith(problem)


@pytest.mark.parametrize(
    ("font", "settings"),
    [
        ({"text": "Roboto", "code": "Roboto Mono"}, FontSettings("Roboto", "Roboto Mono")),
        ({"text": "Inter"}, FontSettings("Inter")),
        ({"text": 'a"b'}, None),
        (False, None),
        (None, None),
    ],
)
def test_the_font_of_material_names_families(font, settings) -> None:
    assert theme_font(font) == settings


def test_the_stylesheet_declares_each_file() -> None:
    font = FontSettings("Acme Sans", "", (FontFile("fonts/acme.ttf", "400", italic=True),))
    text = font_stylesheet(font, {"fonts/acme.ttf": "../fonts/acme.ttf"})
    assert text == (
        '@font-face{font-family:"Acme Sans";font-weight:400;font-style:italic;font-display:swap;'
        'src:url("../fonts/acme.ttf") format("truetype")}\n'
        ':root{--kb-font-own:"Acme Sans"}\n'
    )
