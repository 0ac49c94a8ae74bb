# SPDX-License-Identifier: MIT
"""Logos and pictures in mkdocs.yml: what is read, and what is reported with its place."""

from __future__ import annotations

import pytest

from kbgen.settings.brand import ImageFile, LogoSettings
from kbgen.settings.types import PageFile


@pytest.mark.parametrize(
    ("written", "logo"),
    [
        ("./a.svg", LogoSettings(ImageFile("a.svg", 6, 13))),
        ("{dark: img/d.PNG}", LogoSettings(dark=ImageFile("img/d.PNG", 6, 20))),
        (
            "{light: a.svg, dark: d.svg}",
            LogoSettings(ImageFile("a.svg", 6, 21), ImageFile("d.svg", 6, 34)),
        ),
    ],
)
def test_logos_are_read(load, written: str, logo: LogoSettings) -> None:
    loaded = load(f"logo: {written}")
    assert loaded.diagnostics == ()
    assert loaded.settings.kbgen.logo == logo


def test_the_files_are_checked_with_those_of_every_page(load) -> None:
    loaded = load("logo: {light: a.svg, dark: d.svg}\nsocial_image: s.jpg")
    assert loaded.diagnostics == ()
    assert loaded.settings.page_files == (
        PageFile("a.svg", 6, 21),
        PageFile("d.svg", 6, 34),
        PageFile("s.jpg", 7, 21),
    )


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("logo: a.txt", "6:13: KB703 'a.txt' is not a picture"),
        ("logo: https://a.b/c.svg", "6:13: KB703 'https://a.b/c.svg' is not a picture"),
        ("logo: {drak: a.svg}", "6:14: KB702 unknown setting 'drak'"),
        ("logo: {dark: 7}", "6:20: KB703 '7' is not a picture"),
        ("logo: [a.svg]", "6:13: KB703 '['a.svg']' is not a picture"),
        ("social_image: a.svg", "6:21: KB703 'a.svg' is not a picture"),
    ],
)
def test_wrong_pictures_are_reported(load, written: str, problem: str) -> None:
    found = [f"{d.line}:{d.column}: {d.code} {d.message}" for d in load(written).diagnostics]
    assert found == [problem]
