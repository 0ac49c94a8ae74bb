# SPDX-License-Identifier: MIT
"""Insert the files that an article of DocFX includes: text and code.

In: the text of an article. Out: the text with the inserted files; what is missing is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, normpath, splitext
from typing import Final
from urllib.parse import parse_qs, unquote

from kbgen.importing.findings import INCLUDE, FindingKind, Findings
from kbgen.importing.source.front_matter import read_source
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.links import rebase_links
from kbgen.importing.text.outside_code import Hit, replace_outside_code

MISSING_CODE: Final = FindingKind(
    "code-file",
    "code from files that are not in the folder",
    "The article has a comment that names the file. Copy the code into the article.",
)
# A path and what may follow it in the parentheses.
_PATH: Final = r"\([ \t]*(?P<path><[^>\n]*>|[^)\s\"]+)[^)\n]*\)[ \t]*\]"
_INCLUDE: Final = re.compile(
    r"(?P<before>^[ \t>]*)?\[!INCLUDE[ \t]*\[(?P<title>[^\]\n]*)\][ \t]*"
    rf"{_PATH}(?P<after>[ \t]*$)?",
    re.IGNORECASE | re.MULTILINE,
)
_CODE: Final = re.compile(
    r"(?P<before>^[ \t>]*)?\[!code(?:-(?P<language>[\w#+.-]+))?[ \t]*"
    rf"\[(?P<title>[^\]\n]*)\][ \t]*{_PATH}",
    re.IGNORECASE | re.MULTILINE,
)
_CODE_BLOCK: Final = re.compile(
    r"(?P<before>^[ \t>]*):::[ \t]*code[ \t]+"
    r"(?P<attributes>(?:[\w-]+[ \t]*=[ \t]*\"[^\"\n]*\"[ \t]*)+):::[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ATTRIBUTE: Final = re.compile(r"([\w-]+)[ \t]*=[ \t]*\"([^\"]*)\"")
_MAX_DEPTH: Final = 8
_MAX_INSERTED: Final = 1_000
_MAX_SIZE: Final = 1_000_000
_LINES: Final = re.compile(r"L?(\d+)(?:-L?(\d+)?)?")
_LANGUAGES: Final = {
    "cs": "csharp", "cshtml": "cshtml", "fs": "fsharp", "js": "javascript", "ts": "typescript",
    "py": "python", "ps1": "powershell", "sh": "bash", "yml": "yaml", "md": "markdown",
    "azurecli": "bash", "console": "console", "cmd": "bat",
}  # fmt: skip


@dataclass(slots=True)
class Includes:
    """Inserts files into one article."""

    tree: SourceTree
    findings: Findings
    article: str
    """Path of the article."""
    home: str
    """The folder that `~/` means."""
    convert: Callable[[str, str, int], str]
    """Converts the text of one file: called with it, the file, and its first line."""
    inserted: set[str]
    """Receives the inserted files."""
    size: int = 0
    _inserted: int = 0
    _opened: list[str] = field(default_factory=list)

    def insert(self, text: str, first_line: int) -> str:
        """Return the text of the article with all files inserted.

        Args:
            text: The text of the article.
            first_line: Its first line in the file.
        """
        return self._insert(text, self.article, first_line)

    def _insert(self, text: str, path: str, first_line: int) -> str:
        def text_file(hit: Hit) -> str:
            return self._text(hit, path, first_line + hit.line)

        def code_file(hit: Hit) -> str:
            return self._code(hit, path, first_line + hit.line)

        def code_block(hit: Hit) -> str:
            return self._code_block(hit, path, first_line + hit.line)

        # First the text's own blocks, because inserted files are converted on their own, with their
        # own path and lines.
        text = self.convert(text, path, first_line)
        text = _replaced(_INCLUDE, text_file, text, "[!")
        text = _replaced(_CODE, code_file, text, "[!")
        return _replaced(_CODE_BLOCK, code_block, text, ":::")

    def resolve(self, written: str, path: str) -> str | None:
        """Return the file of the tree that a path in a file means."""
        written = unquote(written.strip("<>").replace("\\", "/"))
        if written.startswith("~/"):
            target = normpath(join(self.home, written[2:]))
        elif written.startswith("/"):
            target = normpath(join(self.home, written.lstrip("/")))
        else:
            target = normpath(join(dirname(path), written))
        target = target if target in self.tree else self.tree.any_case(target)
        return target if target in self.tree else None

    def _text(self, hit: Hit, path: str, line: int) -> str:
        target = self.resolve(hit["path"], path)
        inserted = self._included_text(target) if target else None
        if inserted is None:
            self.findings.add(INCLUDE, path, hit["path"], line)
            return hit["before"] + _comment(hit["path"]) + hit["after"]
        # An include inside a sentence must not begin a new paragraph.
        is_block = hit.match["after"] is not None and hit.match["before"] is not None
        if not is_block:
            return hit["before"] + " ".join(inserted.split("\n")) + hit["after"]
        return "\n".join(f"{hit['before']}{line}".rstrip() for line in inserted.split("\n"))

    def _included_text(self, target: str) -> str | None:
        text = self.tree.text(target)
        # A file that includes itself, or files that include each other.
        if text is None or target in self._opened or len(self._opened) >= _MAX_DEPTH:
            return None
        source = read_source(text, target, self.findings)
        # Twenty files that each include the next one twice would mean a million copies.
        self.size += len(source.body)
        self._inserted += 1
        if self.size > _MAX_SIZE or self._inserted > _MAX_INSERTED:
            return None
        self.inserted.add(target)
        self._opened.append(target)
        body = self._insert(source.body, target, source.body_line)
        self._opened.pop()
        return rebase_links(body.strip("\n"), dirname(target), dirname(self.article))

    def _code(self, hit: Hit, path: str, line: int) -> str:
        written = hit["path"].strip("<>")
        name, _, fragment = written.partition("#")
        name, _, query = name.partition("?")
        options = {key.lower(): values[0] for key, values in parse_qs(query).items()}
        region = options.get("name") or options.get("id") or ""
        lines = options.get("range") or _range(options)
        if fragment:
            is_range = re.fullmatch(r"L\d+(?:-L?\d+)?", fragment)
            lines, region = (fragment, "") if is_range else (lines, fragment)
        language = hit["language"].lower()
        return self._fence(_CodePart(name, language, lines, region), hit, path, line)

    def _code_block(self, hit: Hit, path: str, line: int) -> str:
        options = {key.lower(): value for key, value in _ATTRIBUTE.findall(hit["attributes"])}
        region = options.get("id") or options.get("name") or ""
        part = _CodePart(
            options.get("source", ""), options.get("language", ""), options.get("range", ""), region
        )
        return self._fence(part, hit, path, line)

    def _fence(self, part: _CodePart, hit: Hit, path: str, line: int) -> str:
        target = self.resolve(part.name, path) if part.name else None
        text = self.tree.text(target) if target else None
        code = _part(text, part.lines, part.region) if text is not None else None
        self.size += len(code or "")
        before = hit["before"]
        if code is None or self.size > _MAX_SIZE or hit.match["before"] is None:
            self.findings.add(MISSING_CODE, path, part.name, line)
            return f"{before}`{basename(part.name).replace('`', '')}`"
        ending = splitext(part.name)[1][1:].lower()
        language = part.language or ending
        language = _LANGUAGES.get(language, language)
        # The fence must be longer than any fence in the code.
        ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`{3,}", code)), default=0))
        return "\n".join(
            f"{before}{line}".rstrip() for line in (f"{ticks}{language}", *code.split("\n"), ticks)
        )


@dataclass(frozen=True, slots=True)
class _CodePart:
    name: str
    language: str
    lines: str
    region: str


def _replaced(
    pattern: re.Pattern[str], replacement: Callable[[Hit], str], text: str, hint: str
) -> str:
    return replace_outside_code(pattern, replacement, text) if hint in text else text


def _comment(path: str) -> str:
    """Return a comment that names a missing file, where its text would be."""
    # Two hyphens or an angle bracket would end the comment, and the rest would be text.
    return f"<!-- {path.strip('<>').replace('--', '- -').replace('>', '&gt;')} -->"


def _range(options: dict[str, str]) -> str:
    start, end = options.get("start", ""), options.get("end", "")
    return f"{start or 1}-{end}" if start or end else ""


def _part(text: str, lines: str, region: str) -> str | None:
    """Return the lines or the region of a file, without common indentation; None if missing."""
    from textwrap import dedent

    all_lines = text.rstrip("\n").split("\n")
    if region:
        found = _region(all_lines, region)
        return dedent("\n".join(found)) if found is not None else None
    if not lines:
        return "\n".join(line for line in all_lines if not _is_mark(line))
    chosen: list[str] = []
    for match in _LINES.finditer(lines):
        start = int(match[1])
        is_open = "-" in match[0] and not match[2]
        end = len(all_lines) if is_open else int(match[2] or start)
        chosen += all_lines[max(start - 1, 0) : end]
    return dedent("\n".join(chosen)) if chosen else None


_MARK: Final = re.compile(
    r"\s*(?:(?://|#|--|'|<!--|/\*|;|%)\s*</?[A-Za-z][\w.-]*>(?:\s*(?:-->|\*/))?\s*$|#(?:end)?region\b)",
    re.IGNORECASE,
)


def _is_mark(line: str) -> bool:
    """Tell whether a line of code only marks a region."""
    return _MARK.match(line) is not None


def _region(lines: list[str], name: str) -> list[str] | None:
    """Return the lines between `// <name>` and `// </name>`, or `#region name` and its end."""
    escaped = re.escape(name)
    pairs = (
        (rf"<{escaped}>", rf"</{escaped}>"),
        (rf"#?region\s+[\"']?{escaped}[\"']?\s*(?:\*/|-->)?\s*$", r"#?end\s*region\b"),
    )
    for opening, closing in pairs:
        start = next((i for i, line in enumerate(lines) if re.search(opening, line, re.I)), None)
        if start is None:
            continue
        found: list[str] = []
        for line in lines[start + 1 :]:
            if re.search(closing, line, re.IGNORECASE):
                break
            if not _is_mark(line):
                found.append(line)
        return found
    return None
