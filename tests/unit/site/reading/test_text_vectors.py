# SPDX-License-Identifier: MIT
"""With `search.meaning`, a build makes affinity lists from vectors that the cache keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import settings_for, write
from fake_encoder import FREQUENT, FakeEncoder
from site_parts import PlainRenderer, tree

from kbgen.errors import SettingsError
from kbgen.language.meaning import encoder as encoder_module
from kbgen.language.meaning import vocabulary as vocabulary_module
from kbgen.model import NO_PLUGINS
from kbgen.runtime.progress import NoProgress
from kbgen.search.engines.engine import EngineName
from kbgen.settings import SiteSettings
from kbgen.settings.types import SearchSettings
from kbgen.site.building.build import build
from kbgen.site.caching.cache import Cache
from kbgen.site.reading import text_vectors
from kbgen.site.reading.text_vectors import SiteMeaning
from kbgen.workflows.open_site import open_site

FILES = {
    "en/refund.md": "---\ntitle: Refund\n---\nA form.\n",
    "en/login.md": "---\ntitle: Password\n---\nA page.\n",
    "en/music.md": "---\ntitle: Music\n---\nA song.\n",
    "sv/nyckel.md": "---\ntitle: Nyckel\n---\nText.\n",
}


@pytest.fixture
def encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEncoder:
    fake = FakeEncoder()
    monkeypatch.setenv("KBGEN_CACHE", str(tmp_path / "user"))
    monkeypatch.setattr(text_vectors, "default_encoder", lambda: fake)
    monkeypatch.setattr(vocabulary_module, "frequent_words", lambda lang: FREQUENT)
    return fake


def _settings(root: Path, *, meaning: bool) -> SiteSettings:
    plain = settings_for(write(root, FILES), "en", "sv")
    return replace(plain, kbgen=replace(plain.kbgen, search=SearchSettings(meaning)))


def _built(settings: SiteSettings, site: Path) -> dict[str, bytes]:
    build(settings, PlainRenderer(), site_dir=site)
    return tree(site)


def _answers(settings: SiteSettings, queries: Sequence[str]) -> list[list[str]]:
    with open_site(settings, NO_PLUGINS, NoProgress(), 0) as site:
        results = site.search(queries, "en", 3, EngineName.WHOOSH)
    return [[hit.url for hit in result.hits] for result in results]


def test_search_finds_what_a_question_means(tmp_path: Path, encoder: FakeEncoder) -> None:
    assert _answers(_settings(tmp_path, meaning=False), ["credentials"]) == [[]]
    assert _answers(_settings(tmp_path, meaning=True), ["credentials"]) == [["login/"]]


def test_a_site_without_the_setting_needs_no_encoder(tmp_path: Path, encoder: FakeEncoder) -> None:
    _built(_settings(tmp_path, meaning=False), tmp_path / "site")
    assert not encoder.texts


def test_the_setting_changes_only_files_of_search_in_languages_that_it_knows(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    off = _built(_settings(tmp_path, meaning=False), tmp_path / "off")
    on = _built(_settings(tmp_path, meaning=True), tmp_path / "on")
    changed = {path for path in off.keys() | on.keys() if off.get(path) != on.get(path)}
    assert changed
    assert all(path.startswith("search/en/") for path in changed)
    again = _built(_settings(tmp_path, meaning=False), tmp_path / "again")
    assert again == off


def test_a_vector_is_made_once(tmp_path: Path, encoder: FakeEncoder) -> None:
    """Another build, an edit of another article, and a lost index reuse it."""
    settings = _settings(tmp_path, meaning=True)
    first = _built(settings, tmp_path / "site")
    encoder.texts.clear()
    assert _built(settings, tmp_path / "site") == first
    (settings.docs_dir / "en/login.md").write_text("---\ntitle: Password\n---\nAnother page.\n")
    _built(settings, tmp_path / "site")
    assert [text for text in encoder.texts if "." in text] == ["Password. Another page."]


def test_a_later_build_writes_the_bytes_of_a_first_one(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    settings = _settings(tmp_path / "one", meaning=True)
    _built(settings, tmp_path / "site")
    edited = "---\ntitle: Money\n---\nBack to you.\n"
    (settings.docs_dir / "en/music.md").write_text(edited)
    later = _built(settings, tmp_path / "site")
    other = _settings(tmp_path / "two", meaning=True)
    (other.docs_dir / "en/music.md").write_text(edited)
    assert _built(other, tmp_path / "fresh") == later


def test_vectors_come_in_the_order_of_texts_and_are_kept(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    settings = _settings(tmp_path, meaning=True)
    with Cache(tmp_path / "cache.sqlite") as cache:
        meaning = SiteMeaning(settings, cache, NoProgress())
        first = meaning.vectors(["refund", "music", "refund"])
        assert encoder.texts == ["refund", "music"]
        assert (first[0] == first[2]).all()
        assert meaning.vectors([]).shape == (0, 512)
        encoder.texts.clear()
        assert (meaning.vectors(["music"]) == first[1:2]).all()
        assert not encoder.texts


def test_without_the_packages_a_build_says_how_to_install_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder_module, "find_spec", lambda name: None)
    encoder_module.default_encoder.cache_clear()
    with pytest.raises(SettingsError) as error:
        _built(_settings(tmp_path, meaning=True), tmp_path / "site")
    assert "kbgen[meaning]" in error.value.hint
    assert not (tmp_path / "site").exists()
