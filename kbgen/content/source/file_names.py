# SPDX-License-Identifier: MIT
"""Which file names can be published: a site must unpack on every system and its addresses must read as one sees them.

In: a path of the content folder. Out: why it cannot be published (KB104), or an empty string.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_NAME_BYTES = 200
MAX_PATH_BYTES = 800

_PLAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Zero width, bidirectional controls, soft hyphen, variation of nothing: names that look like other names.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)")


def name_problem(path: str) -> str:
    """Why a path cannot be published: a phrase that follows the path in a message; empty when it can."""
    if len(path.encode("utf-8", "surrogatepass")) > MAX_PATH_BYTES:
        return f"is longer than {MAX_PATH_BYTES} bytes"
    return next(filter(None, map(_part_problem, path.split("/"))), "")


@lru_cache(maxsize=1024)  # folders are asked about for each of their files
def _part_problem(part: str) -> str:
    if len(part) < MAX_NAME_BYTES // 4 and _PLAIN.fullmatch(part) and not _RESERVED.match(part):
        return ""  # as nearly all are
    stem = part.rpartition(".")[0] or part
    if _CONTROL.search(part):
        return "holds a control character or a byte that is not UTF-8"
    if match := _INVISIBLE.search(part):
        return f"holds the invisible character U+{ord(match.group()):04X}"
    if match := _FORBIDDEN.search(part):
        return f"holds {match.group()}, which Windows does not allow"
    if _PERCENT.search(part):
        return "holds a percent-encoded character, which servers read in different ways"
    if _RESERVED.match(part):
        return "is a device name on Windows"
    if part != part.strip() or stem != stem.strip() or part.endswith(".") or stem.endswith("."):
        return "begins or ends with a space, or ends with a dot"
    if len(part.encode()) > MAX_NAME_BYTES:
        return f"is longer than {MAX_NAME_BYTES} bytes"
    return ""


def printable(path: str) -> str:
    """A path for a message: control and invisible characters spelled out, so that no terminal obeys them."""
    escaped = _CONTROL.sub(_spell, path)
    return _INVISIBLE.sub(_spell, escaped)


def _spell(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
