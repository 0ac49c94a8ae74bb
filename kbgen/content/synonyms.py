# SPDX-License-Identifier: MIT
"""Read a site's synonyms, `_data/synonyms.<language>.yml`, and the general ones of kbgen.

In: the content folder. Out: `SynonymRule`s by language, and diagnostics with line and column. An
entry is a list of words and phrases with the same meaning, or a one-way mapping `from:`, `to:`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import regex

from kbgen.content.front_matter import parse_yaml_list
from kbgen.content.front_matter.field_parsers import FRONT_MATTER, is_empty, texts
from kbgen.content.source.data_files import read_data_files
from kbgen.model import SynonymRule
from kbgen.runtime.located_fields import FieldReport, mapping_of
from kbgen.runtime.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.model import Diagnostic
    from kbgen.runtime.located_yaml import Located
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


def load_synonyms(settings: SiteSettings) -> Synonyms:
    """Read the synonyms of every language of a site; report and skip invalid entries."""
    languages = settings.kbgen.languages
    site_rules: dict[str, list[SynonymRule]] = {}
    diagnostics: list[Diagnostic] = []
    for lang, entries, problems in read_data_files(settings, "synonyms", "KB823"):
        site_rules.setdefault(lang, []).extend(_rules(entries, problems))
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
    problems = Problems(name)
    return tuple(_rules(parse_yaml_list(content, problems), problems))


def _rules(entries: list[Located], problems: Problems) -> Iterator[SynonymRule]:
    report = FieldReport(problems, FRONT_MATTER)
    for entry in entries:
        before = len(problems.diagnostics)
        read = _one_way if isinstance(entry.value, dict) else _both_ways
        rule = read(entry, report)
        if rule is not None and len(problems.diagnostics) == before:
            yield rule


def _both_ways(entry: Located, report: FieldReport) -> SynonymRule | None:
    names = _phrases(entry, "synonyms", report) if isinstance(entry.value, list) else ()
    if names is not None and len(set(names)) < 2:
        _report_incomplete(entry, report)
        return None
    return SynonymRule(names, names) if names else None


def _one_way(entry: Located, report: FieldReport) -> SynonymRule | None:
    rule: SynonymRule | None = _MAPPING(entry, "synonym", report)
    if rule is not None and not (rule.typed and set(rule.written) - set(rule.typed)):
        _report_incomplete(entry, report)
        return None
    return rule


def _report_incomplete(entry: Located, report: FieldReport) -> None:
    message = "the entry needs two different words or phrases"
    hint = "Write [refund, money back], or from: pwd and to: password."
    report.add("KB821", message, entry, hint)


def _phrases(value: Located, name: str, report: FieldReport) -> tuple[str, ...] | None:
    """Read a word or phrase, or a list of them, in lowercase; report those search cannot use."""
    phrases: tuple[str, ...] | None = texts(value, name, report)
    if phrases is None:
        return None
    entries = value.value if isinstance(value.value, list) else [value]
    items = [item for item in entries if not is_empty(item)]
    for item, text in zip(items, phrases, strict=True):
        words = text.split()
        if not 1 <= len(words) <= MAX_WORDS or not all(map(_WORD.fullmatch, words)):
            message = f"“{text}” is not a word or a phrase of up to {MAX_WORDS} words"
            hint = "Shorten it, and leave out punctuation."
            report.add("KB822", message, item, hint)
    return tuple(dict.fromkeys(text.casefold() for text in phrases))


_MAPPING = mapping_of(
    SynonymRule,
    {"from": _phrases, "to": _phrases},
    "from",
    "to",
    arguments={"from": "typed", "to": "written"},
)
