# SPDX-License-Identifier: MIT
"""Match paths with the patterns of docfx.json: `**/*.{md,yml}`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pathspec import GitIgnoreSpec

_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_SPECIAL: Final = re.compile(r"[\[\]\\!#]")
_STARS_IN_NAME: Final = re.compile(r"\*\*(?![/*]|$)")
"""`**.md` means files at every depth."""
_MAX_STARS: Final = 12
_MAX_CHOICES: Final = 64


def matches_any(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether a path matches one of the patterns; case does not matter, as in DocFX."""
    return any(_compiled(pattern.lower()).match_file(path.lower()) for pattern in patterns)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> GitIgnoreSpec:
    pattern = _STARS_IN_NAME.sub("**/*", pattern)
    pattern = _SPECIAL.sub(r"\\\g<0>", pattern.removeprefix("./").strip("/"))
    # Each star can match at many places, so matching would take exponential time.
    choices = _choices(f"/{pattern}") if pattern.count("*") <= _MAX_STARS else []
    return GitIgnoreSpec.from_lines(choices[:_MAX_CHOICES])


def _choices(pattern: str) -> list[str]:
    """Return the patterns that one with braces means."""
    match = _BRACES.search(pattern)
    if not match or pattern.count("{") > 6:
        return [pattern]
    before, after = pattern[: match.start()], pattern[match.end() :]
    return [item for word in match[1].split(",") for item in _choices(before + word + after)]
