# SPDX-License-Identifier: MIT
"""What every page would lack is named once, where mkdocs.yml asks for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import lines

from kbgen.settings import SiteSettings, load_settings
from kbgen.site.caching.cache import Cache
from kbgen.site.planning.assemble import check_site
from kbgen.site.planning.page_files import page_image
from kbgen.site.reading.articles import SiteReader

MKDOCS_YML = """\
site_name: Help
site_url: https://help.example.com/
docs_dir: content
theme:
  name: material
  custom_dir: overrides
  logo: {logo}
  favicon: {favicon}
extra_css:
  - {style}
extra_javascript:
  - path: {script}
plugins:
  - kbgen: {{contact: {{phone: "112"}}}}
"""
FILES = (
    "content/a.md",
    "content/img/logo.svg",
    "content/icon.png",
    "content/extra.css",
    "overrides/js/extra.js",
)


def site_settings(root: Path, **changes: str) -> SiteSettings:
    """Write a site with these settings, and load them."""
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
        (root / name).write_text(drawing if name.endswith(".svg") else "# A\n\nText.\n", "utf-8")
    values = {
        "logo": "img/logo.svg",
        "favicon": "icon.png",
        "style": "extra.css",
        "script": "js/extra.js",
    }
    (root / "mkdocs.yml").write_text(MKDOCS_YML.format(**(values | changes)), "utf-8")
    return load_settings(root / "mkdocs.yml").settings


def found(root: Path, **changes: str) -> list[tuple[str, str]]:
    """Return (line, hint) of each diagnostic of a site with these settings."""
    settings = site_settings(root, **changes)
    with Cache(root / "cache.sqlite") as cache:
        diagnostics = check_site(SiteReader(settings, cache)).diagnostics
    assert {item.code for item in diagnostics} <= {"KB710"}
    return [(line, item.hint) for line, item in zip(lines(diagnostics), diagnostics, strict=True)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"style": "extra.css?v=2", "favicon": "./icon.png"},
    ],
)
def test_files_that_are_published_or_elsewhere_are_no_problem(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    assert found(tmp_path, **changes) == []


@pytest.mark.parametrize(
    ("changes", "line", "hint"),
    [
        (
            {"logo": "logo.svg"},
            "mkdocs.yml:7:9: KB710 logo.svg does not exist",
            "Did you mean img/logo.svg?",
        ),
        (
            {"favicon": "assets/pictogram.ico"},
            "mkdocs.yml:8:12: KB710 assets/pictogram.ico does not exist",
            "Put the file into the content folder.",
        ),
        (
            {"style": "content/extra.css"},
            "mkdocs.yml:10:5: KB710 content/extra.css does not exist",
            "Did you mean extra.css?",
        ),
        (
            {"script": "gone/away.js"},
            "mkdocs.yml:12:11: KB710 gone/away.js does not exist",
            "Put the file into the content folder.",
        ),
    ],
)
def test_a_missing_file_is_named_once_with_what_to_do(
    tmp_path: Path, changes: dict[str, str], line: str, hint: str
) -> None:
    assert found(tmp_path, **changes) == [(line, hint)]


def test_a_logo_of_another_site_is_named_and_not_on_the_page(tmp_path: Path) -> None:
    """It would tell that site who reads which page; `allow_external` allows it."""
    url = "https://cdn.example.com/logo.svg"
    ((line, hint),) = found(tmp_path, logo=url)
    assert line == f"mkdocs.yml:7:9: KB710 {url} is on another site and is not loaded"
    assert "allow_external: [https://cdn.example.com]" in hint
    settings = site_settings(tmp_path, logo=url)
    assert page_image(settings.logo, settings) == ""
    kbgen = replace(settings.kbgen, allow_external=("https://cdn.example.com",))
    assert page_image(settings.logo, replace(settings, kbgen=kbgen)) == url


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://unpkg.com/mathjax@3/es5/tex-mml-chtml.js", "kbgen makes MathML"),
        ("https://unpkg.com/katex@0/dist/contrib/auto-render.min.js", "kbgen makes MathML"),
        ("https://unpkg.com/mermaid@10/dist/mermaid.min.js", "'mermaid'"),
    ],
)
def test_what_replaces_a_well_known_script_is_in_the_hint(
    tmp_path: Path, url: str, words: str
) -> None:
    ((line, hint),) = found(tmp_path, script=url)
    assert line.endswith(f"KB710 {url} is on another site and is not loaded")
    assert hint.startswith("Remove the line")
    assert words in hint
