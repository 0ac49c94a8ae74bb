# SPDX-License-Identifier: MIT
"""Every interface string on a page is in the language of the page, or says which language it is in."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import run, write_tree
from page_texts import PageText, page_texts, site_texts

from kbgen.settings.resources import theme_dir
from kbgen.site.planning.locales import enumeration, long_date
from kbgen.site.planning.strings import load_strings
from kbgen.site.planning.strings.keys import fallbacks, plural_names, split_form

SITES = Path(__file__).parents[1] / "sites"
LANGUAGES = {"german": "de", "arabic": "ar"}
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
KEYS = {"/", "Ctrl", "K", "Esc"}
"""Names of keys on a keyboard."""


@pytest.fixture(scope="module", params=LANGUAGES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site, with the finished site in `site`."""
    folder = tmp_path_factory.mktemp("language") / str(request.param)
    shutil.copytree(SITES / folder.name, folder)
    done = run(folder, "kbgen", "build", "--strict")
    assert done.code == 0, done.stdout + done.stderr
    return folder


def flat(text: str) -> str:
    """Return a text without isolating marks, and without what templates put around it."""
    return re.sub(r"^\d+\. ", "", " ".join(text.translate(ISOLATES).split()).strip(" :"))


def patterns(strings: dict[str, str]) -> dict[str, re.Pattern[str]]:
    """Return a pattern for each text, in which a placeholder is any text."""
    made = {}
    for key, text in strings.items():
        parts = re.split(r"\{\w+\}", flat(text))
        made[key] = re.compile(".+".join(map(re.escape, parts)))
    return made


def written(folder: Path, lang: str) -> str:
    """Everything that the writers of a site have written, with dates and lists as the language writes them."""
    files = [folder / "mkdocs.yml", *sorted((folder / "content").rglob("*.*"))]
    text = "\n".join(path.read_text("utf-8") for path in files)
    text = re.sub(r"\n +versions: ", " ", text)  # in one line with the product
    dates = (date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", text))
    lists = (items.split(", ") for items in re.findall(r"\w+: \[(.*)\]\n", text))
    shown = [
        *(long_date(lang, day) for day in dates),
        *(enumeration(lang, items) for items in lists),
    ]
    # Markdown becomes HTML: emphasis and code are elements of their own.
    return "\n".join(map(flat, [re.sub(r"[*`\\]", "", text), *shown]))


def test_every_text_on_a_page_is_from_its_catalog_or_its_writers(built: Path) -> None:
    """A string that a template has by itself, or that is English, would be left over."""
    lang = LANGUAGES[built.name]
    strings = load_strings(lang, theme_dir())
    known = patterns(strings)
    by_writers = written(built, lang)
    used: set[str] = set()

    def is_known(text: str) -> bool:
        """Tell whether a text is of the catalog or of the writers, or consists of such parts."""
        whole = flat(text)
        keys = {key for key, pattern in known.items() if pattern.fullmatch(whole)}
        used.update(keys)
        is_plain = whole in KEYS or not re.search(r"[^\W\d_]", whole)
        if keys or is_plain or whole in by_writers or whole.startswith("https://"):
            return True
        parts = text.split(" · ")  # facts in one line; a page and its site
        return len(parts) > 1 and all(map(is_known, parts))

    left = [(page, item) for page, item in site_texts(built / "site") if not is_known(item.text)]
    assert left == []
    assert len(used) > 150, "the check sees most of the catalog"


def test_no_page_of_a_translated_language_has_a_text_in_another(built: Path) -> None:
    lang = LANGUAGES[built.name]
    assert {item.lang for _, item in site_texts(built / "site") if item.place != "script"} == {lang}


def test_a_page_has_the_direction_of_its_language(built: Path) -> None:
    lang = LANGUAGES[built.name]
    way = {"de": "ltr", "ar": "rtl"}[lang]
    for path in (built / "site").rglob("*.html"):
        assert f'<html lang="{lang}" dir="{way}">' in path.read_text("utf-8"), path


def test_phone_numbers_addresses_and_codes_keep_together(built: Path) -> None:
    """In a line from the right, `+49 30` would be shown as `30 49+` otherwise."""
    contact = (built / "site/contact/index.html").read_text("utf-8")
    declined = (built / "site/billing/payment-declined/index.html").read_text("utf-8")
    assert re.search(r"<bdi>\+\d+[\d ]+</bdi></a>", contact)
    assert re.search(r"<bdi>[a-z]+@\w+\.example</bdi></a>", contact)
    assert "<bdi>PAY-204</bdi>" in declined


HUNGARIAN = """
mkdocs.yml
| site_name: {name}
| site_url: https://help.example/
| docs_dir: content
| theme: {{name: material}}
| plugins:
|   - kbgen:
|       languages: [en, hu]
|       site_name: {{en: Acme help}}
|       contact:
|         email: help@acme.example
|         hours: {{en: 9 to 5}}
content/en/start/first.md
| ---
| title: First steps
| kind: how-to
| ---
| 1. Begin.
content/hu/start/first.md
| ---
| title: Első lépések
| kind: how-to
| updated: 2026-11-03
| ---
| 1. Kezdjük el.
content/hu/contract.md
| ---
| title: Szerződés
| ---
| Szöveg.
"""


@pytest.fixture(scope="module")
def hungarian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site in English and in a language without a catalog."""
    folder = write_tree(tmp_path_factory.mktemp("hungarian"), HUNGARIAN.format(name="Acme"))
    done = run(folder, "kbgen", "build")
    assert done.code == 0, done.stdout + done.stderr
    return folder / "site"


def test_a_text_that_is_not_translated_says_that_it_is_english(hungarian: Path) -> None:
    """Screen readers then pronounce it as English. Attributes cannot have a language of their own."""
    strings = load_strings("hu", theme_dir())
    plurals = plural_names(strings)
    english = set(fallbacks(strings))
    known = {
        key: pattern
        for key, pattern in patterns(strings).items()
        if split_form(key, plurals)[0] in english and not key.startswith("kind.")
    }
    wrong: list[tuple[str, PageText]] = []
    right = set()
    for page, item in site_texts(hungarian / "hu"):
        keys = {key for key, pattern in known.items() if pattern.fullmatch(item.text)}
        if keys and item.place == "text" and item.element != "title":
            right |= keys
            if item.lang != "en":
                wrong.append((page, item))
    assert wrong == []
    assert len(right) >= 30
    assert "shelf.rest" in right, "the title of a card, and of a list"


def test_the_404_page_at_the_root_says_the_same_in_each_language(hungarian: Path) -> None:
    """For readers without JavaScript; a script goes to the page in the language of the address."""
    html = (hungarian / "404.html").read_text("utf-8")
    match = re.search(r"<noscript>\n<section(.*)</noscript>", html, re.DOTALL)
    assert match
    assert match[0].startswith('<noscript>\n<section class="kb-stuck" lang="hu" dir="ltr"')
    assert '<span lang="en" dir="ltr">Page not found</span>' in match[0]
    assert 'href="/hu/search/" hreflang="hu">Keresés<' in match[0]
    data = re.search(r'id="kb-languages">(.*?)</script>', html)
    assert data
    assert json.loads(data[1]) == {"root": "/", "pages": {"hu": "/hu/404.html"}}
    assert html.index("not-found-language.js") < html.index("<body"), "before the page shows"
    below = (hungarian / "hu/404.html").read_text("utf-8")
    assert '"pages": {}' in below
    assert "<noscript>" not in below


def test_texts_of_material_are_hungarian(hungarian: Path) -> None:
    texts = page_texts((hungarian / "hu/start/first/index.html").read_text("utf-8"))
    assert ("Kihagyás", "hu") in {(item.text, item.lang) for item in texts}
    assert ("Utolsó frissítés: 2026. november 3.", "hu") in {
        (item.text, item.lang) for item in texts
    }


def test_settings_without_a_hungarian_text_say_that_they_are_english(hungarian: Path) -> None:
    contact = (hungarian / "hu/contact/index.html").read_text("utf-8")
    assert re.search(r'<\w+ lang="en">9 to 5<', contact)
    assert re.search(r'class="kb-brand__name"[^>]* lang="en"[^>]*>Acme help<', contact)


def test_the_language_of_a_string_goes_to_the_scripts(hungarian: Path) -> None:
    """They choose plural forms by it."""
    html = (hungarian / "hu/index.html").read_text("utf-8")
    match = re.search(r'<script type="application/json" id="kb-data">(.*?)</script>', html)
    assert match
    strings = json.loads(match[1])["strings"]
    assert strings["lang"] == "hu"
    assert strings["js.ui.suggestions@lang"] == "en"
    assert "js.ui.copy@lang" not in strings
