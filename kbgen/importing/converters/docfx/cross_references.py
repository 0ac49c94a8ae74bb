# SPDX-License-Identifier: MIT
"""Turn cross references by uid, and links with `~/`, into links to files.

In: Markdown, and the articles by uid. Out: Markdown; names of APIs without an article become code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import unquote

from kbgen.importing.findings import FindingKind
from kbgen.importing.text.outside_code import Hit, replace_outside_code

CROSS_REFERENCE: Final = FindingKind(
    "cross-reference",
    "cross references to what is not in the folder",
    "Their text is kept. Add a link if readers need one.",
)
_BRACKETS: Final = re.compile(r"<xref:(?P<uid>[^\s>]+)>", re.IGNORECASE)
_LINK: Final = re.compile(
    r"\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(\s*<?xref:(?P<uid>(?:[^()\s>]|\([^()\s]*\))+)>?[^)\n]*\)",
    re.IGNORECASE,
)
_TAG: Final = re.compile(
    r"<xref\s[^<>]*?(?:href|uid)\s*=\s*\"(?P<uid>[^\"]*)\"[^<>]*?(?:/>|>(?P<text>[^<]*)</xref\s*>)",
    re.IGNORECASE,
)
_ANCHOR: Final = re.compile(
    r"<a\s[^<>]*?href\s*=\s*\"xref:(?P<uid>[^\"]*)\"[^<>]*?(?:/>|>(?P<text>[^<]*)</a\s*>)",
    re.IGNORECASE,
)
_DEFINITION: Final = re.compile(
    r"^(?P<before>[ \t]{0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*)<?xref:(?P<uid>[^\s>]+)>?[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_USE: Final = re.compile(
    r"(?<!\])\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])+)\](?:\[(?P<label>[^\[\]\n]*)\])?(?![(:\[])"
)
_AT: Final = re.compile(
    r"(?<![\w@.`/])@(?:\"(?P<quoted>[^\"\n]+)\"|'(?P<single>[^'\n]+)'|(?P<bare>[A-Za-z][\w.-]*[\w-]))"
)
_HOME: Final = re.compile(r"(?P<before>\]\(\s*<?|\]:[ \t]*<?|(?:href|src)\s*=\s*[\"'])~/")

Report = Callable[[FindingKind, str, int], None]


def convert_references(text: str, uids: Mapping[str, str], home: str, report: Report) -> str:
    """Return a text with links to files.

    Args:
        text: Markdown.
        uids: Source of each article by its uid.
        home: The folder that `~/` means.
        report: Receives what has no article.
    """
    if "xref" in text.lower():
        text = _with_definitions(text, uids, report)
        for pattern in (_LINK, _BRACKETS, _TAG, _ANCHOR):
            text = replace_outside_code(pattern, lambda hit: _reference(hit, uids, report), text)
    # Only known uids: most texts with an @ are email addresses or names.
    if uids and "@" in text:
        text = replace_outside_code(_AT, lambda hit: _at(hit, uids), text)
    root = f"/{home}/" if home else "/"
    return replace_outside_code(_HOME, lambda hit: f"{hit['before']}{root}", text)


def _with_definitions(text: str, uids: Mapping[str, str], report: Report) -> str:
    """Resolve `[label]: xref:uid`; links to what is not in the folder become their text."""
    lost: set[str] = set()

    def definition(hit: Hit) -> str:
        uid, _, anchor = unquote(hit["uid"]).partition("#")
        uid = uid.partition("?")[0]
        if source := uids.get(uid):
            return f"{hit['before']}{_target(source)}{f'#{anchor}' if anchor else ''}"
        # The definition goes away, so links that use its label have to become text.
        report(CROSS_REFERENCE, uid, hit.line)
        lost.add(_label(hit["label"]))
        return ""

    def use(hit: Hit) -> str:
        return hit["text"] if _label(hit["label"] or hit["text"]) in lost else hit[0]

    text = replace_outside_code(_DEFINITION, definition, text)
    return replace_outside_code(_USE, use, text) if lost else text


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _reference(hit: Hit, uids: Mapping[str, str], report: Report) -> str:
    written = unquote(hit["uid"])
    uid, _, anchor = written.partition("#")
    uid = uid.partition("?")[0]
    text = hit["text"] if "text" in hit.match.re.groupindex else ""
    source = uids.get(uid)
    if source:
        return f"[{text or uid}]({_target(source)}{f'#{anchor}' if anchor else ''})"
    report(CROSS_REFERENCE, uid, hit.line)
    return text or f"`{_name(uid)}`"


def _at(hit: Hit, uids: Mapping[str, str]) -> str:
    uid = hit["quoted"] or hit["single"] or hit["bare"]
    return f"[{uid}]({_target(uids[uid])})" if uid in uids else hit[0]


def _target(source: str) -> str:
    return f"</{source}>" if " " in source else f"/{source}"


def _name(uid: str) -> str:
    """Return the name of an API as DocFX shows it: `List<T>.Add` without its parameters."""
    return re.sub(r"`+\d+", "", uid.split("(")[0]).removesuffix("*").rstrip(".")
