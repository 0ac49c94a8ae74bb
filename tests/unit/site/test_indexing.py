# SPDX-License-Identifier: MIT
"""Records are analysed once, and every language has its index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from content_sites import article, settings_for
from site_parts import RecordingProgress, body, knowledge_base

from kbgen.site import indexing as module
from kbgen.site.bodies import Bodies
from kbgen.site.cache import Cache
from kbgen.site.indexing import CACHE_KIND, index_site, site_records

KB = knowledge_base(
    article("", id="refund", path="refund.md", url="refund/", title="Refund"),
    article("", id="login", path="login.md", url="login/", title="Login"),
    article("", id="login", path="ru/login.md", url="ru/login/", title="Вход", lang="ru"),
    languages=("en", "ru"),
)
BODIES = Bodies({"refund.md": body("Money back"), "login.md": body("Password"), "ru/login.md": body("Пароль")}, ())


@pytest.fixture
def analysed(monkeypatch) -> list[str]:
    """URLs of the articles that were really analysed."""
    seen: list[str] = []
    analyse = module.analyse

    def watched(document, analyser):
        seen.append(document.url)
        return analyse(document, analyser)

    monkeypatch.setattr(module, "analyse", watched)
    return seen


def records(root: Path, bodies: Bodies = BODIES, languages: tuple[str, ...] = ("en", "ru")) -> dict:
    with Cache(root / "cache.sqlite") as cache:
        return site_records(KB, bodies, cache, languages)


def test_an_article_is_analysed_once(tmp_path: Path, analysed: list[str]) -> None:
    first = records(tmp_path)
    assert {lang: [record.id for record in found] for lang, found in first.items()} == {
        "en": ["login", "refund"],
        "ru": ["login"],
    }
    assert records(tmp_path) == first
    assert analysed == ["login/", "refund/", "ru/login/"]


def test_only_the_languages_that_are_asked_for_are_analysed(tmp_path: Path, analysed: list[str]) -> None:
    assert list(records(tmp_path, languages=("ru",))) == ["ru"]
    assert analysed == ["ru/login/"]


def test_a_changed_text_is_analysed_again_and_a_missing_one_is_left_out(tmp_path: Path, analysed: list[str]) -> None:
    records(tmp_path)
    changed = Bodies({"refund.md": body("Money"), "ru/login.md": body("Пароль")}, ())
    assert [record.id for record in records(tmp_path, changed)["en"]] == ["refund"]
    assert analysed[3:] == ["refund/"]


@pytest.mark.parametrize("entry", [b"", b"{}", b"\xff"])
def test_what_another_version_left_in_the_cache_is_analysed_again(tmp_path: Path, analysed, entry: bytes) -> None:
    first = records(tmp_path)
    with Cache(tmp_path / "cache.sqlite") as cache:
        keys = [key for (key,) in cache._connection.execute("SELECT key FROM entries").fetchall()]
        cache.put_many(CACHE_KIND, dict.fromkeys(keys, entry))
    assert records(tmp_path) == first
    assert records(tmp_path) == first
    assert len(analysed) == 6


def test_every_language_gets_its_browser_files_and_figures(tmp_path: Path) -> None:
    progress = RecordingProgress()
    with Cache(tmp_path / "cache.sqlite") as cache:
        index = index_site(KB, BODIES, settings_for(tmp_path, "en", "ru"), cache, progress)
    assert {lang: figures.documents for lang, figures in index.statistics.items()} == {"en": 2, "ru": 1}
    for lang in ("en", "ru"):
        json.loads(index.files[f"search/{lang}/entry.json"].read_bytes())
        assert not (tmp_path / ".kbgen" / "search" / lang / "whoosh").exists()  # made when somebody asks
    assert progress.phases == [("Indexing languages", 2)]
