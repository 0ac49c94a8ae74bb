# SPDX-License-Identifier: MIT
"""Questions are answered from the sources as they are now."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import settings_for, write
from site_parts import RecordingProgress, forget_bodies

from kbgen.errors import BusyError, SettingsError
from kbgen.model import NO_PLUGINS
from kbgen.runtime.progress import NoProgress
from kbgen.search.engines.engine import EngineName
from kbgen.settings import SiteSettings
from kbgen.site.caching.work_folder import open_cache
from kbgen.site.planning import assemble
from kbgen.workflows.open_site import language_of, open_site


@pytest.fixture
def settings(tmp_path: Path) -> SiteSettings:
    files: dict[str, str | bytes] = {
        "en/refund.md": "---\ntitle: Get a refund\n---\nMoney back.",
        "en/login.md": "---\ntitle: Reset your password\n---\nAsk for a new one.",
        "ru/refund.md": "---\ntitle: Вернуть деньги\n---\nТекст.",
        "en/draft.md": "---\ntitle: Secret zebra\nstatus: draft\n---\nText.",
    }
    return settings_for(write(tmp_path, files), "en", "ru")


def ids(settings: SiteSettings, query: str, lang: str | None = None, limit: int = 10) -> list[str]:
    with open_site(settings, NO_PLUGINS, NoProgress(), 0.0) as site:
        lang = language_of(settings, lang)
        (result,) = site.search([query], lang, limit, EngineName.WHOOSH)
    return [hit.id for hit in result.hits]


def test_without_a_language_the_first_answers(settings: SiteSettings) -> None:
    assert ids(settings, "refund") == ["refund"]
    assert ids(settings, "деньги") == []
    assert ids(settings, "деньги", "ru") == ["refund"]


def test_an_unknown_language_is_met_with_the_known_ones(settings: SiteSettings) -> None:
    with pytest.raises(SettingsError, match="'pl' is not a language of this site") as caught:
        ids(settings, "refund", "pl")
    assert caught.value.hint == "Its languages are en, ru."


def test_an_edit_is_found_without_a_build(settings: SiteSettings) -> None:
    assert ids(settings, "zebra") == []
    write(settings.root, {"en/draft.md": "---\ntitle: Secret zebra\n---\nText."})
    assert ids(settings, "zebra") == ["draft"]


def test_a_lost_cache_entry_is_made_again(settings: SiteSettings) -> None:
    """As after a damaged disk: the article is known, but its text and search record are gone."""
    assert ids(settings, "money") == ["refund"]
    forget_bodies(settings)
    assert ids(settings, "money") == ["refund"]


def test_several_questions_are_answered_in_order(settings: SiteSettings) -> None:
    progress = RecordingProgress()
    with open_site(settings, NO_PLUGINS, progress, 0.0) as site:
        results = site.search(["refund", "password", "nothing"], "en", 1, EngineName.WHOOSH)
    assert [[hit.id for hit in result.hits] for result in results] == [["refund"], ["login"], []]
    assert [result.query for result in results] == ["refund", "password", "nothing"]
    assert progress.phases == [("Reading articles", 4), ("Reading for search", 2)]


def test_links_are_not_resolved_for_a_question(settings: SiteSettings, monkeypatch) -> None:
    monkeypatch.setattr(assemble, "LinkResolver", lambda *_: pytest.fail("not needed"))
    assert ids(settings, "refund") == ["refund"]


def test_a_running_build_is_waited_for_no_longer_than_asked(settings: SiteSettings) -> None:
    with open_cache(settings), pytest.raises(BusyError):
        ids(settings, "refund")
