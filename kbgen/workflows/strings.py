# SPDX-License-Identifier: MIT
"""Begin the file of a site's own interface strings: each text as a comment, ready to translate."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kbgen.content.source.walk import DATA_FOLDER
from kbgen.runtime.atomic_write import write_atomically
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.locales import language_name, usual_plural_forms
from kbgen.site.planning.strings import site_strings
from kbgen.site.planning.strings.catalogs import english_catalog
from kbgen.site.planning.strings.keys import FORMS, fallbacks, plural_names, text_names
from kbgen.site.planning.strings.own import FILE_KIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kbgen.settings import SiteSettings

_HEAD: Final = (
    "# {name}: the texts of the interface, in place of those of kbgen.\n"
    "# To use a text, translate it and remove the '# ' in front of it.\n"
)
_KEY: Final = re.compile(r"^#?[ \t]*([\w.-]+):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class BegunStrings:
    """The file of a language, and how many texts were added to it."""

    path: Path
    added: int


def begin_strings(settings: SiteSettings, lang: str, *, every: bool = False) -> BegunStrings:
    """Add the texts that a language lacks to its file of interface strings, as comments.

    Texts that the file has already, also as comments, are left alone.

    Args:
        settings: The site's settings.
        lang: One of the site's languages.
        every: Whether to add every text, also those that the language has.

    Raises:
        OSError: The file cannot be read or written.
    """
    path = settings.docs_dir / DATA_FOLDER / f"{FILE_KIND}.{lang}.yml"
    before = path.read_text("utf-8-sig") if path.exists() else ""
    strings = site_strings(settings).by_language[lang]
    names = text_names(strings) if every else fallbacks(strings)
    there = set(_KEY.findall(before))
    texts = {
        key: text
        for name in names
        for key, text in _forms(name, lang, strings).items()
        if key not in there
    }
    if texts:
        head = before or _HEAD.format(name=language_name(lang))
        separator = "" if head.endswith("\n") else "\n"
        lines = "".join(_lines(texts))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, f"{head}{separator}{lines}".encode())
    return BegunStrings(path, len(texts))


def _forms(name: str, lang: str, strings: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of a text with what to translate: one for each plural form it needs."""
    english = english_catalog(theme_dir())
    if name not in plural_names(english):
        return {name: strings[name]}
    needed = usual_plural_forms(lang)
    other = strings[f"{name}.other"]
    return {
        f"{name}.{form}": strings.get(f"{name}.{form}", other) for form in FORMS if form in needed
    }


def _lines(texts: Mapping[str, str]) -> Iterator[str]:
    """Yield a commented line for each text, and an empty line before each group of them."""
    group = ""
    for key, text in texts.items():
        first = key.partition(".")[0]
        if first != group:
            group = first
            yield "\n"
        yield f"# {key}: {json.dumps(text, ensure_ascii=False)}\n"
