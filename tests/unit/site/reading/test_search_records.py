# SPDX-License-Identifier: MIT
"""Records are analyzed once, and every language has its index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from content_sites import settings_for, write
from dictionary_support import have_dictionaries
from search_support import document
from site_parts import RecordingProgress

from kbgen.runtime.progress import NoProgress
from kbgen.search.index.records import AnalyzedRecord
from kbgen.site.caching.cache import Cache, CacheLost
from kbgen.site.processes import tasks
from kbgen.site.processes.pool import Workers
from kbgen.site.reading.articles import SiteReader
from kbgen.site.reading.search_records import RECORD, SiteRecords, index_site, record_key

FILES = {
    "en/refund.md": "---\ntitle: Refund\ncauses: [{cause: Late, remedy: [Wait]}]\n---\nMoney back",
    "en/login.md": "---\ntitle: Login\n---\nPassword",
    "ru/login.md": "---\ntitle: Вход\n---\nПароль",
}


@pytest.fixture
def analyzed(monkeypatch) -> list[str]:
    """URLs of the articles that were really analyzed."""
    seen: list[str] = []
    analyze = tasks.analyze  # type: ignore[attr-defined]

    def watched(document, *rest):
        seen.append(document.url)
        return analyze(document, *rest)

    monkeypatch.setattr(tasks, "analyze", watched)
    return seen


@contextmanager
def site(
    root: Path, files: Mapping[str, str | bytes] = FILES, *languages: str
) -> Iterator[tuple[SiteRecords, Cache]]:
    settings = settings_for(write(root, files), "en", "ru")
    with Cache(root / "cache.sqlite") as cache:
        articles = SiteReader(settings, cache).read_site()
        records = SiteRecords(articles, cache, languages or ("en", "ru"), settings)
        records.analyze(Workers(), NoProgress())
        yield records, cache


def records(
    root: Path, files: Mapping[str, str | bytes] = FILES, *languages: str
) -> dict[str, list[AnalyzedRecord]]:
    with site(root, files, *languages) as (found, _):
        return {lang: found.fetch(lang, keys) for lang, keys in found.keys.items()}


def test_an_article_is_analyzed_once(tmp_path: Path, analyzed: list[str]) -> None:
    first = records(tmp_path)
    assert {lang: [record.id for record in found] for lang, found in first.items()} == {
        "en": ["login", "refund"],
        "ru": ["login"],
    }
    assert records(tmp_path) == first
    assert analyzed == ["login/", "refund/", "ru/login/"]


def test_a_record_has_the_words_of_the_front_matter_and_of_the_text(tmp_path: Path) -> None:
    refund = records(tmp_path)["en"][1]
    assert {"late", "wait", "money", "back", "refund"} <= set(refund.columns.forms)


def test_only_the_languages_that_are_asked_for_are_analyzed(
    tmp_path: Path, analyzed: list[str]
) -> None:
    assert list(records(tmp_path, FILES, "ru")) == ["ru"]
    assert analyzed == ["ru/login/"]


def test_a_changed_text_is_analyzed_again_and_one_that_is_gone_is_left_out(
    tmp_path: Path, analyzed: list[str]
) -> None:
    records(tmp_path)
    (tmp_path / "content" / "en" / "login.md").unlink()
    changed = {"en/refund.md": FILES["en/refund.md"] + " now"}
    assert [record.id for record in records(tmp_path, changed)["en"]] == ["refund"]
    assert analyzed[3:] == ["refund/"]


@pytest.mark.parametrize("entry", [b"", b"{}", b"\xff"])
def test_a_damaged_record_is_missed(tmp_path: Path, entry: bytes) -> None:
    with site(tmp_path) as (found, cache):
        cache.put_many(RECORD, dict.fromkeys(found.keys["en"].values(), entry))
        with pytest.raises(CacheLost):
            found.fetch("en", ["login/"])


def test_every_language_gets_its_browser_files_and_figures(tmp_path: Path) -> None:
    have_dictionaries("en", "ru")
    progress = RecordingProgress()
    with site(tmp_path) as (found, cache):
        settings = settings_for(tmp_path, "en", "ru")
        index = index_site(found.keys, found.fetch, settings, cache, progress)
    assert {lang: figures.documents for lang, figures in index.statistics.items()} == {
        "en": 2,
        "ru": 1,
    }
    for lang in ("en", "ru"):
        json.loads(index.files[f"search/{lang}/entry.json"].read())
        assert not (
            tmp_path / ".kbgen" / "search" / lang / "whoosh"
        ).exists()  # made for the first query
    assert progress.phases == [("Indexing languages", 2)]
    assert index.prepared == {}


def test_what_the_first_build_of_a_user_prepares_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KBGEN_CACHE", str(tmp_path / "cache"))
    settings = settings_for(tmp_path, "en")
    progress = RecordingProgress()
    with site(tmp_path) as (found, cache):
        keys = {"en": found.keys["en"]}
        first = index_site(keys, found.fetch, settings, cache, progress)
        again = index_site(keys, found.fetch, settings, cache, progress)
    assert progress.phases == [
        ("Indexing languages", 1), ("Preparing the English dictionary", 1), ("Indexing languages", 1)
    ]  # fmt: skip
    assert list(first.prepared) == ["Preparing the English dictionary"]
    assert again.prepared == {}


def test_the_key_of_a_record_changes_with_all_that_it_is_made_of() -> None:
    """Two records with one key are equal."""
    one = record_key("en", document("a", "t"), "body")
    assert one == record_key("en", document("a", "t"), "body")
    assert one != record_key("en", document("a", "u"), "body")
    assert one != record_key("en", document("a", "t"), "other body")
    assert one != record_key("pl", document("a", "t"), "body")
