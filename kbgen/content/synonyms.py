# SPDX-License-Identifier: MIT
"""Read a site's synonyms, `_data/synonyms.<language>.yml`, and the general ones of kbgen.

In: the content folder. Out: `SynonymRule`s by language, and diagnostics with line and column. An
entry is a list of words and phrases with the same meaning, or a one-way mapping `from:`, `to:`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import regex

from kbgen.content.front_matter import Mapping, Scalar, Value, parse_yaml_list
from kbgen.content.front_matter.field_parsers import is_empty, mapping_of, texts
from kbgen.content.problems import Problems
from kbgen.content.source.data_files import data_files, read_data_file
from kbgen.model import SynonymRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.model import Diagnostic
    from kbgen.settings.types import SiteSettings

GENERAL_LANGUAGES: Final = ("en", "pl", "ru")
"""Languages with general synonyms."""
MAX_WORDS: Final = 3
"""Maximum number of words in a phrase."""
# A letter or digit, then also marks and the punctuation inside words: `e-mail`, `C++`, `24/7`.
_WORD: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.+#_/-]*")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The synonyms of a site."""

    rules: dict[str, tuple[SynonymRule, ...]]
    """Rules by language, the site's before the general ones. Languages without rules are absent."""
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by path, line and column."""


@dataclass(frozen=True, slots=True)
class _OneWay:
    """A one-way entry: a search for `typed` also finds `written`."""

    typed: tuple[str, ...]
    written: tuple[str, ...]


def load_synonyms(settings: SiteSettings) -> Synonyms:
    """Read the synonyms of every language of a site; report and skip invalid entries."""
    languages = settings.kbgen.languages
    site_rules: dict[str, list[SynonymRule]] = {}
    diagnostics: list[Diagnostic] = []
    for path, lang in data_files(settings.docs_dir, "synonyms").items():
        problems = Problems(settings.display_path(path))
        if lang in languages:
            content = read_data_file(settings.docs_dir, path, problems)
            site_rules.setdefault(lang, []).extend(
                _rules(content, problems) if content is not None else ()
            )
        else:
            hint = f"Its languages are {', '.join(languages)}."
            problems.add("KB823", f"'{lang}' is not a language of this site", hint=hint)
        diagnostics += problems.diagnostics
    rules = {lang: (*site_rules.get(lang, ()), *_general(lang, settings)) for lang in languages}
    present = {lang: some for lang, some in rules.items() if some}
    return Synonyms(present, tuple(sorted(diagnostics, key=lambda item: item.sort_key)))


def _general(lang: str, settings: SiteSettings) -> tuple[SynonymRule, ...]:
    return general_synonyms(lang.partition("-")[0]) if settings.kbgen.general_synonyms else ()


@lru_cache
def general_synonyms(lang: str) -> tuple[SynonymRule, ...]:
    """Return the synonyms that come with kbgen for a language; empty when there are none."""
    if lang not in GENERAL_LANGUAGES:
        return ()
    name = f"synonyms.{lang}.yml"
    content = (resources.files("kbgen.content") / "data" / name).read_text(encoding="utf-8")
    return tuple(_rules(content, Problems(name)))


def _rules(content: str, problems: Problems) -> Iterator[SynonymRule]:
    entries = parse_yaml_list(content, problems)
    for entry in entries.items if entries else ():
        before = len(problems.diagnostics)
        rule = (
            _one_way(entry, problems) if isinstance(entry, Mapping) else _both_ways(entry, problems)
        )
        if rule is not None and len(problems.diagnostics) == before:
            yield rule


def _both_ways(entry: Value, problems: Problems) -> SynonymRule | None:
    if isinstance(entry, Scalar):
        _report_incomplete(entry, problems)
        return None
    names = _phrases(entry, "synonyms", problems)
    if names is not None and len(set(names)) < 2:
        _report_incomplete(entry, problems)
        return None
    return SynonymRule(names, names) if names else None


def _one_way(entry: Mapping, problems: Problems) -> SynonymRule | None:
    entry.entries = {key: item for key, item in entry.entries.items() if not is_empty(item[1])}
    fields: Any = _MAPPING(entry, "synonym", problems)
    if fields is None:
        return None
    if not fields.typed or not set(fields.written) - set(fields.typed):
        _report_incomplete(entry, problems)
        return None
    return SynonymRule(fields.typed, fields.written)


def _report_incomplete(entry: Value, problems: Problems) -> None:
    hint = "Write [refund, money back], or from: pwd and to: password."
    problems.add(
        "KB821",
        "the entry needs two different words or phrases",
        line=entry.line,
        column=entry.column,
        hint=hint,
    )


def _phrases(value: Value, name: str, problems: Problems) -> tuple[str, ...] | None:
    """Read a word or phrase, or a list of them, in lowercase; report those search cannot use."""
    phrases = texts(value, name, problems)
    if phrases is None:
        return None
    items = [value] if isinstance(value, Scalar) else getattr(value, "items", [])
    for item, text in zip(items, phrases, strict=False):
        words = text.split()
        if not 1 <= len(words) <= MAX_WORDS or not all(map(_WORD.fullmatch, words)):
            message = f"“{text}” is not a word or a phrase of up to {MAX_WORDS} words"
            problems.add(
                "KB822",
                message,
                line=item.line,
                column=item.column,
                hint="Shorten it, and leave out punctuation.",
            )
    return tuple(dict.fromkeys(text.casefold() for text in phrases))


_MAPPING = mapping_of(
    _OneWay, {"from": ("typed", _phrases), "to": ("written", _phrases)}, "from", "to"
)
