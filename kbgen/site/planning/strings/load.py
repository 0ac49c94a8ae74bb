# SPDX-License-Identifier: MIT
"""Load the interface strings of a language, and mark those that are English for lack of another.

In: a language, the theme's folder, the site's own texts. Out: a mapping with every key, so that a
page never lacks a text.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kbgen.site.planning.strings.catalogs import ENGLISH, english_catalog, find_catalog
from kbgen.site.planning.strings.keys import FORMS, LANG, OTHER_LANGUAGE, plural_names, split_form
from kbgen.site.planning.strings.material import material_strings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def load_strings(lang: str, theme_dir: Path, own: Mapping[str, str] = _NONE) -> dict[str, str]:
    """Load the strings of a language: the site's own, those of kbgen, of Material, English ones.

    The key `lang` is the language. A text in English has another key, with `@lang`: `en`, so that
    pages say so and use the plural rules of English for it.

    Raises:
        InternalError: There is no English catalog, or a catalog is not a flat mapping of strings.
    """
    english = english_catalog(theme_dir)
    catalog = find_catalog(lang, theme_dir)
    sources = [own, material_strings(lang) if catalog is None else catalog]
    plurals = plural_names(english)
    strings = {LANG: lang}
    for name, forms in _texts(english, plurals).items():
        source = next((item for item in sources if _has(item, name, plurals)), None)
        if source is None:
            strings |= {key: english[key] for key in forms} | {f"{name}{OTHER_LANGUAGE}": ENGLISH}
        elif name in plurals:  # every form from one source: languages differ in their forms
            keys = (f"{name}.{form}" for form in FORMS)
            strings |= {key: source[key] for key in keys if key in source}
        else:
            strings[name] = source[name]
    return strings


def _texts(catalog: Mapping[str, str], plurals: frozenset[str]) -> dict[str, list[str]]:
    """Return the keys of each text of a catalog, by its name."""
    texts: dict[str, list[str]] = {}
    for key in catalog:
        if key != LANG:
            texts.setdefault(split_form(key, plurals)[0], []).append(key)
    return texts


def _has(source: Mapping[str, str], name: str, plurals: frozenset[str]) -> bool:
    return (f"{name}.other" if name in plurals else name) in source
