# SPDX-License-Identifier: MIT
"""Check file names: a site must unpack on every system, and its URLs must be what they look like.

In: a path of the content folder. Out: why it cannot be published (KB104), or an empty string.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_NAME_BYTES = 200
MAX_PATH_BYTES = 800

# Names without a problem, apart from device names: letters of any script, digits, `_`, `-`, dots.
_PLAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
# C0, DEL, C1, line and paragraph separators; surrogates stand for bytes that are not UTF-8.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Zero-width characters, bidirectional controls, soft hyphen: such a name looks like another one.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
# Windows device names, with any extension.
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)")


def name_problem(path: str) -> str:
    """Return why a path cannot be published, as a phrase to follow the path; empty when it can."""
    # A character has at most four bytes in UTF-8.
    is_long = len(path) > MAX_PATH_BYTES // 4
    if is_long and len(path.encode("utf-8", "surrogatepass")) > MAX_PATH_BYTES:
        return f"is longer than {MAX_PATH_BYTES} bytes"
    folder, _, name = path.rpartition("/")
    return (_folder_problem(folder) if folder else "") or _part_problem(name)


@lru_cache(maxsize=1024)  # a folder is checked again for each of its files
def _folder_problem(folder: str) -> str:
    return next(filter(None, map(_part_problem, folder.split("/"))), "")


def _part_problem(part: str) -> str:
    # A character has at most four bytes in UTF-8.
    if len(part) < MAX_NAME_BYTES // 4 and _PLAIN.fullmatch(part) and not _RESERVED.match(part):
        return ""  # fast path for nearly all names
    stem = part.rpartition(".")[0] or part
    if _CONTROL.search(part):
        return "contains a control character or a byte that is not UTF-8"
    if match := _INVISIBLE.search(part):
        return f"contains the invisible character U+{ord(match.group()):04X}"
    if match := _FORBIDDEN.search(part):
        return f"contains {match.group()}, which Windows does not allow"
    if _PERCENT.search(part):
        return "contains a percent-encoded character, which servers read in different ways"
    if _RESERVED.match(part):
        return "is a device name on Windows"
    if part != part.strip() or stem != stem.strip() or part.endswith(".") or stem.endswith("."):
        return "begins or ends with a space, or ends with a dot"
    if len(part.encode()) > MAX_NAME_BYTES:
        return f"is longer than {MAX_NAME_BYTES} bytes"
    return ""


def printable(path: str) -> str:
    """Escape control and invisible characters of a path, so that no terminal interprets them."""
    escaped = _CONTROL.sub(_spell, path)
    return _INVISIBLE.sub(_spell, escaped)


def _spell(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
