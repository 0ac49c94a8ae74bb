# SPDX-License-Identifier: MIT
"""Zero violations on every kind of page, light and dark, wide and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser import acme
from browser.accessibility import violations

PATHS = [page.output.removesuffix("index.html") for page in acme.language_pages("en")]
HEIGHT = 844


@pytest.mark.parametrize("path", PATHS)
def test_every_kind_of_page_has_no_violation(
    path: str, new_page: Callable[..., Any], acme_site: str
) -> None:
    """Axe has nothing to say about any kind of page, in either scheme, wide and on a phone."""
    page = new_page()
    page.goto(acme_site + path)
    found = {}
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = violations(page)
    assert found == {key: [] for key in found}


@pytest.mark.parametrize("lang", ["ru", "pl"])
def test_other_languages_have_no_violation(
    lang: str, new_page: Callable[..., Any], acme_site: str
) -> None:
    """Neither has the longest page of the other languages."""
    page = new_page(width=390)
    page.goto(f"{acme_site}{lang}/sign-in/two-step/")
    assert violations(page) == []


def test_open_menus_have_no_violation(new_page: Callable[..., Any], acme_site: str) -> None:
    """Neither have the menus of a phone when they are open."""
    page = new_page(width=390)
    page.goto(acme_site + "sign-in/cannot-sign-in/")
    for name in ("kb-menu", "kb-languages", "kb-toc-fold", "kb-shortcuts"):
        page.evaluate(f"document.querySelector('.{name}')?.setAttribute('open', '')")
    assert violations(page) == []


def test_forced_colors_keep_every_control_visible(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """With forced colors nothing depends on a background: axe still finds nothing, icons of notes stay."""
    page = new_page(forced_colors="active")
    page.goto(acme_site + "sign-in/two-step/")
    assert violations(page) == []
    icon = (
        "getComputedStyle(document.querySelector('.admonition-title'), '::before').backgroundColor"
    )
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(icon) != page.evaluate(ground)
