# SPDX-License-Identifier: MIT
"""A few titles tell whether the search of a published site answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from search_support import browser_index, contents, faq, records

from kbgen.search.browser.browser_files import named_files
from kbgen.site.publishing.publish import publication_of, publish, read_manifest
from kbgen.site.publishing.search_smoke_test import (
    PER_LANGUAGE,
    SmokeTestArticle,
    check_search,
    choose_articles,
)
from kbgen.site.publishing.verify import verify

TITLES = sorted((record.url, record.title) for record in records(faq()))


def page(title: str) -> bytes:
    return f'<html lang="en"><main data-kb="article"><h1>{title}</h1><p class="kb-text">'.encode()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site with a real index, and a page for each article of it."""
    index = contents(browser_index(faq()))
    pages = {f"{url}index.html": page(title) for url, title in TITLES}
    publish(
        publication_of({**pages, **{f"search/en/{name}": data for name, data in index.items()}}),
        tmp_path / "site",
    )
    return tmp_path / "site"


@pytest.fixture(params=[pytest.param(True, marks=pytest.mark.node), False])
def _with_and_without_node(request, monkeypatch) -> None:
    if not request.param:
        _without_node(monkeypatch)


def _without_node(monkeypatch) -> None:
    monkeypatch.setattr("kbgen.search.engines.browser_engine.is_available", lambda: False)


def rewrite(site: Path, name: str, data: bytes) -> None:
    """Publish the same site with one file changed: the manifest agrees, the search does not."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != "kb-manifest.json"
    }
    publish(publication_of({**files, name: data}), site)


@pytest.mark.usefixtures("_with_and_without_node")
def test_a_search_that_answers_is_whole(site: Path) -> None:
    assert verify(site) == ()


@pytest.mark.usefixtures("_with_and_without_node")
def test_an_article_that_is_not_in_the_index_is_named(site: Path) -> None:
    rewrite(site, "lost/index.html", page("Quixotic zebra"))
    (problem,) = verify(site)
    assert problem.startswith("search/en/entry.json: ")
    assert "lost/index.html" in problem
    assert "'Quixotic zebra'" in problem


def test_an_article_whose_text_could_not_be_rendered_is_in_no_index(
    site: Path, monkeypatch
) -> None:
    _without_node(monkeypatch)
    rewrite(site, "slow/index.html", page("Quixotic zebra").replace(b"kb-text", b""))
    assert verify(site) == ()


@pytest.mark.node
def test_a_file_that_the_engine_cannot_read_is_a_problem_and_no_crash(site: Path) -> None:
    entry = json.loads((site / "search/en/entry.json").read_bytes())
    block = next(name for name in named_files(entry) if name.startswith("b"))
    rewrite(site, f"search/en/{block}", b"[[[")
    assert any("cannot be read" in problem for problem in verify(site))


@pytest.mark.node
def test_an_index_of_another_version_is_said_to_be_one(site: Path) -> None:
    entry = json.loads((site / "search/en/entry.json").read_bytes())
    rewrite(site, "search/en/entry.json", json.dumps({**entry, "version": 999}).encode())
    assert any("version" in problem for problem in verify(site))


def test_canaries_come_from_all_parts_of_a_site_and_are_always_the_same() -> None:
    pages = {f"s{number:03}/index.html": ("en", f"T{number}") for number in range(995)}
    pages["ru/a/index.html"] = ("ru", "Т")
    chosen = choose_articles(pages)
    assert chosen["ru"] == (SmokeTestArticle("ru/a/index.html", "Т"),)
    assert len(chosen["en"]) == PER_LANGUAGE
    assert [canary.page for canary in chosen["en"]][::9] == ["s000/index.html", "s900/index.html"]
    assert choose_articles(dict(reversed(pages.items()))) == chosen


def test_a_language_without_search_has_no_smoke_test(site: Path) -> None:
    canaries = {"xx": (SmokeTestArticle("a/index.html", "A"),)}
    assert list(check_search(site, read_manifest(site), canaries, node=False)) == []
