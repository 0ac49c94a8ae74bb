# SPDX-License-Identifier: MIT
"""The links of header and footer lead to pages of the site in the language of the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from content_sites import load_files, settings_for

from kbgen.content.links.bar_links import resolve_bar_links
from kbgen.content.links.resolve import LinkResolver
from kbgen.model import BarLink, Diagnostic, SiteLinks
from kbgen.settings.announcement import AnnouncementSettings
from kbgen.settings.bar_links import FooterSettings, HeaderSettings, LinkSetting
from kbgen.settings.local_texts import LocalText

FILES: dict[str, str | bytes] = {
    "legal/imprint.md": "---\ntitle: Imprint\n---\nText.\n",
    "legal/only.md": "---\ntitle: Only\n---\nText.\n",
    "legal/draft.md": "---\ntitle: D\nstatus: draft\n---\nText.\n",
    "legal/terms.pdf": b"pdf",
    "pl/legal/imprint.md": "---\ntitle: Impressum\n---\nTekst.\n",
}


def text(*texts: str) -> LocalText:
    if len(texts) == 1:
        return LocalText({"": texts[0]}, {}, (5, 7))
    return LocalText(
        dict(zip(("en", "pl"), texts, strict=True)), {"en": (5, 9), "pl": (5, 20)}, (5, 7)
    )


def resolved(
    root: Path,
    *links: LinkSetting,
    languages: tuple[str, ...] = ("en", "pl"),
    announcement: AnnouncementSettings | None = None,
) -> tuple[dict[str, SiteLinks], tuple[Diagnostic, ...]]:
    kb = load_files(root, FILES, *languages).kb
    plain = settings_for(root, *languages)
    bars: dict[str, Any] = {"header": HeaderSettings(links[:1]), "footer": FooterSettings(links)}
    bars["announcement"] = announcement or AnnouncementSettings()
    settings = replace(plain, kbgen=replace(plain.kbgen, **bars))
    return resolve_bar_links(LinkResolver(kb, settings, {}), kb, settings)


@pytest.mark.parametrize(
    ("target", "english", "polish"),
    [
        ("legal/imprint.md", "legal/imprint/", "pl/legal/imprint/"),
        ("/help/legal/imprint/#top", "legal/imprint/#top", "pl/legal/imprint/#top"),
        ("https://help.example.com/help/legal/imprint/", "legal/imprint/", "pl/legal/imprint/"),
        ("legal/only.md", "legal/only/", "legal/only/"),
        ("legal/", "legal/", "pl/legal/"),
        ("contact/", "contact/", "pl/contact/"),
        ("/", "", "pl/"),
        ("legal/terms.pdf", "legal/terms.pdf", "legal/terms.pdf"),
        ("https://status.example.com", "https://status.example.com", "https://status.example.com"),
        ("mailto:a@b.co", "mailto:a@b.co", "mailto:a@b.co"),
    ],
)
def test_pages_are_those_of_the_language(
    tmp_path: Path, target: str, english: str, polish: str
) -> None:
    links, problems = resolved(tmp_path, LinkSetting(text("A"), text(target)))
    assert problems == ()
    assert links["en"] == SiteLinks((BarLink("A", english),), (BarLink("A", english),))
    assert links["pl"] == SiteLinks((BarLink("A", polish),), (BarLink("A", polish),))


def test_titles_and_addresses_are_those_of_the_language(tmp_path: Path) -> None:
    both = LinkSetting(text("A", "B"), text("legal/only.md", "https://b.example"))
    english = LinkSetting(LocalText({"en": "C"}, {}, (1, 1)), text("legal/only.md"))
    links, _ = resolved(tmp_path, both, english)
    assert links["pl"].footer == (
        BarLink("B", "https://b.example"),
        BarLink("C", "legal/only/", "en"),
    )
    assert links["en"].footer[1] == BarLink("C", "legal/only/")


@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [
        ("legal/imprnt.md", "KB401", "Did you mean legal/imprint.md?"),
        ("legal/draft.md", "KB405", "Publish it, or remove the link."),
    ],
)
def test_a_link_without_a_page_is_reported_once_and_left_out(
    tmp_path: Path, target: str, code: str, hint: str
) -> None:
    links, problems = resolved(tmp_path, LinkSetting(text("A"), text(target)))
    assert [(d.path, d.line, d.column, d.code, d.hint) for d in problems] == [
        ("mkdocs.yml", 5, 7, code, hint)
    ]
    assert links["pl"] == SiteLinks()


def test_an_address_of_one_language_is_reported_at_its_line(tmp_path: Path) -> None:
    _, problems = resolved(tmp_path, LinkSetting(text("A"), text("legal/only.md", "gone.md")))
    assert [(d.line, d.column, d.message) for d in problems] == [
        (5, 20, "link gone.md does not exist")
    ]


def test_a_site_without_links_resolves_nothing(tmp_path: Path) -> None:
    assert resolved(tmp_path) == ({}, ())


def test_an_announcement_is_shown_to_the_end_of_its_last_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = AnnouncementSettings(text("News", "Nowe"), text("legal/imprint.md"), date(2026, 12, 1))
    shown = {}
    for day in (1, 2):
        epoch = int(datetime(2026, 12, day, 23, 59, tzinfo=UTC).timestamp())
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        shown[day] = resolved(tmp_path, announcement=item)[0]["pl"].announcement
    assert shown == {1: BarLink("Nowe", "pl/legal/imprint/"), 2: None}


def test_an_announcement_needs_no_link_and_its_link_is_checked_on_every_day(tmp_path: Path) -> None:
    links, problems = resolved(tmp_path, announcement=AnnouncementSettings(text("News")))
    assert (links["en"].announcement, problems) == (BarLink("News", ""), ())
    ended = AnnouncementSettings(text("News"), text("gone.md"), date(2000, 1, 1))
    links, problems = resolved(tmp_path, announcement=ended)
    assert links["en"].announcement is None
    assert [item.code for item in problems] == ["KB401"]
