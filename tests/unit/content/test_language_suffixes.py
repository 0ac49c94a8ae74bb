# SPDX-License-Identifier: MIT
"""The settings of the plugin i18n are kbgen's languages, and no file has to move."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import codes, resolve

from kbgen.content import checks
from kbgen.content.loader import LoadResult, load
from kbgen.content.structure.language_folders import split_suffix
from kbgen.model import Redirect
from kbgen.settings.loader import load_settings
from kbgen.site.planning.settings_checks import settings_warnings

SETTINGS = """\
site_name: T
site_url: https://t.example/
theme: {name: material}
docs_dir: content
plugins:
  - kbgen: {contact: {email: a@b.example}}
  - i18n:
      docs_structure: STRUCTURE
      languages:
        - {locale: de, name: Deutsch, nav_translations: {<b>Money</b>: Geld, Card: <i>Karte</i>}}
        - {locale: en, name: English, default: true}
        - {locale: fr, name: Français, build: false}
nav:
  - Start: index.md
  - Money:
      - Card: pay/card.md
      - pay/cash.md
"""
SUFFIXES = {
    "index.md": "# Home\n",
    "index.de.md": "# Heim\n",
    "pay/card.en.md": "# A card\n\n[Cash](cash.md) ![x](x.png)\n",
    "pay/card.de.md": "# Eine Karte\n\n[Bar](cash.md), [Post](../late.md) ![x](x.png)\n",
    "pay/cash.md": "# Cash\n",
    "pay/cash._de.md": "# Bargeld\n",
    "late.md": "# Late\n",
    "pay/x.png": "x",
    "pay/x.de.png": "x",
}


def loaded(root: Path, files: dict[str, str], structure: str) -> LoadResult:
    for path, text in files.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS.replace("STRUCTURE", structure), "utf-8")
    read = load_settings(root / "mkdocs.yml")
    assert read.diagnostics == ()
    assert read.settings.kbgen.languages == ("en", "de")
    assert codes(list(settings_warnings(read.settings))) == []  # KB706 names what does not run
    return load(read.settings)


def test_suffixes_name_the_language(tmp_path: Path) -> None:
    """Addresses are those of the plugin, and translations share an id."""
    result = loaded(tmp_path, SUFFIXES, "suffix")
    assert result.diagnostics == ()
    assert {item.path: (item.lang, item.url, item.id) for item in result.kb.articles} == {
        "index.md": ("en", "", "index"),
        "index.de.md": ("de", "de/", "index"),
        "late.md": ("en", "late/", "late"),
        "pay/card.en.md": ("en", "pay/card/", "pay-card"),
        "pay/card.de.md": ("de", "de/pay/card/", "pay-card"),
        "pay/cash.md": ("en", "pay/cash/", "pay-cash"),
        "pay/cash._de.md": ("de", "de/pay/cash/", "pay-cash"),
    }
    assert dict(result.kb.assets) == {"pay/x.png": "pay/x.png", "pay/x.de.png": "de/pay/x.png"}


@pytest.mark.parametrize("structure", ["suffix", "folder"])
def test_nav_is_followed_in_both_languages(tmp_path: Path, structure: str) -> None:
    """The plugin's translations of titles count."""
    files = SUFFIXES
    if structure == "folder":
        files = {
            f"{lang}/{path}": f"# {lang} {path}\n"
            for lang in ("en", "de")
            for path in ("index.md", "pay/card.md", "pay/cash.md")
        }
    result = loaded(tmp_path, files, structure)
    assert result.diagnostics == ()
    (english,), (german,) = result.kb.categories["en"], result.kb.categories["de"]
    assert (english.title, german.title) == ("Money", "Geld")
    assert (english.url, german.url) == ("pay/", "de/pay/")
    labels = {item.url: item.label for item in result.kb.articles}
    assert (labels["pay/card/"], labels["de/pay/card/"]) == ("Card", "Karte")


def test_links_stay_in_their_language(tmp_path: Path) -> None:
    """As with the plugin: to the translation if there is one, else to the default language."""
    files: dict[str, str | bytes] = dict(SUFFIXES)
    german, problems = resolve(
        tmp_path, files, "pay/card.de.md", "en", "de", language_suffixes=True
    )
    assert problems == []
    assert 'href="../../../de/pay/cash/"' in german
    assert 'href="../../../late/"' in german
    assert 'src="../../../de/pay/x.png"' in german
    english, problems = resolve(
        tmp_path, files, "pay/card.en.md", "en", "de", language_suffixes=True
    )
    assert problems == []
    assert 'href="../../pay/cash/"' in english
    assert 'src="../../pay/x.png"' in english


def test_a_language_without_articles_is_named(tmp_path: Path) -> None:
    result = loaded(tmp_path, {"index.md": "# Home\n"}, "suffix")
    assert "KB306" in codes(result.diagnostics)


@pytest.mark.parametrize(
    ("path", "lang", "plain"),
    [
        ("a/b.de.md", "de", "a/b.md"),
        ("a/b._de.md", "de", "a/b.md"),
        ("a/b.md", "", "a/b.md"),
        ("a.de/b.md", "", "a.de/b.md"),
        ("a/.de.md", "", "a/.de.md"),
        ("a/code.md", "", "a/code.md"),
    ],
)
def test_only_the_end_of_a_name_is_a_language(path: str, lang: str, plain: str) -> None:
    assert split_suffix(path, ("en", "de")) == (lang, plain)


def test_a_title_that_nav_gives_is_in_the_language_of_the_article(tmp_path: Path) -> None:
    """A title that the plugin does not translate stays as it is, as in MkDocs."""
    texts = {"pay/card.de.md": "Mit Karte.\n", "index.de.md": "Los geht es.\n"}
    result = loaded(tmp_path, SUFFIXES | texts, "suffix")
    titles = {item.path: item.title for item in result.kb.articles}
    assert (titles["pay/card.de.md"], titles["index.de.md"]) == ("Karte", "Start")


def test_addresses_without_a_translation_are_named(tmp_path: Path) -> None:
    """The plugin publishes `de/late/` with the English text; a redirect keeps the address."""
    kb = loaded(tmp_path, SUFFIXES, "suffix").kb
    settings = load_settings(tmp_path / "mkdocs.yml").settings
    (problem,) = checks.run(kb, settings, {})
    assert (problem.code, problem.line) == ("KB709", 8)
    assert problem.message.endswith("1 article is not translated into de")
    assert "'de/late/: late.md'" in problem.hint
    assert checks.run(kb, replace(settings, expects_fallback=False), {}) == ()
    redirects = (Redirect("de/late/", "late/", "content/_data/redirects.yml", 1, 1),)
    assert checks.run(replace(kb, redirects=redirects), settings, {}) == ()
