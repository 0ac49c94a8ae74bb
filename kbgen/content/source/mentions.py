# SPDX-License-Identifier: MIT
"""List the files that a text may use, without rendering it.

In: the file of an article that is not published. Out: everything in it that could be the path of a
file. An extra path does no harm, because only files of the content folder count.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import chain
from typing import Final
from urllib.parse import unquote

_PATTERNS: Final = (
    # A word that ends with an extension; before a query or an anchor, too.
    re.compile(r"[^\s\"'()<>\[\]{}=|`*?#,;]+\.\w{1,8}(?![\w.])"),
    # Targets with spaces or parentheses: `](my file (1).png "title")`, `]: my file.png`.
    re.compile(r"\]\(\s*<?([^\n()\"<>]*(?:\([^\n()]*\)[^\n()\"<>]*)*)"),
    re.compile(r"^\s*\[[^\]\n]+\]:[ \t]*<?([^\n<>\"]+)", re.MULTILINE),
    # Values of attributes.
    re.compile(r"=\s*\"([^\"\n]+)\""),
    re.compile(r"=\s*'([^'\n]+)'"),
)
_END: Final = re.compile(r"[?#].*|\s+=\d*x\d*\s*$")
_HAS_EXTENSION: Final = re.compile(r"\.\w{1,8}$")


def mentioned_files(text: str) -> tuple[str, ...]:
    """Return what may be the paths of files in a text, sorted, decoded and without queries."""
    found = set(chain.from_iterable(pattern.findall(text) for pattern in _PATTERNS))
    paths = {_END.sub("", unquote(unescape(match))).strip() for match in found}
    return tuple(
        sorted(path for path in paths if _HAS_EXTENSION.search(path) and "://" not in path)
    )
