# SPDX-License-Identifier: MIT
"""Links of header and footer in mkdocs.yml: what is read, and what is reported with its place."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x",
        "//a.example",
        "mailto:a@b.co",
        "tel:+48",
        "legal/a.md",
        "/legal/",
        "#x",
    ],
)
def test_links_are_read(load, url: str) -> None:
    loaded = load(f'footer: {{links: [{{title: {{en: A, pl: "Ą"}}, url: "{url}"}}]}}')
    assert loaded.diagnostics == ()
    (link,) = loaded.settings.kbgen.footer.links
    assert link.title.texts == {"en": "A", "pl": "Ą"}
    assert link.url.first == url


def test_an_address_can_differ_by_language(load) -> None:
    loaded = load("header: {links: [{title: A, url: {en: a.md, pl: pl/b.md}}]}")
    (link,) = loaded.settings.kbgen.header.links
    assert link.url.texts == {"en": "a.md", "pl": "pl/b.md"}


@pytest.mark.parametrize(
    ("links", "problem"),
    [
        ("[{title: A}]", "6:24: KB703 'url' is missing"),
        ("[{url: a.md}]", "6:24: KB703 'title' is missing"),
        ("[{title: A, ulr: a.md}]", "6:35: KB702 unknown setting 'ulr'"),
        ("[A]", "6:24: KB703 expected nested settings (title, url)"),
        ("{title: A}", "6:23: KB703 expected a list"),
        ("[{title: A, url: 'javascript:x'}]", "6:40: KB703 'javascript:x' is not an address"),
        ("[{title: A, url: 'https:/a.b'}]", "6:40: KB703 'https:/a.b' is not an address"),
        ("[{title: A, url: 'mailto:a b c'}]", "6:40: KB703 mailto:a b c is not an email address"),
        ("[{title: A, url: 7}]", "6:40: KB703 '7' is not an address"),
    ],
)
def test_wrong_links_are_reported(load, links: str, problem: str) -> None:
    loaded = load(f"header: {{links: {links}}}")
    found = [f"{d.line}:{d.column}: {d.code} {d.message}" for d in loaded.diagnostics]
    assert found == [problem]
    assert loaded.settings.kbgen.header.links == ()


def test_titles_are_texts_of_languages(load) -> None:
    loaded = load("header: {links: [{title: A, url: a.md}, {title: {en: B}, url: b.md}]}")
    names = [name for name in loaded.settings.kbgen.local_texts if name.startswith("header")]
    assert names == ["header.links[0].title", "header.links[1].title"]
