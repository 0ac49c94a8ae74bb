# SPDX-License-Identifier: MIT
"""Take interface strings from Material's translations, for languages without a catalog.

Material has some fifty strings in about seventy languages; a third of them say the same as one of
ours. They are read from the installed package as data, without importing it.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kbgen.site.planning.locales import parents, plural_form, usual_plural_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXTS: Final = {
    "skip.content": "{action.skip}",
    "nav.menu": "{nav}",
    "nav.page": "{toc}",
    "nav.language": "{select.language}",
    "search.title": "{search}",
    "search.label": "{search}",
    "search.button": "{search}",
    "search.placeholder": "{search.placeholder}",
    "search.placeholder_short": "{search.placeholder}",
    "article.draft": "{blog.draft}",
    "article.edit": "{action.edit}",
    "article.updated": "{source.file.date.updated}: {date}",
    "blog.archive": "{blog.archive}",
    "blog.category": "{blog.categories}",
    "blog.profile": "{blog.authors}",
    "post.continue": "{blog.continue}",
    "post.links": "{blog.references}",
    "footer.label": "{footer}",
    "js.ui.copy": "{clipboard.copy}",
    "js.ui.copied": "{clipboard.copied}",
}
"""Our key → the text, with the keys of Material in braces."""
_PLURALS: Final = {"post.minutes": "readtime", "js.page.filtered": "search.result"}
"""Our text with plural forms → that of Material, which has the forms `one` and `other`."""
_PLACEHOLDER = re.compile(r"\{([\w.]+)\}")
_MANY: Final = 200


@lru_cache(maxsize=64)
def material_strings(lang: str) -> Mapping[str, str]:
    """Return our strings that Material translates into a language; none without Material."""
    words = _words(lang)
    strings = {key: text for key, template in _TEXTS.items() if (text := _filled(template, words))}
    for name, source in _PLURALS.items():
        strings |= _plural_forms(
            lang, name, words.get(f"{source}.one"), words.get(f"{source}.other")
        )
    return strings


def _filled(template: str, words: Mapping[str, str]) -> str:
    """Return a template with Material's words; empty without one of them."""
    keys = [key for key in _PLACEHOLDER.findall(template) if key != "date"]
    if not all(words.get(key) for key in keys):
        return ""
    return _PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), template)


def _plural_forms(lang: str, name: str, one: str | None, other: str | None) -> dict[str, str]:
    """Return the forms of a text; `#` stands for the count, and `one` writes it as a 1."""
    if not one or not other or "#" not in other:
        return {}
    is_only_one = all(plural_form(lang, count) != "one" for count in range(_MANY) if count != 1)
    forms = usual_plural_forms(lang)
    counted = {f"{name}.{form}": other.replace("#", "{count}") for form in forms}
    if "one" in forms and is_only_one and one.startswith("1"):
        counted[f"{name}.one"] = one.replace("1", "{count}", 1)
    return counted


def _words(lang: str) -> Mapping[str, str]:
    folder = _translations()
    for name in (*parents(lang), *_ALIASES.get(lang, ())) if folder else ():
        path = Path(folder or "") / f"{name}.html"
        if path.is_file():
            return read_translation(path.read_text(encoding="utf-8"))
    return {}


_ALIASES: Final = {"zh-HK": ("zh-Hant",), "zh-MO": ("zh-Hant",), "iw": ("he",), "fil": ("tl",)}
"""Languages that Material has under another code."""


def read_translation(template: str) -> Mapping[str, str]:
    """Return the strings in a template of Material: a macro with a mapping, which is JSON."""
    match = re.search(r"\{\{\s*(\{.*\})\[key\]\s*\}\}", template, re.DOTALL)
    try:
        words = json.loads(match[1]) if match else {}
    except ValueError:  # a later version may write them in another way: then English is shown
        return {}
    return {key: text for key, text in words.items() if isinstance(text, str)}


def _translations() -> Path | None:
    spec = find_spec("material")
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) / "templates" / "partials" / "languages" if places else None
