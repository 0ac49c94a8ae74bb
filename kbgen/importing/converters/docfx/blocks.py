# SPDX-License-Identifier: MIT
"""Turn the blocks of DocFX and Microsoft Learn into plain Markdown.

In: the text of one file. Out: Markdown in which tabs are content tabs, and
`:::image`, `:::zone`, `[!div]` and `[!VIDEO]` have become what kbgen reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kbgen.importing.findings import FindingKind
from kbgen.importing.text.outside_code import Hit, hide_code, replace_outside_code

VERSION: Final = FindingKind(
    "version",
    "parts for one version or choice only",
    "All of them are in the article, each below the name of its version. Keep what readers need.",
)
LAYOUT: Final = FindingKind(
    "layout",
    "rows, columns and boxes of the old site",
    "Their text is kept, one below the other.",
)
DOCFX: Final = FindingKind(
    "docfx",
    "syntax of DocFX that kbgen does not know",
    "It was left out, and its text was kept. Write it in plain Markdown.",
)

Report = Callable[[FindingKind, str, int], None]
"""Receives the kind, the text and the line, from 0, of what could not be converted."""

_ATTRIBUTE: Final = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ATTRIBUTES: Final = r"(?P<attributes>(?:\s+[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*"
_IMAGE: Final = re.compile(rf":::\s*image\b{_ATTRIBUTES}:::", re.IGNORECASE)
_IMAGE_END: Final = re.compile(
    r"^[ \t>]*:::\s*image-end\s*:::[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_NO_LOC: Final = re.compile(rf":::\s*no-loc\b{_ATTRIBUTES}:::", re.IGNORECASE)
# Groups: what is before it, name, the rest.
_DIRECTIVE: Final = re.compile(
    r"^(?P<before>[ \t>]*):::\s*(?P<name>[a-z][a-z-]*)(?P<rest>[^\n]*?)(?::::)?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LAYOUT_NAMES: Final = frozenset({"row", "row-end", "column", "column-end"})
_VERSION_NAMES: Final = frozenset({"moniker", "zone"})
_VIDEO: Final = re.compile(
    r"^(?P<before>[ \t]*)>?[ \t]*\[!VIDEO[ \t]+(?P<url>[^\]\s]+)[^\]\n]*\]\)?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_YOUTUBE: Final = re.compile(
    r"(https://(?:www\.)?youtube(?:-nocookie)?\.com)/embed/([\w-]+)(?:\?.*)?"
)
_DIV: Final = re.compile(
    r"^(?P<before>[ \t]*)(?P<quote>>?)[ \t]*\[!div\b[^\]\n]*\][ \t]*$", re.IGNORECASE
)
_QUOTE: Final = re.compile(r"^[ \t]*>[ ]?")
_TAB: Final = re.compile(
    r"^(?P<before>[ \t]*)#{1,6}[ \t]+\[(?P<title>[^\]\n]*)\]\(#tab/(?P<id>[^)\s]*)\)[ \t]*$"
)
_TAB_END: Final = re.compile(r"^[ \t]*(?:-{3,}|\*{3,})[ \t]*$")
_ALERT: Final = re.compile(
    r"^([ \t]*(?:[-*+][ \t]+|\d+\.[ \t]+)?)>?[ \t]*"
    r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(\S.*)?$",
    re.IGNORECASE,
)
_UNKNOWN: Final = re.compile(
    r"\[!(?!NOTE\]|TIP\]|IMPORTANT\]|WARNING\]|CAUTION\]|TODO\]|INCLUDE|code)"
    r"([A-Za-z-]+)[^\]\n]*\](?:\([^)\n]*\)\])?",
    re.IGNORECASE,
)


def convert_blocks(text: str, report: Report) -> tuple[str, bool]:
    """Return the text in plain Markdown, and whether it has content tabs."""
    if ":::" in text:
        text = replace_outside_code(_NO_LOC, lambda hit: _option(hit, "text"), text)
        text = replace_outside_code(_IMAGE, _image, text)
        text = replace_outside_code(_IMAGE_END, lambda _: "", text)
        text = replace_outside_code(_DIRECTIVE, lambda hit: _directive(hit, report), text)
    if "[!" in text:
        text = replace_outside_code(_VIDEO, _video, text)
        text = _without_divs(text)
        text = _with_alert_lines(text)
        text = replace_outside_code(_UNKNOWN, lambda hit: _unknown(hit, report), text)
    if "#tab/" in text:
        tabbed = _with_tabs(text)
        return tabbed, tabbed != text
    return text, False


def _options(text: str) -> dict[str, str]:
    return {match[1].lower(): match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(text)}


def _option(hit: Hit, name: str) -> str:
    return _options(hit["attributes"]).get(name, "")


def _image(hit: Hit) -> str:
    options = _options(hit["attributes"])
    source, alt = options.get("source", ""), options.get("alt-text", "")
    if not source:
        return ""
    alt = " ".join(alt.replace("[", "(").replace("]", ")").split())
    target = f"<{source}>" if " " in source else source
    picture = f"![{alt}]({target})"
    lightbox = options.get("lightbox", "")
    if lightbox and lightbox != source:
        picture = f"[{picture}]({f'<{lightbox}>' if ' ' in lightbox else lightbox})"
    return picture + "\n" * hit[0].count("\n")


def _directive(hit: Hit, report: Report) -> str:
    name = hit["name"].lower()
    before = hit["before"].rstrip() if ">" in hit["before"] else ""
    if name in _LAYOUT_NAMES:
        if name == "row":
            report(LAYOUT, ":::row", hit.line)
        return before
    if name in _VERSION_NAMES:
        label = ", ".join(_options(hit["rest"]).values())
        report(VERSION, f"{name} {label}", hit.line)
        # The name of the version is a separate paragraph, not the beginning of the next one.
        following = hit.text[hit.match.end() + 1 :].partition("\n")[0]
        gap = f"\n{before}" if following.strip(" >") else ""
        return f"{hit['before']}*{label}*{gap}" if label and label != "docs" else before
    if name in ("moniker-end", "zone-end"):
        return before
    if name in _CALLOUTS or name == "code":  # `includes` inserts code
        return hit[0]
    report(DOCFX, f":::{name}", hit.line)
    return before


_CALLOUTS: Final = frozenset({"note", "tip", "important", "warning", "caution", "info", "danger"})


def _video(hit: Hit) -> str:
    url = hit["url"]
    if "://" not in url:
        url = f"https://learn-video.azurefd.net/vod/player?id={url}"
    # The address for players shows no page when a reader opens it.
    match = _YOUTUBE.fullmatch(url)
    url = f"{match[1]}/watch?v={match[2]}" if match else url
    host = url.split("/")[2] if url.count("/") > 2 else url
    return f"{hit['before']}[Video: {host}]({url})"


def _without_divs(text: str) -> str:
    """Remove `[!div class="…"]`, and the quote that it needed."""
    lines, hidden = text.split("\n"), hide_code(text).split("\n")
    number = 0
    while number < len(lines):
        match = _DIV.match(hidden[number])
        number += 1
        if not match:
            continue
        lines[number - 1] = ""
        # DocFX needs the quote only to see where the box ends; readers would see a quotation.
        while match["quote"] and number < len(lines) and lines[number].lstrip().startswith(">"):
            lines[number] = match["before"] + _QUOTE.sub("", lines[number])
            number += 1
    return "\n".join(lines)


def _with_alert_lines(text: str) -> str:
    """Give each alert a line of its own, and a quote mark if it has none."""
    lines, hidden = text.split("\n"), hide_code(text).split("\n")
    for number, line in enumerate(hidden):
        match = _ALERT.match(line)
        if match and number and not lines[number - 1].strip(" \t>"):
            lines[number - 1] = ""  # an alert in a quote ends the quote
        if not match or (line.lstrip().startswith(">") and not match[3]):
            continue
        # Without a quote mark, kbgen would show the type as text.
        quoted = ">" in lines[number][: lines[number].index("[!")]
        if not quoted:
            _quote_paragraph(lines, number)
        if match[3]:
            head, tail = lines[number].split("]", 1)
            indent = re.match(r"[ \t]*", head)
            lines[number] = f"{head}]\n{indent[0] if indent else ''}> {tail.strip()}"
    return "\n".join(lines)


def _quote_paragraph(lines: list[str], start: int) -> None:
    end = start
    while end < len(lines) and lines[end].strip():
        indent = lines[end][: len(lines[end]) - len(lines[end].lstrip())]
        if lines[end].lstrip().startswith(">"):
            end += 1
            continue
        lines[end] = f"{indent}> {lines[end].lstrip()}"
        end += 1


def _unknown(hit: Hit, report: Report) -> str:
    report(DOCFX, hit[0], hit.line)
    return ""


def _with_tabs(text: str) -> str:
    """Write `# [Title](#tab/id)` as content tabs; `---` ends a group."""
    lines, hidden = text.split("\n"), hide_code(text).split("\n")
    indent = None  # the indentation of the group; None outside of groups
    for number, line in enumerate(hidden):
        match = _TAB.match(line)
        if match:
            indent = match["before"]
            gap = "\n" if "".join(lines[number + 1 : number + 2]).strip() else ""
            lines[number] = f'{indent}=== "{_tab_title(lines[number])}"{gap}'
        elif indent is not None and _TAB_END.match(line):
            indent, lines[number] = None, ""
        elif indent is not None and lines[number].strip():
            inside = lines[number].removeprefix(indent)
            lines[number] = f"{indent}    {inside}"
    return "\n".join(lines)


def _tab_title(line: str) -> str:
    match = _TAB.match(line)
    title, identifier = (match["title"], match["id"]) if match else ("", "")
    title = re.sub(r"[`*\\]", "", title).replace('"', "&quot;").strip() or identifier
    condition = identifier.partition("/")[2]
    if condition:  # one tab for each choice that the other tabs of the page offer
        title = f"{title} ({condition})"
    return title
