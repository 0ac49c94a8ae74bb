# SPDX-License-Identifier: MIT
"""Convert wiki links: `[[Page]]`, `[[text|Page]]`, `[[Page#heading]]`, `![[image.png]]`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from posixpath import basename, dirname, relpath, splitext
from typing import Final
from urllib.parse import quote, unquote

from kbgen.importing.findings import DEAD_LINK, Findings
from kbgen.importing.text.outside_code import Hit, replace_outside_code
from kbgen.importing.text.slugs import github_slug
from kbgen.runtime.addresses import is_external

_WIKI_LINK: Final = re.compile(r"(!?)\[\[([^\[\]\n|]+?)(?:\\?\|([^\[\]\n]+))?\]\]")
_SPACED_LINK: Final = re.compile(r"\[([^\[\]\n]+)\]\(([^()<>\n\"']*[^()<>\n\"' ] [^()<>\n\"']+)\)")
_PICTURE: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp4", ".webm")
_WORDS: Final = re.compile(r"[\s_-]+")


class WikiLinks:
    """Finds pages by their names, as wikis do."""

    def __init__(self, paths: Iterable[str], root: str = "", *, text_first: bool) -> None:
        """Prepare to find pages.

        Args:
            paths: All files of the folder.
            root: The folder of the articles; names of pages begin there, or in a folder below it.
            text_first: Whether the text comes first: `[[text|Page]]` of GitHub. Otherwise it comes
                last, as in Obsidian and MediaWiki.
        """
        self._text_first = text_first
        self._root = root
        self._pages: dict[str, list[str]] = {}
        for path in sorted(paths, key=lambda path: (path.count("/"), path)):
            stem, suffix = splitext(path)
            name = stem if suffix.lower() in (".md", ".markdown") else path
            inside = name[len(root) :].lstrip("/")
            below = inside.partition("/")[2]  # in the folder of a language
            for key in {_key(basename(name)), _key(name), _key(inside), _key(below)} - {""}:
                self._pages.setdefault(key, []).append(path)

    def page(self, name: str, near: str = "") -> str:
        """Return the file that a name means; empty if there is none.

        If several files have the name, the one in the same top folder as `near` comes first: it
        has the same language.
        """
        found = self._pages.get(_key(name)) or self._pages.get(_key(splitext(name)[0])) or [""]
        folder = self._top(near)
        return next((path for path in found if self._top(path) == folder), found[0])

    def _top(self, path: str) -> str:
        return path[len(self._root) :].lstrip("/").partition("/")[0]

    def convert(self, text: str, path: str, first_line: int, findings: Findings) -> str:
        """Return a text with Markdown links in place of wiki links."""

        def link(hit: Hit) -> str:
            if hit[1] + hit[2] in ("toc", "TOC", "_TOC_"):
                return ""
            first, second = hit[2].strip(), hit[3].strip()
            text, target = self._in_order(first, second, path)
            name, mark, heading = target.partition("#")
            source = self.page(name, path) if name else path
            if is_external(target):
                return f"[{text or target}]({target})"
            shown = text if text and not text.isdigit() else target.replace("#", " ").strip()
            if not source:
                if not hit[1] and "," not in target and "'" not in target:
                    findings.add(DEAD_LINK, path, hit[0], first_line + hit.line)
                return hit[0]
            anchor = f"#{github_slug(heading)}" if mark else ""
            where = quote(relpath(source, dirname(path) or ".")) if name else ""
            picture = "!" if splitext(source)[1].lower() in _PICTURE else ""
            return f"{picture}[{shown}]({where}{anchor})"

        def spaced(hit: Hit) -> str:
            source = self.page(hit[2], path)
            where = quote(relpath(source, dirname(path) or ".")) if source else ""
            return f"[{hit[1]}]({where})" if where else hit[0]

        text = replace_outside_code(_WIKI_LINK, link, text)
        return replace_outside_code(_SPACED_LINK, spaced, text) if self._text_first else text

    def _in_order(self, first: str, second: str, path: str) -> tuple[str, str]:
        """Return the text and the target; a vault whose first page is Home.md looks like a wiki."""
        if not second:
            return "", first
        text, target = (first, second) if self._text_first else (second, first)
        is_reverse = not self._leads_to(target, path) and self._leads_to(text, path)
        return (target, text) if is_reverse else (text, target)

    def _leads_to(self, target: str, path: str) -> bool:
        name = target.partition("#")[0]
        return not name or is_external(target) or bool(self.page(name, path))


def _key(name: str) -> str:
    return _WORDS.sub("-", unquote(name).strip().strip("/").lower())
