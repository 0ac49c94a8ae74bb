# SPDX-License-Identifier: MIT
"""What every page would lack is named once, where mkdocs.yml asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import lines

from kbgen.settings import load_settings
from kbgen.site.caching.cache import Cache
from kbgen.site.planning.assemble import check_site
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


def found(root: Path, **changes: str) -> list[tuple[str, str]]:
    """Return (line, hint) of each diagnostic of a site with these settings."""
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# A\n\nText.\n", "utf-8")
    values = {
        "logo": "img/logo.svg",
        "favicon": "icon.png",
        "style": "extra.css",
        "script": "js/extra.js",
    }
    (root / "mkdocs.yml").write_text(MKDOCS_YML.format(**(values | changes)), "utf-8")
    settings = load_settings(root / "mkdocs.yml").settings
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
