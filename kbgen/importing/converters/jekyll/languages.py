# SPDX-License-Identifier: MIT
"""Find the languages of a Jekyll site, which its files name in a field: `lang: fr`.

In: the fields. Out: the language of each file, and its path without the folder of the language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from kbgen.importing.source.front_matter import SourceText
from kbgen.importing.source.language_codes import is_language_code

LANGUAGE_FIELDS: Final = ("lang", "locale")
LANGUAGE_SETTINGS: Final = ("default_lang", "lang", "locale")


def take_language(source: SourceText) -> str:
    """Remove the field with the language of a file, and return its value; empty without one.

    A value that is no code of a language stays, and is reported as an unknown field.
    """
    for name in LANGUAGE_FIELDS:
        item = source.fields.get(name)
        code = item.value.strip().replace("_", "-") if item and isinstance(item.value, str) else ""
        if is_language_code(code):
            del source.fields[name]
            return code
    return ""


def languages_of(named: Iterable[str], default: str) -> tuple[str, ...]:
    """Return the languages of a site, the default one first; empty if there is only one.

    Args:
        named: The language that each file names, or an empty text.
        default: The language that the settings name, or an empty text.
    """
    counts = Counter(filter(None, named))
    default = default.replace("_", "-")
    if default not in counts:
        short = default.partition("-")[0]
        usual = next((code for code in (short, "en") if code in counts), "")
        default = usual or next((code for code, _ in counts.most_common(1)), "")
    codes = (default, *sorted(counts.keys() - {default}))
    return codes if len(codes) > 1 else ()


def without_language(target: str, lang: str) -> str:
    """Return a path without the folder of its language: `articles/fr/x.md` → `articles/x.md`."""
    *folders, name = target.split("/")
    code = lang.lower()
    place = next(
        (i for i, part in enumerate(folders) if part.replace("_", "-").lower() == code), -1
    )
    if code and place >= 0:
        del folders[place]
    return "/".join([*folders, name])
