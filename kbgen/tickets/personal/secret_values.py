# SPDX-License-Identifier: MIT
"""Find passwords, keys and tokens by known shapes, by the words before them and by randomness."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kbgen.model import PersonalSpan, PersonalType
from kbgen.tickets.personal.context import find_spans
from kbgen.tickets.personal.placeholders import BLANK

_SHAPES: Final = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"
    r"(?:[^-]{0,10000}-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
    r"|(?:AKIA|ASIA)[0-9A-Z]{16}"
    r"|gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_\w{20,255}|glpat-[\w-]{16,64}"
    r"|xox[abeprs]-[\w-]{10,255}|AIza[\w-]{30,60}|npm_[A-Za-z0-9]{30,60}|pypi-[\w-]{30,255}"
    r"|(?:sk|pk|rk)[-_](?:live_|test_|proj-|ant-)?[A-Za-z0-9_-]{16,255}"
    r"|eyJ[\w-]{8,4000}\.[\w-]{4,8000}(?:\.[\w-]{0,1000})?"
)
_LABEL: Final = (
    r"(?<!\w)(?:pass(?:word|phrase|code|wd)?|pwd|pin(?: code)?|secret"
    r"|(?:api|access|auth)[ _-]?(?:key|token)"
    r"|token|bearer|login code|парол\w{0,3}|пин(?:-код)?|токен|ключ|код доступа"
    r"|has[łl]\w{0,3}|kod dostępu|klucz|пас)"
)
# After a colon, any value is a password; without a colon, only a value that is not a word.
_LABELED: Final = re.compile(
    rf"{_LABEL}(?P<sign>\s{{0,3}}[:=]\s{{0,3}}|\s{{1,3}}(?:(?:is|was|это|to)\s{{1,3}})?)"
    r"[\"'«„“]?(?P<value>[^\s\"'»”]{4,200})",
    re.IGNORECASE,
)
_PUNCTUATION: Final = str.maketrans("", "", "-'’/.?!")
_TRAILING: Final = ".,;:)]}"
_CANDIDATE: Final = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_=-]{20,4000}(?![\w+/=-])")
_MIN_ENTROPY: Final = 3.7


def find(text: str) -> Iterator[PersonalSpan]:
    """Yield secrets."""
    yield from find_spans(text, PersonalType.SECRET, _SHAPES)
    for match in _LABELED.finditer(text):
        value = match["value"].rstrip(_TRAILING)
        is_unmarked = not match["sign"].strip(" \t\n").endswith((":", "="))
        if len(value) >= 4 and BLANK not in value and not (is_unmarked and _is_word(value)):
            start = match.start("value")
            yield PersonalSpan(start, start + len(value), PersonalType.SECRET)
    for span in find_spans(text, PersonalType.SECRET, _CANDIDATE):
        if _looks_random(text[span.start : span.end]):
            yield span


def _is_word(value: str) -> bool:
    """Tell whether a value could be a normal word: `password reset`, `пароль забыл`."""
    letters = value.translate(_PUNCTUATION)
    return letters.isalpha() and (letters[1:].islower() or letters.isupper())


def _looks_random(chunk: str) -> bool:
    if not all(any(map(kind, chunk)) for kind in (str.islower, str.isupper, str.isdigit)):
        return False
    shares = [count / len(chunk) for count in Counter(chunk).values()]
    entropy = -sum(share * math.log2(share) for share in shares)  # in bits per character
    return entropy > _MIN_ENTROPY
