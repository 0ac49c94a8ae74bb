# SPDX-License-Identifier: MIT
"""Insert files that a text includes: `{{#include a.rs:2:5}}`, `<!--@include: a.md-->`, `<<< a.js`.

Parts of a file are named by lines (`2:5`, `{2,5}`) or by an anchor (`ANCHOR: name`,
`#region name`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import dirname, join, normpath, splitext
from typing import Final

from kbgen.importing.converters.markdown.vue import convert_vue
from kbgen.importing.findings import INCLUDE, Findings
from kbgen.importing.source.front_matter import read_source
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.links import rebase_links
from kbgen.importing.text.outside_code import Hit, replace_outside_code

_MDBOOK: Final = re.compile(
    r"(?<!\\)\{\{[ ]*#(include|rustdoc_include|playground|playpen)[ ]+"
    r"([^\s{}:]+)(?::([^\s{}]+))?[^{}]*\}\}"
)
_ESCAPED_MDBOOK: Final = re.compile(r"\\(\{\{[ ]*#[a-z_]+)")
_MDBOOK_TITLE: Final = re.compile(r"\{\{[ ]*#title[ ]+([^{}]*)\}\}")
_VITEPRESS: Final = re.compile(
    r"<!--[ ]*@include:[ ]*([^\s{}<>#]+)(#[\w-]+)?[ ]*(?:\{([\d,]+)\})?[ ]*-->"
)
_SNIPPET: Final = re.compile(
    r"^([ \t]*)<<<[ ]+(\S+?)(#[\w-]+)?[ ]*(?:\{([^{}]*)\})?[ ]*(?:\[([^\[\]]*)\])?[ ]*$",
    re.MULTILINE,
)
_MARK: Final = re.compile(r".*(?:ANCHOR(?:_END)?:|#(?:end)?region\b).*")
_HIDDEN_RUST: Final = re.compile(r"^([ \t]*)#(?:[ \t].*)?$")
_RUST_BLOCK: Final = re.compile(
    r"(^[ \t]*`{3,}rust[^\n]*\n)(.*?)(^[ \t]*`{3,}[ \t]*$)", re.MULTILINE | re.DOTALL
)
_MAX_DEPTH: Final = 4
_MAX_FILES: Final = 60
_MAX_CHARACTERS: Final = 200_000


@dataclass(slots=True)
class Includer:
    """Inserts files into one text."""

    tree: SourceTree
    path: str
    first_line: int
    findings: Findings
    source_root: str
    """The folder that `@` means."""
    used: int = 0

    def convert_mdbook(self, text: str) -> str:
        """Insert the files that mdBook includes, also inside code."""
        text = _MDBOOK.sub(self._mdbook, text)
        text = _MDBOOK_TITLE.sub("", text)
        text = _ESCAPED_MDBOOK.sub(r"\1", text)
        return _RUST_BLOCK.sub(_without_hidden_lines, text)

    def convert_vitepress(self, text: str, depth: int = 0) -> str:
        """Insert the Markdown and the code that VitePress includes."""
        text = replace_outside_code(_VITEPRESS, lambda hit: self._markdown(hit, depth), text)
        return replace_outside_code(_SNIPPET, self._snippet, text)

    def insert(self, written: str, line: int, *folders: str) -> str | None:
        """Return the Markdown of a file, looked for in folders; None with a finding without it."""
        for folder in folders:
            path = normpath(join(folder, written.lstrip("/")))
            if path in self.tree and (text := self.read(path, line)) is not None:
                body = read_source(text, path, self.findings).body
                return rebase_links(body.strip("\n"), dirname(path), dirname(self.path))
        self.findings.add(INCLUDE, self.path, written, line)
        return None

    def read(self, path: str, line: int) -> str | None:
        """Return the text of a file; None with a finding if it is missing or there are too many."""
        self.used += 1
        text = self.tree.text(path) if self.used <= _MAX_FILES else None
        if text is None or len(text) > _MAX_CHARACTERS:
            self.findings.add(INCLUDE, self.path, path, line)
            return None
        return text

    def _mdbook(self, match: re.Match[str]) -> str:
        line = self.first_line + match.string.count("\n", 0, match.start())
        path = normpath(join(dirname(self.path), match[2]))
        text = self.read(path, line)
        if text is None:
            return ""
        part = _part(text, match[3] or "")
        if path.endswith(".md"):
            part = rebase_links(part, dirname(path), dirname(self.path))
        return part.strip("\n")

    def _markdown(self, hit: Hit, depth: int) -> str:
        path = self._resolve(hit[1])
        text = self.read(path, self.first_line + hit.line) if depth < _MAX_DEPTH else None
        if text is None:
            return ""
        source = read_source(text, path, self.findings)
        body = convert_vue(source.body, path, source.body_line, self.findings)
        if hit[2]:
            body = _section(body, hit[2][1:]) or _anchored(body, hit[2][1:])
        elif hit[3]:
            body = _lines(body, *_range(hit[3].replace(",", ":")))
        inner = Includer(self.tree, path, 1, self.findings, self.source_root, self.used)
        body = inner.convert_vitepress(body, depth + 1)
        self.used = inner.used
        return rebase_links(body.strip("\n"), dirname(path), dirname(self.path))

    def _snippet(self, hit: Hit) -> str:
        path = self._resolve(hit[2])
        text = self.read(path, self.first_line + hit.line)
        if text is None:
            return ""
        code = _part(text, hit[3][1:]).strip("\n")
        words = hit[4].split()
        marked = next((word for word in words if word[0].isdigit()), "")
        language = next((word for word in words if not word[0].isdigit()), splitext(path)[1][1:])
        label = f" [{hit[5]}]" if hit[5] else ""
        info = f"{language}{{{marked}}}{label}" if marked else f"{language}{label}"
        indented = "\n".join(hit[1] + line if line else "" for line in code.split("\n"))
        return f"{hit[1]}```{info}\n{indented}\n{hit[1]}```"

    def _resolve(self, written: str) -> str:
        if written.startswith("@/"):
            return normpath(join(self.source_root, written[2:]))
        return normpath(join(dirname(self.path), written))


def _part(text: str, what: str) -> str:
    """Return the lines or the anchor of a file that an include names; without one, all of it."""
    if not what:
        return "\n".join(line for line in text.split("\n") if not _MARK.fullmatch(line))
    if re.fullmatch(r"[\d:]+", what):
        return _lines(text, *_range(what))
    return _anchored(text, what)


def _range(written: str) -> tuple[int, int]:
    first, colon, last = written.partition(":")
    start = int(first[:9]) if first.isdigit() else 1
    if not colon:
        return start, start
    return start, int(last[:9]) if last.isdigit() else 10**9


def _lines(text: str, first: int, last: int) -> str:
    return "\n".join(text.split("\n")[max(first - 1, 0) : last])


def _anchored(text: str, name: str) -> str:
    word = re.escape(name)
    match = re.search(
        rf"(?:ANCHOR:[ ]*|#region[ ]+){word}\b[^\n]*\n(.*?)"
        rf"^[^\n]*(?:ANCHOR_END:[ ]*{word}\b|#endregion\b)",
        text,
        re.DOTALL | re.MULTILINE,
    )
    return _part(match[1], "") if match else ""


def _section(text: str, anchor: str) -> str:
    """Return the part of a text under a heading."""
    for match in re.finditer(r"^(#{1,6})[ ]+(.*)$", text, re.MULTILINE):
        words = re.sub(r"[^\w]+", "-", match[2].lower()).strip("-")
        if words == anchor or f"#{anchor}}}" in match[2]:
            end = re.search(rf"^#{{1,{len(match[1])}}}[ ]", text[match.end() :], re.MULTILINE)
            return text[match.start() : match.end() + end.start() if end else len(text)]
    return ""


def _without_hidden_lines(match: re.Match[str]) -> str:
    """Remove the lines of Rust that mdBook hides."""
    lines = match[2].split("\n")
    shown = [re.sub(r"^([ \t]*)##", r"\1#", line) for line in lines if not _HIDDEN_RUST.match(line)]
    return match[1] + "\n".join(shown) + match[3] if any(shown) else match[0]
