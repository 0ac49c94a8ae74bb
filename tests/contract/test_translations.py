# SPDX-License-Identifier: MIT
"""The Russian and Polish articles of the manual say what the English ones say: same fields, parts, links and commands.

In: `content/ru/` and `content/pl/` beside `content/`. Whether their words are those of today is KB308's question.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from manual_reading import CONTENT, blocks, front_matter, without_blocks

LANGUAGES = ("ru", "pl")
TRANSLATIONS = [path for lang in LANGUAGES for path in sorted((CONTENT / lang).rglob("*.md"))]
NEUTRAL = ("kind", "order", "promoted", "error_codes", "related", "symptoms")
"""Fields that do not depend on the language."""
MARKS = {"ru": "«»", "pl": "„”"}
_LINK = re.compile(r"\]\(([^)]+)\)")


def name(path: Path) -> str:
    return path.relative_to(CONTENT).as_posix()


def source_of(path: Path) -> Path:
    return CONTENT / path.relative_to(CONTENT / name(path).partition("/")[0])


def body(path: Path) -> str:
    return path.read_text("utf-8").split("---\n", 2)[2]


def outline(path: Path) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", without_blocks(body(path)), re.MULTILINE)]


def test_the_same_articles_are_translated_into_both_languages() -> None:
    """Home and the sixteen that a newcomer reads first."""
    russian, polish = (
        {name(path).partition("/")[2] for path in (CONTENT / lang).rglob("*.md")}
        for lang in LANGUAGES
    )
    assert russian == polish
    assert len(russian) >= 17


@pytest.mark.parametrize("path", TRANSLATIONS, ids=name)
def test_a_translation_has_the_fields_of_its_source(path: Path) -> None:
    """And says which text it was made from; `id` comes from the source."""
    own, source = (front_matter(each.read_text("utf-8")) for each in (path, source_of(path)))
    assert set(own) - {"source_revision"} == set(source) - {"id"}
    assert re.fullmatch(r"[0-9a-f]{16}", str(own["source_revision"])), (
        "run kbgen check: it says the value"
    )
    assert {field: own.get(field) for field in NEUTRAL} == {
        field: source.get(field) for field in NEUTRAL
    }
    assert len(own.get("questions", [])) == len(source.get("questions", []))


@pytest.mark.parametrize("path", TRANSLATIONS, ids=name)
def test_a_translation_has_the_parts_of_its_source(path: Path) -> None:
    """Headings, tables, links and code blocks; what is typed or printed is the same word for word."""
    source = source_of(path)
    assert outline(path) == outline(source)
    assert body(path).count("\n|") == body(source).count("\n|")
    missing = set(_LINK.findall(without_blocks(body(source)))) - set(_LINK.findall(body(path)))
    assert not missing, f"links of the source that {name(path)} does not have: {missing}"
    assert len(blocks(body(path))) == len(blocks(body(source)))
    assert blocks(body(path), "sh", "json", "console") == blocks(
        body(source), "sh", "json", "console"
    )


@pytest.mark.parametrize("path", TRANSLATIONS, ids=name)
def test_quotation_marks_are_those_of_the_language(path: Path) -> None:
    """Russian « », Polish „ ”; the typewriter's stand in code only."""
    fields = front_matter(path.read_text("utf-8"))
    prose = (
        re.sub(r"`[^`\n]+`", "", without_blocks(body(path))) + fields["title"] + fields["summary"]
    )
    assert set(re.findall(r"[\"'“”„«»‘’]", prose)) <= set(MARKS[name(path)[:2]])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_categories_with_translated_articles_have_a_translated_name(lang: str) -> None:
    """A category without one would be called by its folder."""
    folders = {path.parent for path in (CONTENT / lang).rglob("*.md")} - {CONTENT / lang}
    for folder in folders:
        fields = yaml.safe_load((folder / "_category.yml").read_text("utf-8"))
        assert sorted(fields) == ["summary", "title"], folder
