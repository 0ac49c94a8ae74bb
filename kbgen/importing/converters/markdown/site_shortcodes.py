# SPDX-License-Identifier: MIT
"""Give the results of a Hugo site's own shortcodes: those of `layouts/shortcodes`.

In: a tag and the files of the site. Out: Markdown, or None if the template does more than insert
arguments, the text inside and translated words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import join
from typing import Any, Final

from kbgen.importing.findings import Findings
from kbgen.importing.source.data_files import read_data
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.tags import Tag

_NOT_TEXT: Final = re.compile(
    r"<(svg|script|style)\b.*?</\1\s*>|<!--.*?-->|\{\{-?\s*/\*.*?\*/\s*-?\}\}",
    re.DOTALL | re.IGNORECASE,
)
_ACTION: Final = re.compile(r"\{\{(-?)\s*((?:[^{}\"]|\"[^\"\n]*\")*?)\s*(-?)\}\}")
_WORD: Final = re.compile(r"(?:i18n|T)\s+\"([^\"]*)\"")
_GET: Final = re.compile(r"\.Get\s+(?:\"([^\"]*)\"|(\d))")
_PAGE: Final = re.compile(r"(?:rel)?ref\s+\.\s+\(?(\.Get\s+(?:\"[^\"]*\"|\d))\)?")
_HARMLESS: Final = re.compile(
    r"(?:\s*\|\s*(?:markdownify|safeHTML|safeURL|relURL|absURL|plainify|htmlEscape|title))+\s*\Z"
)
_LINK: Final = re.compile(
    r"<a\s[^<>]*?href=\"?([^\"<>\s]*)\"?[^<>]*>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE
)
_IMAGE: Final = re.compile(
    r"<img\s(?=[^<>]*?src=\"([^\"<>]*)\")(?:(?=[^<>]*?alt=\"([^\"<>]*)\"))?[^<>]*>", re.IGNORECASE
)
_CODE: Final = re.compile(r"</?code\b[^<>]*>", re.IGNORECASE)
_STRONG: Final = re.compile(r"</?(?:strong|b)\b[^<>]*>", re.IGNORECASE)
_OTHER_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_INSIDE: Final = "\ue010"


class _NoResultError(Exception):
    """The template does more than insert texts."""


@dataclass(slots=True)
class SiteShortcodes:
    """Reads the templates of a site."""

    tree: SourceTree
    base: str
    """The folder of the site."""
    _words: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _templates: dict[str, str | None] = field(default_factory=dict)

    def text(self, tag: Tag, lang: str, page: Callable[[str], str]) -> str | None:
        """Return the Markdown of a tag; None if the site has no simple template for it."""
        template = self._template(tag.name)
        if template is None:
            return None
        try:
            filled = _ACTION.sub(lambda match: self._value(match, tag, lang, page), template)
        except _NoResultError:
            return None
        text = _as_markdown(filled)
        if "{{" in text or not text:
            return None
        if tag.is_paired and text == _INSIDE:
            return tag.inside
        return text.replace(_INSIDE, tag.inside)

    def _template(self, name: str) -> str | None:
        if name not in self._templates:
            path = join(self.base, "layouts/shortcodes", f"{name}.html")
            text = self.tree.text(path) if path in self.tree else None
            self._templates[name] = None if text is None else _NOT_TEXT.sub("", text)
        return self._templates[name]

    def _value(self, match: re.Match[str], tag: Tag, lang: str, page: Callable[[str], str]) -> str:
        expression = _HARMLESS.sub("", match[2])
        before, after = ("" if match[1] else " "), ("" if match[3] else " ")
        if expression == ".Inner":
            return _INSIDE
        if word := _WORD.fullmatch(expression):
            return f"{before}{self._word(word[1], lang)}{after}".strip()
        if found := _PAGE.fullmatch(expression):
            return page(_argument(found[1], tag))
        return _argument(expression, tag)

    def _word(self, key: str, lang: str) -> str:
        value = self._words_of(lang).get(key)
        value = value.get("other") if isinstance(value, dict) else value
        if not isinstance(value, str):
            raise _NoResultError
        return value

    def _words_of(self, lang: str) -> Mapping[str, Any]:
        if lang not in self._words:
            self._words[lang] = self._read_words(join(self.base, "i18n", lang))
        return self._words[lang]

    def _read_words(self, stem: str) -> Mapping[str, Any]:
        for path in (f"{stem}.yaml", f"{stem}.yml"):
            if path in self.tree:
                value = read_data(self.tree, path, Findings())
                return value if isinstance(value, dict) else {}
        text = self.tree.text(f"{stem}.toml") if f"{stem}.toml" in self.tree else None
        try:
            return tomllib.loads(text or "")
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}


def _argument(expression: str, tag: Tag) -> str:
    match = _GET.fullmatch(expression.strip())
    if match is None:
        raise _NoResultError
    if match[1] is not None:
        return tag.get(match[1].lower())
    number = int(match[2])
    return tag.positional[number] if number < len(tag.positional) else ""


def _as_markdown(html: str) -> str:
    text = _LINK.sub(lambda match: f"[{_one_line(match[2])}]({match[1]})", html)
    text = _IMAGE.sub(lambda match: f"![{match[2] or ''}]({match[1]})", text)
    text = _STRONG.sub("**", _CODE.sub("`", text))
    return _OTHER_TAG.sub("", text).strip()


def _one_line(text: str) -> str:
    return " ".join(_OTHER_TAG.sub("", text).split())
