# SPDX-License-Identifier: MIT
"""The sitemap names what should be found, once, with its translations."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from site_parts import assembled

from kbgen.site.planning.sitemap import sitemap

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
TEXT = "---\ntitle: T\nid: same\n---\nText."


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> ET.Element:
    files: dict[str, str | bytes] = {
        "en/a & b.md": TEXT,
        "ru/а.md": TEXT,
        "en/new.md": "---\ntitle: New\nupdated: 2026-11-03\n---\nText.",
    }
    assembly = assembled(tmp_path_factory.mktemp("site"), files, "en", "ru")
    return ET.fromstring(sitemap(assembly.pages))


def entry(root: ET.Element, address: str) -> ET.Element:
    return next(
        each
        for each in root.findall("s:url", NAMES)
        if each.findtext("s:loc", "", NAMES) == address
    )


def test_pages_are_there_once_and_search_and_errors_are_not(root: ET.Element) -> None:
    addresses = [each.text or "" for each in root.findall("s:url/s:loc", NAMES)]
    base = "https://help.example.com/help/"
    assert sorted(addresses) == sorted(
        base + url
        for url in ("", "a%20%26%20b/", "new/", "contact/", "ru/", "ru/%D0%B0/", "ru/contact/")
    )


def test_translations_name_each_other_and_themselves(root: ET.Element) -> None:
    links = entry(root, "https://help.example.com/help/a%20%26%20b/").findall("x:link", NAMES)
    assert [(each.get("hreflang"), each.get("href")) for each in links] == [
        ("en", "https://help.example.com/help/a%20%26%20b/"),
        ("ru", "https://help.example.com/help/ru/%D0%B0/"),
    ]
    assert entry(root, "https://help.example.com/help/new/").findall("x:link", NAMES) == []


def test_the_date_is_that_of_the_article(root: ET.Element) -> None:
    found = entry(root, "https://help.example.com/help/new/").findtext("s:lastmod", "", NAMES)
    assert date.fromisoformat(found) == date(2026, 11, 3)


def test_a_site_without_address_has_none(tmp_path: Path) -> None:
    assembly = assembled(tmp_path, {"a.md": TEXT}, site_url="")
    assert "sitemap.xml" not in assembly.files
    assert list(ET.fromstring(sitemap(assembly.pages))) == []
