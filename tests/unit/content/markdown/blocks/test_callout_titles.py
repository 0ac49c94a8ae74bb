# SPDX-License-Identifier: MIT
"""A callout without a title says what it is, in the language of the page."""

from __future__ import annotations

import pytest
from content_sites import settings_for

from kbgen.content.markdown.blocks.callout_titles import with_translated_titles
from kbgen.content.markdown.blocks.callout_types import TYPES
from kbgen.content.markdown.body import BodyRenderer
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.strings import load_strings

WORDS = {
    "en": {"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning"},
    "ru": {"note": "Примечание", "tip": "Совет", "important": "Важно", "caution": "Осторожно"},
    "pl": {"note": "Uwaga", "tip": "Wskazówka", "warning": "Ostrzeżenie"},
}
ROWS = [(lang, name, word) for lang, words in WORDS.items() for name, word in words.items()]


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> BodyRenderer:
    return BodyRenderer(settings_for(tmp_path_factory.mktemp("site")))


def shown(renderer: BodyRenderer, text: str, lang: str) -> str:
    return with_translated_titles(renderer.render(text).html, load_strings(lang, theme_dir()))


@pytest.mark.parametrize(("lang", "name", "word"), ROWS)
def test_every_syntax_shows_the_same_word(
    renderer: BodyRenderer, lang: str, name: str, word: str
) -> None:
    """Those of GitHub, Docusaurus, Material, and one that folds."""
    texts = [
        f"> [!{name.upper()}]\n> Text.",
        f":::{name}\nText.\n:::",
        f"!!! {name}\n    Text.",
    ]
    for text in texts:
        assert f'<p class="admonition-title">{word}</p>' in shown(renderer, text, lang)
    for text in (f"??? {name}\n    Text.", f"> [!{name}]-\n> Text."):
        assert f"<summary>{word}</summary>" in shown(renderer, text, lang)


def test_a_title_of_the_writer_stays(renderer: BodyRenderer) -> None:
    """So does an empty one: it means no title, as in Material."""
    assert ">Note that</p>" in shown(renderer, '!!! note "Note that"\n    Text.', "ru")
    assert ">Внимательно</p>" in shown(renderer, "> [!NOTE] Внимательно\n> Text.", "pl")
    assert "admonition-title" not in shown(renderer, '!!! note ""\n    Text.', "ru")


def test_no_other_text_is_translated(renderer: BodyRenderer) -> None:
    """Not in code, nor in a disclosure of the writer's own."""
    text = "Note\n\n`Note`\n\n<details><summary>Details</summary>Note</details>"
    html = shown(renderer, text, "ru")
    assert html == shown(renderer, text, "en")


@pytest.mark.parametrize("lang", ["en", "ru", "pl"])
def test_every_type_has_a_word(lang: str) -> None:
    assert {f"callout.{name}" for name in TYPES} <= load_strings(lang, theme_dir()).keys()
