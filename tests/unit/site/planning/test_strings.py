# SPDX-License-Identifier: MIT
"""The interface strings of a language: which source gives each, and how English ones are marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from optional_packages import required

from kbgen.errors import InternalError
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.strings import load_strings
from kbgen.site.planning.strings.keys import fallbacks, placeholders, split_form, text_names
from kbgen.site.planning.strings.material import material_strings, read_translation

ENGLISH = load_strings("en", theme_dir())


def write(folder: Path, **catalogs: str) -> Path:
    (folder / "strings").mkdir()
    for name, text in catalogs.items():
        (folder / "strings" / f"{name.replace('_', '-')}.yml").write_text(text, encoding="utf-8")
    return folder


def test_english_has_every_text() -> None:
    assert ENGLISH["lang"] == "en"
    assert fallbacks(ENGLISH) == ()


def test_a_missing_text_comes_from_english_and_says_so(tmp_path: Path) -> None:
    """Plural forms of two languages are never mixed under one key."""
    theme = write(
        tmp_path,
        en="lang: en\na: A\nb: B\nn.one: one\nn.other: others\nm.one: one\nm.other: many\n",
        pl="lang: pl\na: Ą\nn.few: kilka\nn.other: inne\n",
    )
    assert load_strings("pl", theme) == {
        "lang": "pl",
        "a": "Ą",
        "b": "B",
        "b@lang": "en",
        "n.few": "kilka",
        "n.other": "inne",
        "m.one": "one",
        "m.other": "many",
        "m@lang": "en",
    }


def test_a_region_uses_its_own_catalog_or_that_of_its_language(tmp_path: Path) -> None:
    """`pt-BR` before `pt`, `pt` before English; Norwegian has one catalog for all its codes."""
    theme = write(
        tmp_path,
        en="lang: en\na: en\n",
        pt="a: pt\n",
        pt_BR="a: pt-BR\n",
        nb="a: nb\n",
        zh="a: zh\n",
    )
    used = {
        lang: load_strings(lang, theme)["a"]
        for lang in ("pt-BR", "pt-AO", "no", "nn", "zh-CN", "zh-Hans", "zh-TW", "fr-CA")
    }
    assert used == {
        "pt-BR": "pt-BR",
        "pt-AO": "pt",
        "no": "nb",
        "nn": "nb",
        "zh-CN": "zh",
        "zh-Hans": "zh",
        "zh-TW": "en",  # in another script
        "fr-CA": "en",
    }
    assert load_strings("pt-AO", theme)["lang"] == "pt-AO", "dates and numbers are those of Angola"


def test_a_regional_english_is_english(tmp_path: Path) -> None:
    """No text of it is a fallback."""
    strings = load_strings("en-GB", write(tmp_path, en="lang: en\na: A\n"))
    assert strings == {"lang": "en-GB", "a": "A"}


def test_a_text_of_the_site_comes_first(tmp_path: Path) -> None:
    """It replaces one text of a catalog, or all plural forms of one."""
    theme = write(
        tmp_path, en="a: A\nn.one: one\nn.other: others\n", pl="a: Ą\nn.few: k\nn.other: i\n"
    )
    own = {"a": "Own", "n.many": "own", "n.other": "own"}
    assert load_strings("pl", theme, own) == {
        "lang": "pl",
        "a": "Own",
        "n.many": "own",
        "n.other": "own",
    }


def test_a_text_of_the_site_without_its_general_form_is_not_used(tmp_path: Path) -> None:
    """Some counts would have no text."""
    theme = write(tmp_path, en="n.one: one\nn.other: others\n", pl="n.one: p\nn.other: i\n")
    assert load_strings("pl", theme, {"n.one": "own"})["n.one"] == "p"


def test_a_language_without_a_catalog_has_the_texts_of_material() -> None:
    """The rest is English, and says so."""
    required("material")
    strings = load_strings("hu", theme_dir())
    assert strings["skip.content"] == "Kihagyás"
    assert strings["article.updated"] == "Utolsó frissítés: {date}"
    assert strings["post.minutes.one"] == strings["post.minutes.other"] == "{count} percnyi"
    assert strings["home.question"] == ENGLISH["home.question"]
    assert strings["home.question@lang"] == "en"
    translated = set(text_names(ENGLISH)) - set(fallbacks(strings))
    assert {"nav.page", "search.title", "js.ui.copied", "js.page.filtered"} <= translated
    assert len(translated) >= 18


@pytest.mark.parametrize("lang", ["he", "fa", "ur", "el", "zh-TW", "zh-HK", "hr", "sl", "cy", "th"])
def test_the_texts_of_material_fit_ours(lang: str) -> None:
    """They have our keys, our placeholders, and the plural forms of the language."""
    required("material")
    strings = material_strings(lang)
    assert len(strings) >= 10
    for key, text in strings.items():
        name, form = split_form(key, frozenset({"post.minutes", "js.page.filtered"}))
        example = ENGLISH[f"{name}.other" if form else name]
        assert placeholders(text) == placeholders(example), key
    if lang == "hr":  # `one` is also the form of 21
        assert "1" not in strings["post.minutes.one"]


def test_an_unknown_language_is_english() -> None:
    assert material_strings("tlh") == {}
    strings = load_strings("tlh", theme_dir())
    assert set(fallbacks(strings)) == set(text_names(ENGLISH))


@pytest.mark.parametrize(
    "template", ["", "{{ {broken }[key] }}", "{% macro t(key) %}{% endmacro %}"]
)
def test_a_template_of_material_in_another_form_has_no_texts(template: str) -> None:
    """A later version may write its strings differently: then there is only English."""
    assert read_translation(template) == {}


@pytest.mark.parametrize("text", ["- a\n", "a: {b: c}\n", "a: 1\n", "a: [\n"])
def test_a_broken_catalog_is_a_defect_with_its_name(text: str, tmp_path: Path) -> None:
    """Not a traceback of the YAML reader."""
    with pytest.raises(InternalError, match=r"en\.yml"):
        load_strings("en", write(tmp_path, en=text))


def test_a_theme_without_english_is_a_defect(tmp_path: Path) -> None:
    """The fallback must be there."""
    with pytest.raises(InternalError, match=r"en\.yml"):
        load_strings("en", tmp_path)
