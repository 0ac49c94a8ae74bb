# SPDX-License-Identifier: MIT
r"""Decode the bytes of a file, or report the likely encoding. Nothing is converted silently.

In: bytes. Out: text with `\n` line endings and without a byte-order mark, or None and diagnostics
KB101, KB102.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kbgen.runtime.problems import line_and_column

if TYPE_CHECKING:
    from kbgen.runtime.problems import Problems

# Longer marks first: UTF-16's mark is the beginning of UTF-32's.
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_LIKELY_ENCODINGS = ("windows-1251", "koi8-r", "cp866", "windows-1250", "iso8859-2", "windows-1252")
# C0 without tab and line feed, DEL, and C1: text that was encoded twice has many C1 characters.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Everyday lowercase letters of Russian, Polish and Western languages.
_LETTERS = "оеаинтсрвлкмдпуябыьзгчйхжшюцщэфъё" + "aeiouyrtnslkdmpzwbcghjfvxqąćęłńóśźżäöüßéèàáíúñç"
_COMMON_LETTERS = frozenset(_LETTERS)
# Cyrillic next to Latin letters.
_TWO_ALPHABETS = re.compile("[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z]", re.IGNORECASE)
_SAMPLE_BYTES = 4096
_MIN_LETTERS = 2
_MIN_PLAUSIBILITY = 0.5


def decode(data: bytes, problems: Problems) -> str | None:
    """Decode a UTF-8 file.

    Args:
        data: The file's bytes.
        problems: Receives the diagnostics.

    Returns:
        The text, or None when the file is not UTF-8 or has control characters.
    """
    if name := _wide_encoding(data):
        problems.add("KB101", f"file is {name}, not UTF-8", hint="Save the file as UTF-8.")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _report_bytes(data, error, problems)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return text if _is_clean(text, problems) else None


def _wide_encoding(data: bytes) -> str:
    """Return the name of the UTF-16 or UTF-32 encoding that the data seems to have, or empty."""
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name
    head = data[:256]
    # UTF-16 without a mark: in Latin text every second byte is zero, and so it is in the
    # punctuation of any script.
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) >= max(2, len(head) // 16) and min(zeros) == 0:
        return "UTF-16 without a byte-order mark"
    return ""


def _report_bytes(data: bytes, error: UnicodeDecodeError, problems: Problems) -> None:
    before = (
        data[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    )
    line, column = line_and_column(before + "?", len(before))
    value = data[error.start]
    # Try the line first: a UTF-8 file may have one pasted paragraph in another encoding.
    rest = data[error.start : error.start + _SAMPLE_BYTES]
    guess = _guess_encoding(rest.partition(b"\n")[0]) or _guess_encoding(rest)
    if error.end >= len(data) and error.reason == "unexpected end of data":
        message = "the file ends in the middle of a character"
        hint = "The file looks cut off; restore it from its source."
    else:
        message = f"byte 0x{value:02x} is not UTF-8" + (
            f"; the file looks like {guess}" if guess else ""
        )
        hint = f"Convert the file from {guess} to UTF-8." if guess else "Save the file as UTF-8."
    problems.add("KB101", message, line=line, column=column, hint=hint)


def _guess_encoding(sample: bytes) -> str:
    """Return the encoding in which non-ASCII bytes look most like letters; empty if none fits."""
    scores = {name: _plausibility(sample, name) for name in _LIKELY_ENCODINGS}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _MIN_PLAUSIBILITY else ""


def _plausibility(sample: bytes, encoding: str) -> float:
    """Return the share of common lowercase letters among the non-ASCII characters.

    Half the share of characters that are not letters is subtracted.
    """
    text = sample.decode(encoding, "replace")
    letters = [char for char in text if char > "\x7f"]
    if len(letters) < _MIN_LETTERS:
        return 0.0
    # A wrong encoding gives rare letters, symbols, upper case, and words of two alphabets; the
    # right one everyday letters.
    good = sum(char in _COMMON_LETTERS for char in letters)
    bad = sum(not char.isalpha() for char in letters) + len(_TWO_ALPHABETS.findall(text))
    return (good - bad / 2) / len(letters)


def _is_clean(text: str, problems: Problems) -> bool:
    match = _CONTROL.search(text)
    if match is None:
        return True
    line, column = line_and_column(text, match.start())
    hint = "Remove the character."
    count = len(_CONTROL.findall(text))
    if match.group() >= "\x80" and count > 1:
        hint = "The text was probably encoded as UTF-8 twice; convert it back once."
    more = f" ({count} such characters in the file)" if count > 1 else ""
    problems.add(
        "KB102",
        f"control character U+{ord(match.group()):04X}{more}",
        line=line,
        column=column,
        hint=hint,
    )
    return False
