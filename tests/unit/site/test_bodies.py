# SPDX-License-Identifier: MIT
"""Bodies come from the cache, or are rendered; what is wrong with them is said either way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import article, lines, settings_for
from site_parts import knowledge_base

from kbgen.model import Article
from kbgen.settings import LimitSettings
from kbgen.site import bodies as module
from kbgen.site.bodies import CACHE_KIND, Bodies, render_bodies
from kbgen.site.cache import Cache

BAD = "Text <script>alert(1)</script>"


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """Paths of the articles whose Markdown was really rendered."""
    seen: list[str] = []
    render = module.render_article

    def watched(renderer, article, path):
        seen.append(path)
        return render(renderer, article, path)

    monkeypatch.setattr(module, "render_article", watched)
    return seen


def bodies(root: Path, *articles: Article, **changes: object) -> Bodies:
    with Cache(root / "cache.sqlite") as cache:
        return render_bodies(knowledge_base(*articles), settings_for(root, **changes), cache)


def test_a_body_is_rendered_once(tmp_path: Path, rendered: list[str]) -> None:
    one, two = article("*Hello*", path="a.md"), article(BAD, path="b.md")
    first = bodies(tmp_path, one, two)
    assert rendered == ["content/a.md", "content/b.md"]
    assert first.by_path["a.md"].html == "<p><em>Hello</em></p>"
    assert lines(first.diagnostics) == ["content/b.md:1:6: KB603 element <script> was removed"]
    assert bodies(tmp_path, one, two) == first
    assert len(rendered) == 2


@pytest.mark.parametrize(
    "change", [{"markdown": "*Hi*"}, {"title": "Hi"}, {"lang": "ru"}, {"body_line": 7}, {"path": "z.md"}]
)
def test_whatever_a_body_depends_on_has_it_rendered_again(tmp_path: Path, rendered, change: dict) -> None:
    one = article("*Hello*", path="a.md")
    bodies(tmp_path, one)
    bodies(tmp_path, replace(one, **change))
    assert len(rendered) == 2


def test_what_a_body_does_not_depend_on_leaves_it(tmp_path: Path, rendered) -> None:
    one = article("*Hello*", path="a.md")
    bodies(tmp_path, one)
    bodies(tmp_path, replace(one, tags=("x",), summary="y", order=3, url="z/"))
    assert len(rendered) == 1


def test_a_renamed_content_folder_is_named_in_the_messages(tmp_path: Path) -> None:
    one = article(BAD, path="a.md")
    assert [item.path for item in bodies(tmp_path, one).diagnostics] == ["content/a.md"]
    assert [item.path for item in bodies(tmp_path, one, docs="docs").diagnostics] == ["docs/a.md"]


@pytest.mark.parametrize("entry", [b"", b"[]", b"[[1], []]", b"{", b"\xff", b"[[1,2,3,4,5,6], []]", b"null"])
def test_what_another_version_left_in_the_cache_is_rendered_again(
    tmp_path: Path, rendered, monkeypatch, entry: bytes
) -> None:
    one = article("*Hello*", path="a.md")
    first = bodies(tmp_path, one)
    with Cache(tmp_path / "cache.sqlite") as cache:
        keys = [key for (key,) in cache._connection.execute("SELECT key FROM entries").fetchall()]
        cache.put_many(CACHE_KIND, dict.fromkeys(keys, entry))
    assert bodies(tmp_path, one) == first
    assert bodies(tmp_path, one) == first
    assert len(rendered) == 2, "the entry was not mended"


def test_a_text_that_cannot_be_rendered_is_said_and_not_cached(tmp_path: Path, rendered) -> None:
    """4,000 brackets stall Python-Markdown for minutes."""
    stuck, good = article("[" * 4000, path="a.md"), article("Fine", path="b.md")
    for _ in range(2):
        found = bodies(tmp_path, stuck, good, limits=LimitSettings(page_seconds=0.2))
        assert list(found.by_path) == ["b.md"]
        assert [item.code for item in found.diagnostics] == ["KB601"]
    assert rendered.count("content/a.md") == 2


def test_progress_is_told_of_each(tmp_path: Path) -> None:
    told: list[int] = []
    with Cache(tmp_path / "cache.sqlite") as cache:
        kb = knowledge_base(article("1", path="a.md"), article("2", path="b.md"))
        render_bodies(kb, settings_for(tmp_path), cache, told.append)
    assert told == [1, 2]
