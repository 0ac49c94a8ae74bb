# SPDX-License-Identifier: MIT
"""Read a site's own interface strings, `_data/strings.<language>.yml`, and check them.

In: the settings, the English catalog. Out: texts by language, and diagnostics with line and column.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kbgen.content.front_matter.field_parsers import FRONT_MATTER, is_empty
from kbgen.content.source.data_files import read_data_mappings
from kbgen.runtime.located_fields import FieldReport, report_cut
from kbgen.site.planning.locales import plural_forms, usual_plural_forms
from kbgen.site.planning.strings.keys import (
    FORMS,
    LANG,
    placeholders,
    plural_names,
    split_form,
    text_names,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kbgen.model import Diagnostic
    from kbgen.runtime.located_yaml import Located
    from kbgen.settings import SiteSettings

FILE_KIND: Final = "strings"
"""Of the data files: `strings.hu.yml`."""
_SMALL: Final = frozenset({"zero", "one", "two"})
"""Forms that may name the count in words: “one article”."""
_SIMILAR: Final = 0.7


@dataclass(frozen=True, slots=True)
class OwnStrings:
    """The interface strings that a site brings with it."""

    texts: Mapping[str, Mapping[str, str]]
    """Language → key → text."""
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by path, line and column."""


def read_own_strings(settings: SiteSettings, english: Mapping[str, str]) -> OwnStrings:
    """Read the interface strings of every language of a site; report and skip invalid ones."""
    texts: dict[str, dict[str, str]] = {}
    diagnostics: list[Diagnostic] = []
    for lang, fields, problems in read_data_mappings(settings, FILE_KIND, "KB328"):
        report = FieldReport(problems, FRONT_MATTER)
        texts.setdefault(lang, {}).update(_Reader(lang, english, report).read(fields))
        diagnostics += problems.diagnostics
    return OwnStrings(texts, tuple(sorted(diagnostics, key=lambda item: item.sort_key)))


class _Reader:
    """Reads the texts of one file."""

    def __init__(self, lang: str, english: Mapping[str, str], report: FieldReport) -> None:
        self._lang = lang
        self._english = english
        self._report = report
        self._plurals = plural_names(english)
        self._names = text_names(english)

    def read(self, fields: Mapping[str, Located]) -> dict[str, str]:
        """Return the valid texts, by key."""
        valid = {key: item for key, item in fields.items() if key != LANG and self._fits(key, item)}
        self._report_missing_forms(valid)
        return {key: item.value for key, item in valid.items()}

    def _fits(self, key: str, item: Located) -> bool:
        """Tell whether a text is valid; report it if not."""
        name, form = split_form(key, self._plurals)
        if name not in self._names:
            return self._report_unknown(key, item)
        if is_empty(item) or not isinstance(item.value, str):
            hint = f"Write `{key}: your text`, or remove the line."
            self._report.add("KB329", f"{key} is not a text", item, hint)
            return False
        report_cut(item, key, self._report)
        return self._has_right_form(key, name, form, item) and self._has_right_placeholders(
            key, name, form, item
        )

    def _report_unknown(self, key: str, item: Located) -> bool:
        near = get_close_matches(key, [*self._names, *self._english], 1, _SIMILAR)
        hint = (
            f"Did you mean '{near[0]}'?"
            if near
            else f"`kbgen strings {self._lang}` writes the names of all texts."
        )
        line, column = item.key_location
        self._report.problems.add(
            "KB325", f"there is no interface text '{key}'", line=line, column=column, hint=hint
        )
        return False

    def _has_right_form(self, key: str, name: str, form: str, item: Located) -> bool:
        needed = self._needed_forms()
        listed = ", ".join(f"{name}.{each}" for each in needed)
        line, column = item.key_location
        if name in self._plurals and not form:
            message, hint = f"{name} needs a text for each plural form", f"Write {listed}."
        elif form and form not in plural_forms(self._lang):
            message = f"'{self._lang}' has no plural form '{form}'"
            hint = f"Remove {key}; the language has {', '.join(needed)}."
        else:
            return True
        self._report.problems.add("KB327", message, line=line, column=column, hint=hint)
        return False

    def _has_right_placeholders(self, key: str, name: str, form: str, item: Located) -> bool:
        example = self._english.get(name) or self._english[f"{name}.other"]
        expected, given = placeholders(example), placeholders(item.value)
        optional = {"count"} if form in _SMALL else set()
        missing, unknown = expected - given - optional, given - expected
        for names, message in ((missing, "lacks"), (unknown, "has no value for")):
            if names:
                shown = ", ".join(f"{{{each}}}" for each in sorted(names))
                hint = f"In English, it is: {example}"
                self._report.add("KB326", f"{key} {message} {shown}", item, hint)
        return not missing and not unknown

    def _report_missing_forms(self, valid: Mapping[str, Located]) -> None:
        given: dict[str, set[str]] = {}
        for key in valid:
            name, form = split_form(key, self._plurals)
            if form:
                given.setdefault(name, set()).add(form)
        for name, forms in given.items():
            missing = [form for form in self._needed_forms() if form not in forms]
            if missing:
                first = next(item for key, item in valid.items() if key.startswith(f"{name}."))
                line, column = first.key_location
                listed = ", ".join(f"{name}.{form}" for form in missing)
                message = f"{name} lacks the plural forms {', '.join(missing)}"
                self._report.problems.add(
                    "KB327", message, line=line, column=column, hint=f"Add {listed}."
                )

    def _needed_forms(self) -> list[str]:
        needed = usual_plural_forms(self._lang)
        return [form for form in FORMS if form in needed]
