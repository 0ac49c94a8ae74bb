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

_WIKI_LINK: Final = re.compile(r"(!?)\[\[([^\[\]\n|]+)(?:\\?\|([^\[\]\n]+))?\]\]")
_SPACED_LINK: Final = re.compile(r"\[([^\[\]\n]+)\]\(([^()<>\n\"']*[^()<>\n\"' ] [^()<>\n\"']+)\)")
_PICTURE: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp4", ".webm")
_WORDS: Final = re.compile(r"[\s_-]+")


class WikiLinks:
    """Finds pages by their names, as wikis do."""

    def __init__(self, paths: Iterable[str], *, text_first: bool) -> None:
        """Prepare to find pages.

        Args:
            paths: All files of the folder.
            text_first: Whether the text comes first: `[[text|Page]]` of GitHub. Otherwise it comes
                last, as in Obsidian and MediaWiki.
        """
        self._text_first = text_first
        self._pages: dict[str, str] = {}
        for path in sorted(paths, key=lambda path: (path.count("/"), path)):
            stem, suffix = splitext(path)
            name = stem if suffix.lower() in (".md", ".markdown") else path
            self._pages.setdefault(_key(basename(name)), path)
            self._pages.setdefault(_key(name), path)

    def page(self, name: str) -> str:
        """Return the file that a name means; empty if there is none."""
        key = _key(name)
        return self._pages.get(key, "") or self._pages.get(_key(splitext(name)[0]), "")

    def convert(self, text: str, path: str, first_line: int, findings: Findings) -> str:
        """Return a text with Markdown links in place of wiki links."""

        def link(hit: Hit) -> str:
            if hit[1] + hit[2] in ("toc", "TOC", "_TOC_"):
                return ""
            first, second = hit[2].strip(), hit[3].strip()
            text, target = (first, second) if self._text_first and second else (second, first)
            name, mark, heading = target.partition("#")
            source = self.page(name) if name else path
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
            source = self.page(hit[2])
            where = quote(relpath(source, dirname(path) or ".")) if source else ""
            return f"[{hit[1]}]({where})" if where else hit[0]

        text = replace_outside_code(_WIKI_LINK, link, text)
        return replace_outside_code(_SPACED_LINK, spaced, text) if self._text_first else text


def _key(name: str) -> str:
    return _WORDS.sub("-", unquote(name).strip().strip("/").lower())
