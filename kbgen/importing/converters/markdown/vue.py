# SPDX-License-Identifier: MIT
"""Convert what VitePress and VuePress add to Markdown: containers, code groups, Vue, home pages."""

from __future__ import annotations

import re
from typing import Final

from kbgen.importing.findings import COMPONENT, TEMPLATE_CODE, Findings
from kbgen.importing.source.data_files import mapping, mappings, text_of
from kbgen.importing.source.front_matter import SourceText
from kbgen.importing.text.blocks import CALLOUT_TYPES, tabs
from kbgen.importing.text.outside_code import Hit, hide_code, replace_outside_code
from kbgen.importing.text.slugs import heading_text, vitepress_slug

_SCRIPT: Final = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TOC: Final = re.compile(r"^[ \t]*\[\[toc\]\][ \t]*$", re.MULTILINE | re.IGNORECASE)
_CONTAINER: Final = re.compile(
    r"^([ \t]*)(:{3,})[ \t]*([a-zA-Z][\w-]*)[ \t]*([^\n{]*?)[ \t]*(\{[^{}\n]*\})?[ \t]*$",
    re.MULTILINE,
)
_CLOSING: Final = re.compile(r"^[ \t]*(:{3,})[ \t]*$", re.MULTILINE)
_FENCE: Final = re.compile(
    r"^[ \t]*(`{3,}|~{3,})([^\n]*)\n(.*?)^[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL
)
_LABEL: Final = re.compile(r"\[([^\[\]]+)\]")
_BADGE: Final = re.compile(r"<Badge\b([^<>]*?)/?>(?:([^<>]*)</Badge>)?")
_BADGED_HEADING: Final = re.compile(r"^(#{1,6}[ ]+)(.*<Badge\b.*)$", re.MULTILINE)
_BADGE_TEXT: Final = re.compile(r"(?<!:)\btext=\"([^\"]*)\"")
_COMPONENT: Final = re.compile(r"</?([A-Z][\w.]*)((?:\s(?:\"[^\"]*\"|[^<>\"])*)?)/?>")
_INTERPOLATION: Final = re.compile(r"\{\{(?!<|%)([^{}\n]*)\}\}")
_CODE_MARK: Final = re.compile(r"[ \t]*(?://|#|<!--|/\*)[ ]*\[!code [^\]\n]*\][ ]*(?:-->|\*/)?")
_TRANSPARENT: Final = frozenset({"raw", "v-pre", "vue"})


def convert_vue(text: str, path: str, first_line: int, findings: Findings) -> str:
    """Return the Markdown of a text with Vue in it."""
    report = findings.reporter(path, first_line)

    def script(hit: Hit) -> str:
        report(TEMPLATE_CODE, f"<{hit[1]}>", hit.line)
        return "\n" * hit[0].count("\n")

    def component(hit: Hit) -> str:
        if not hit[0].startswith("</"):
            report(COMPONENT, f"<{hit[1]}>", hit.line)
        return ""

    def interpolation(hit: Hit) -> str:
        report(TEMPLATE_CODE, hit[0], hit.line)
        return f"`{hit[0]}`"

    text = replace_outside_code(_SCRIPT, script, text)
    text = replace_outside_code(_TOC, lambda _: "", text)
    text = replace_outside_code(_BADGED_HEADING, _heading, text)
    text = replace_outside_code(_BADGE, _badge, text)
    text = replace_outside_code(_COMPONENT, component, text)
    text = replace_outside_code(_INTERPOLATION, interpolation, text)
    return _CODE_MARK.sub("", _containers(text))  # the number of lines changes last


def _heading(hit: Hit) -> str:
    """Keep the anchor of a heading with a badge, which does not count in it."""
    anchor = vitepress_slug(heading_text(_BADGE.sub("", hit[2])))
    return f"{hit[0].rstrip()} {{ #{anchor} }}" if anchor and "{#" not in hit[0] else hit[0]


def _badge(hit: Hit) -> str:
    match = _BADGE_TEXT.search(hit[1])
    shown = match[1] if match else hit[2].strip()
    return f"({shown})" if shown else ""


def _containers(text: str) -> str:
    """Turn code groups into tabs, drop containers without a look, and correct titles."""
    lines = text.split("\n")
    spans = _spans(hide_code(text).split("\n"))
    for number in range(len(spans) - 1, -1, -1):  # the innermost of nested ones comes first
        name, start, end = spans[number]
        inside = lines[start + 1 : end]
        if name == "code-group":
            entries = [(_label(match[2]), match[0]) for match in _FENCE.finditer("\n".join(inside))]
            indentation = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
            inside = (indentation + tabs(entries, indentation)).split("\n")
        elif name not in _TRANSPARENT:
            continue
        lines[start : end + 1] = inside
        shift = len(inside) - (end + 1 - start)
        spans[:number] = [
            (other, first, last + shift if last > end else last)
            for other, first, last in spans[:number]
        ]
    return replace_outside_code(_CONTAINER, _container, "\n".join(lines))


def _spans(hidden: list[str]) -> list[tuple[str, int, int]]:
    """Return the name, first and last line of each container, sorted by its first line."""
    found = []
    opened: list[tuple[int, str, int]] = []  # colons, name, line
    for number, line in enumerate(hidden):
        if match := _CLOSING.match(line):
            while opened:
                colons, name, start = opened.pop()
                if colons == len(match[1]):
                    found.append((name, start, number))
                    break
        elif match := _CONTAINER.match(line):
            opened.append((len(match[2]), match[3].lower(), number))
    return sorted(found, key=lambda span: span[1])


def _container(hit: Hit) -> str:
    name = hit[3].lower()
    if name not in CALLOUT_TYPES:
        return hit[0]
    title = hit[4].strip()
    return f"{hit[1]}{hit[2]}{name}[{title}]" if title else f"{hit[1]}{hit[2]}{name}"


def _label(info: str) -> str:
    match = _LABEL.search(info)
    return match[1] if match else info.strip().partition(" ")[0] or "…"


def home_text(source: SourceText) -> str:
    """Return the text of a home page, which is in its front matter: `hero` and `features`."""
    parts = []
    hero, features = source.take("hero"), source.take("features")
    shown = mapping(hero.value) if hero else {}
    parts += [str(shown[name]) for name in ("text", "tagline") if shown.get(name)]
    for feature in mappings(features.value) if features else ():
        title, words, link = (text_of(feature, name) for name in ("title", "details", "link"))
        title = f"[{title}]({link})" if link else title
        if title:
            parts.append(f"**{title}**: {words}" if words else f"**{title}**")
    return "\n\n".join(" ".join(str(part).split()) for part in parts)
