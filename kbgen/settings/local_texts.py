# SPDX-License-Identifier: MIT
"""Settings that readers see: one text for every language, or a mapping with one for each.

`hours: 9 to 5` or `hours: {en: 9 to 5, de: 9 bis 17 Uhr}`: every such setting has this parser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.runtime.located_fields import FieldReport, Parser

if TYPE_CHECKING:
    from kbgen.runtime.located_yaml import Located

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_EVERY_LANGUAGE = ""


@dataclass(frozen=True, slots=True)
class LocalText:
    """The texts of one setting, and where mkdocs.yml has them."""

    texts: Mapping[str, str]
    """Language → text; the only key of a text for every language is empty."""
    locations: Mapping[str, tuple[int, int]]
    """Language → line and column of its key."""
    location: tuple[int, int]
    """Line and column of the setting."""

    @property
    def first(self) -> str:
        """Return the text for every language, or the first in the mapping."""
        return next(iter(self.texts.values()), "")

    def in_language(self, lang: str, default: str) -> tuple[str, str]:
        """Return the best text for a language, and the language of the text if it is another.

        Args:
            lang: The language of the page.
            default: The site's default language.
        """
        for name in (_EVERY_LANGUAGE, lang, lang.partition("-")[0]):
            if name in self.texts:
                return self.texts[name], ""
        other = default if default in self.texts else next(iter(self.texts), "")
        return self.texts.get(other, ""), other


def is_language_code(text: str) -> bool:
    """Tell whether the setting `languages` accepts this code, such as `en`, `pl` or `pt-BR`."""
    return bool(_LANGUAGE.fullmatch(text))


def local_text(parse_text: Parser) -> Parser:
    """Return a parser for a text, or a mapping of languages to texts."""

    def parse(value: Located, name: str, report: FieldReport) -> LocalText | None:
        location = value.key_location
        if not isinstance(value.value, dict):
            text = parse_text(value, name, report)
            return None if text is None else LocalText({_EVERY_LANGUAGE: text}, {}, location)
        texts = {
            lang: parse_text(item, f"{name}.{lang}", report)
            for lang, item in value.items()
            if _is_language(lang, item, report) and not report.rules.is_absent(item)
        }
        locations = {lang: item.key_location for lang, item in value.items()}
        if not texts or None in texts.values():
            return None
        return LocalText(texts, locations, location)

    return parse


def _is_language(lang: str, item: Located, report: FieldReport) -> bool:
    """Tell whether the key of a mapping is a language code; report it if not."""
    if not is_language_code(lang):
        line, column = item.key_location
        message, hint = f"'{lang}' is not a language code", "Use codes such as en, pl, or pt-BR."
        report.problems.add("KB703", message, line=line, column=column, hint=hint)
        return False
    return True
