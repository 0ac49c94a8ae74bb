# SPDX-License-Identifier: MIT
"""Folders that others wrote build whole: every readable article is a page, and every page is in the index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, run

from kbgen.content.loader import load
from kbgen.content.structure.urls import url_to_output
from kbgen.model import KnowledgeBase
from kbgen.settings import load_settings

CONFIG = """\
site_name: Others
site_url: https://example.com/help/
theme: {{name: material}}
docs_dir: {docs_dir}
plugins:
  - kbgen:
      languages: [{languages}]
      front_matter: {{unknown: warning}}
      contact: {{phone: "112"}}
"""
SITES = {"telerik-kb": ("en",), "openclaw-help": ("en", "ru", "pl")}


@dataclass
class Site:
    """A folder of others, built once for all tests."""

    root: Path
    languages: tuple[str, ...]
    kb: KnowledgeBase
    build: Run

    def ids(self, lang: str) -> list[str]:
        return sorted(article.id for article in self.kb.articles if article.lang == lang)


@pytest.fixture(scope="session", params=SITES)
def built(
    request: pytest.FixtureRequest, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Site:
    languages = SITES[request.param]
    root = tmp_path_factory.mktemp(request.param)
    docs_dir = data / "articles" / request.param
    (root / "mkdocs.yml").write_text(
        CONFIG.format(docs_dir=json.dumps(str(docs_dir)), languages=", ".join(languages))
    )
    build = run(root, "kbgen", "build", "--all", "--json", timeout=1200)
    return Site(root, languages, load(load_settings(root / "mkdocs.yml").settings).kb, build)


def test_every_readable_article_is_a_page(built: Site) -> None:
    """Errors of content are said; they keep no other article back."""
    assert built.build.code in (0, 1), built.build.stderr
    missing = [
        article.path
        for article in built.kb.articles
        if not (built.root / "site" / url_to_output(article.url)).is_file()
    ]
    assert missing == []
    assert len(built.kb.articles) > 150
    assert built.build.json["pages"] == len(list((built.root / "site").rglob("*.html")))


def test_every_file_that_could_not_be_taken_is_named(built: Site) -> None:
    folder = load_settings(built.root / "mkdocs.yml").settings.docs_dir
    taken = {article.path for article in built.kb.articles}
    left_out = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")} - taken
    unnamed = [path for path in left_out if f"{path}:" not in built.build.stderr]
    assert unnamed == []


def test_every_article_is_in_the_index(built: Site) -> None:
    search: dict[str, Any] = built.build.json["search"]
    for lang in built.languages:
        assert search[lang]["documents"] == len(built.ids(lang))
