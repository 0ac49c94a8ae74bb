# SPDX-License-Identifier: MIT
"""The keys of interface strings: `search.title`, and for plurals `card.all.one`, `card.all.other`.

A catalog is a mapping of them. Two more keys say in which language texts are: `lang` that of the
page, and `<name>@lang` that of a text in another language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LANG: Final = "lang"
OTHER_LANGUAGE: Final = "@lang"
"""What follows the name of a text that is not in the language of the page."""
FORMS: Final = ("zero", "one", "two", "few", "many", "other")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def plural_names(catalog: Iterable[str]) -> frozenset[str]:
    """Return the names of the texts that have plural forms: `card.all`."""
    return frozenset(key.removesuffix(".other") for key in catalog if key.endswith(".other"))


def split_form(key: str, plurals: frozenset[str]) -> tuple[str, str]:
    """Split a key into the name of its text and its plural form: `card.all.one`, `home`."""
    name, _, form = key.rpartition(".")
    return (name, form) if form in FORMS and name in plurals else (key, "")


def text_names(catalog: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the texts of a catalog, in its order, each once."""
    plurals = plural_names(catalog)
    keys = (key for key in catalog if key != LANG and not key.endswith(OTHER_LANGUAGE))
    return tuple(dict.fromkeys(split_form(key, plurals)[0] for key in keys))


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces of a text."""
    return frozenset(_PLACEHOLDER.findall(text))


def fallbacks(catalog: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the texts that are not in the language of the page."""
    return tuple(
        key.removesuffix(OTHER_LANGUAGE) for key in catalog if key.endswith(OTHER_LANGUAGE)
    )
