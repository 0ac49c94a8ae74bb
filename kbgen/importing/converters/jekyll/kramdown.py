# SPDX-License-Identifier: MIT
"""Turn kramdown, the Markdown of Jekyll, into the Markdown of kbgen.

In: Markdown without Liquid. Out: Markdown in which `{: .note }` is a note, `{: #anchor }` is at
the heading, and attributes that only styled a page are gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kbgen.importing.findings import FindingKind
from kbgen.importing.text.outside_code import Hit, hide_code, replace_outside_code

STYLE: Final = FindingKind(
    "style",
    "classes and attributes that only styled the old site",
    "They were left out. If one matters, add it again with attr_list and a style sheet.",
)
KRAMDOWN: Final = FindingKind(
    "kramdown",
    "extensions of kramdown that kbgen does not have",
    "They were left out. Write the text in plain Markdown.",
)

_NOTES: Final = {
    **dict.fromkeys(("note", "info", "highlight", "new", "notice", "notice--info"), "NOTE"),
    **dict.fromkeys(("alert", "alert-info", "message", "callout", "admonition"), "NOTE"),
    **dict.fromkeys(("tip", "success", "alert-success", "notice--success"), "TIP"),
    **dict.fromkeys(("important", "notice--primary"), "IMPORTANT"),
    **dict.fromkeys(("warning", "alert-warning", "notice--warning", "unreleased"), "WARNING"),
    **dict.fromkeys(("caution", "danger", "error", "alert-danger", "notice--danger"), "CAUTION"),
}
"""Class of Just the Docs, Minimal Mistakes, Bootstrap → type of a callout."""
_TITLED: Final = "-title"
_BUTTONS: Final = frozenset({"btn", "button", "btn--primary", "btn-primary"})
_IGNORED: Final = frozenset({"no_toc", "toc", "text-delta", "no_anchor"})
_KEPT: Final = frozenset({"id", "width", "height", "title", "lang", "alt", "align", "loading"})

_ATTRIBUTES: Final = r"\{:(?!:)((?:[^{}\"'\n]|\"[^\"\n]*\"|'[^'\n]*')*)\}"
_LINE: Final = re.compile(rf"([ \t>]*){_ATTRIBUTES}[ \t]*")
_SPAN: Final = re.compile(rf"(?<=[^\s]){_ATTRIBUTES}")
_ITEM: Final = re.compile(rf"(?<=[-*+.] ){_ATTRIBUTES}[ \t]*")
_WORD: Final = re.compile(
    r"\.([\w-]+)|#([\w:.-]+)|([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))|(\S+)"
)
_ATX: Final = re.compile(r"[ ]{0,3}#{1,6}[ \t]")
_UNDERLINE: Final = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*")
_TOC_ITEM: Final = re.compile(r"[ ]{0,3}(?:[-*+]|\d+[.)])[ \t]+\S.*")
_FENCE: Final = re.compile(r"[ ]{0,3}(?:`{3,}|~{3,})[ \t]*")
_EXTENSION: Final = re.compile(
    r"\{::(\w+)(?:[^{}\n]*)/\}|\{::(\w+)[^{}\n]*\}(.*?)\{:/(?:\2)?\}", re.DOTALL
)
_MARKDOWN_ATTRIBUTE: Final = re.compile(r"(<[a-z]+\b[^<>]*?\smarkdown\s*=\s*)[\"'](?:1|block)[\"']")

Report = Callable[[FindingKind, str, int], None]
"""Receives the kind, the text and the line, from 0, of what could not be converted."""


@dataclass(slots=True)
class Attributes:
    """What `{: … }` contains."""

    classes: list[str] = field(default_factory=list)
    identifier: str = ""
    others: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def convert_kramdown(text: str, report: Report) -> str:
    """Return a text in kbgen's Markdown, with the same number of lines."""
    text = replace_outside_code(_EXTENSION, lambda hit: _extension(hit, report), text)
    text = replace_outside_code(_MARKDOWN_ATTRIBUTE, lambda hit: f'{hit[1]}"1"', text)
    if "{:" not in text:
        return text
    # Blocks first: what is left then belongs to a word or a link.
    text = _BlockAttributes(text, report).convert()
    text = replace_outside_code(_ITEM, lambda hit: _dropped(hit, report), text)
    return replace_outside_code(_SPAN, lambda hit: _span(hit, report), text)


def _extension(hit: Hit, report: Report) -> str:
    name = hit[1] or hit[2]
    lines = "\n" * hit[0].count("\n")
    if name == "comment":
        return lines
    if name == "nomarkdown":
        return hit[3]
    if name != "options":
        report(KRAMDOWN, f"{{::{name}}}", hit.line)
    return hit[3] or lines


def read_attributes(text: str) -> Attributes:
    """Read the inside of `{: … }`."""
    attributes = Attributes()
    for match in _WORD.finditer(text):
        css_class, identifier, name, double, single, bare, word = match.groups()
        if css_class:
            attributes.classes.append(css_class)
        elif identifier:
            attributes.identifier = identifier
        elif name == "class":
            attributes.classes += (double or single or bare or "").split()
        elif name == "id":
            attributes.identifier = double or single or bare or ""
        elif name:
            attributes.others[name] = double or single or bare or ""
        else:
            attributes.words.append(word)
    return attributes


def _written(attributes: Attributes, report: Callable[[str], None], *, has_text: bool) -> str:
    """Return what kbgen keeps as `{ … }`, or nothing."""
    parts = [f"#{attributes.identifier}"] if attributes.identifier else []
    for name in attributes.classes:
        if name in _BUTTONS and has_text:
            parts.append(".md-button")
        elif name not in _IGNORED:
            report(f".{name}")
    for name, value in attributes.others.items():
        if name in _KEPT and '"' not in value:
            parts.append(f'{name}="{value}"')
        elif name not in ("target", "rel", "markdown"):
            report(name)
    for word in attributes.words:
        if word not in ("toc", ":toc"):
            report(word)
    return f"{{ {' '.join(dict.fromkeys(parts))} }}" if parts else ""


def _span(hit: Hit, report: Report) -> str:
    attributes = read_attributes(hit[1])
    return _written(attributes, lambda name: report(STYLE, name, hit.line), has_text=True)


def _dropped(hit: Hit, report: Report) -> str:
    for name in read_attributes(hit[1]).classes:
        report(STYLE, f".{name}", hit.line)
    return ""


class _BlockAttributes:
    """Rewrites the lines that are `{: … }` and nothing else."""

    def __init__(self, text: str, report: Report) -> None:
        self.lines = text.split("\n")
        self.hidden = hide_code(text).split("\n")
        self.report = report

    def convert(self) -> str:
        """Return the text; each attribute line applies to the block before or after it."""
        for number, line in enumerate(self.hidden):
            match = _LINE.fullmatch(line)
            if match:
                original = _LINE.fullmatch(self.lines[number])
                self._apply(number, read_attributes(original[2] if original else match[2]))
        return "\n".join(self.lines)

    def _apply(self, number: int, attributes: Attributes) -> None:
        if "toc" in attributes.words:
            self._remove_contents(number)
            self._clear(number)
            return
        # kramdown gives attributes to the block above, if there is no blank line between them.
        note = next((name for name in attributes.classes if _note_type(name)), None)
        start = self._block_after(number) if note or not self._is_after(number) else None
        if note and self._make_note(number, note, start):
            self._report_others(number, attributes, note)
            return
        is_before = self._is_after(number)
        self._clear(number)
        language = next((name for name in attributes.classes if name.startswith("language-")), "")
        if is_before and language and self._set_language(number, language):
            attributes.classes.remove(language)
        self._attach(number, attributes, is_before=is_before)

    def _is_after(self, number: int) -> bool:
        """Tell whether the line belongs to the block above it."""
        return number > 0 and bool(self.lines[number - 1].strip(" \t>"))

    def _clear(self, number: int) -> None:
        """Empty a line without ending the quote that it is in."""
        quote = _QUOTE.match(self.lines[number])
        self.lines[number] = quote[0].rstrip() if quote else ""

    def _remove_contents(self, number: int) -> None:
        """Remove the list item that stands for the table of contents; kbgen has one."""
        if number and _TOC_ITEM.fullmatch(self.lines[number - 1]):
            self.lines[number - 1] = ""

    def _report_others(self, number: int, attributes: Attributes, note: str) -> None:
        for name in attributes.classes:
            if name != note and not _note_type(name) and name not in _IGNORED:
                self.report(STYLE, f".{name}", number)

    def _block_after(self, number: int) -> int | None:
        after = number + 1
        return after if after < len(self.lines) and self.lines[after].strip() else None

    def _make_note(self, number: int, name: str, start: int | None) -> bool:
        """Make the block below or above a note; the attribute line becomes its first line."""
        kind = _note_type(name)
        quote = _QUOTE.match(self.lines[number])
        if quote:
            return self._note_in_quote(number, kind, quote[0])
        if self._is_after(number):
            return self._note_above(number, kind)
        if start is None:
            return False
        self._quote(start, self._end(start))
        indent, title = self._indent(start), ""
        if name.endswith(_TITLED):
            title = " " + self.lines[start].strip("> ")
            self.lines[start] = f"{indent}>"
        self.lines[number] = f"{indent}> [!{kind}]{title}"
        return True

    def _note_in_quote(self, number: int, kind: str, quote: str) -> bool:
        """Make the paragraph below, in the same quote, a note inside the quote."""
        self.lines[number] = f"{quote}> [!{kind}]"
        for below in range(number + 1, len(self.lines)):
            inside = self.lines[below].removeprefix(quote.rstrip())
            if inside == self.lines[below] or inside.strip()[:1] in ("", "<"):
                break
            self.lines[below] = f"{quote}> {inside.lstrip()}"
        return True

    def _note_above(self, number: int, kind: str) -> bool:
        """Put the header of a note on the blank line above the block; keep the line count."""
        start = number - 1
        while start > 0 and self.lines[start - 1].strip():
            start -= 1
        # Code and headings cannot be in a note.
        if self.hidden[start].startswith("\0") or _ATX.match(self.lines[start]):
            return False
        self._quote(start, number)
        indent = self._indent(start)
        title = _NOTE_HEADING.fullmatch(self.lines[start].strip())
        if title:  # `> ##### Title`
            self.lines[start] = f"{indent}> [!{kind}] {title[1].strip()}"
            self.lines[number] = ""
            return True
        # The attribute line goes away, so the number of lines stays.
        del self.lines[number]
        self.lines.insert(start, f"{indent}> [!{kind}]")
        self.hidden.insert(start, self.hidden.pop(number))
        return True

    def _quote(self, start: int, end: int) -> None:
        indent = self._indent(start)
        if self.lines[start][len(indent) :].startswith(">"):
            return
        for number in range(start, end):
            inside = self.lines[number].removeprefix(indent)
            self.lines[number] = f"{indent}> {inside}".rstrip()

    def _indent(self, number: int) -> str:
        line = self.lines[number]
        return line[: len(line) - len(line.lstrip())]

    def _end(self, start: int) -> int:
        """Return the line after a block: a quote, a fence, a list, or a paragraph."""
        end = start
        while end < len(self.lines) and (self.lines[end].strip() or self._is_in_code(end)):
            if end > start and _LINE.fullmatch(self.hidden[end]):
                break
            end += 1
        return end

    def _is_in_code(self, number: int) -> bool:
        """Tell whether a blank line is inside a fence."""
        before = self.hidden[number - 1] if number else ""
        opened = before.startswith("\0") and not _FENCE.fullmatch(self.lines[number - 1])
        return opened and any(
            line.startswith("\0") for line in self.hidden[number + 1 : number + 2]
        )

    def _set_language(self, number: int, name: str) -> bool:
        """Put the language of a code block after its opening fence."""
        start = number - 1
        while start > 0 and not _FENCE.fullmatch(self.lines[start - 1]):
            start -= 1
            if not self.hidden[start].startswith("\0") and self.lines[start].strip():
                return False
        if start == 0 or not _FENCE.fullmatch(self.lines[number - 1]):
            return False
        self.lines[start - 1] = self.lines[start - 1].rstrip() + name.removeprefix("language-")
        return True

    def _attach(self, number: int, attributes: Attributes, *, is_before: bool) -> None:
        """Write the attributes where Python-Markdown reads them."""
        place = self._heading_of(number) if is_before else None
        below = self._block_after(number)
        if place is None and below is not None and _ATX.match(self.lines[below]):
            place = below
        kept = _written(
            attributes,
            lambda name: self.report(STYLE, name, number),
            has_text=place is None and self._is_link(number),
        )
        if not kept:
            return
        if place is not None:
            self.lines[place] = f"{self.lines[place].rstrip()} {kept}"
        elif is_before and self._is_paragraph(number):
            # As in Python-Markdown: `{: … }` on the last line of a paragraph.
            self.lines[number] = f"{{: {kept[2:-2]} }}"
        else:
            self.report(STYLE, kept, number)

    def _heading_of(self, number: int) -> int | None:
        above = number - 1
        if _ATX.match(self.lines[above]):
            return above
        if above and _UNDERLINE.fullmatch(self.lines[above]) and self.lines[above - 1].strip():
            return above - 1
        return None

    def _is_link(self, number: int) -> bool:
        return number > 0 and self.lines[number - 1].rstrip().endswith(")")

    def _is_paragraph(self, number: int) -> bool:
        above = self.lines[number - 1]
        return not self.hidden[number - 1].startswith("\0") and above.lstrip()[:1] not in (
            "|", ">", "-", "*", "+", "<",
        )  # fmt: skip


_QUOTE: Final = re.compile(r"[ \t]*>[ >]*")
_NOTE_HEADING: Final = re.compile(r">[ ]*#{2,6}[ \t]+(.*)")


def _note_type(name: str) -> str:
    return _NOTES.get(name.removesuffix(_TITLED), "")
