# SPDX-License-Identifier: MIT
"""Replace the names of emoji, such as `:tada:`, with their characters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kbgen.importing.text.outside_code import Hit, replace_outside_code

_NAME: Final = re.compile(r"(?<![\w:/]):([+-]1|[a-z][a-z0-9_+-]*):(?![\w:])")


def convert_emoji(text: str) -> str:
    """Return a text with the characters of the emoji that GitHub knows."""
    return replace_outside_code(_NAME, _character, text) if ":" in text else text


def _character(hit: Hit) -> str:
    return _characters().get(hit[0], hit[0])


@lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    from pymdownx import gemoji_db

    characters = {
        name: _text(entry["unicode"])
        for name, entry in gemoji_db.emoji.items()
        if entry.get("unicode")  # GitHub has pictures without a character, such as `:octocat:`
    }
    return characters | {
        alias: characters[name] for alias, name in gemoji_db.aliases.items() if name in characters
    }


def _text(codes: str) -> str:
    """Return the characters of codes such as `1f1f5-1f1f1`."""
    return "".join(chr(int(code, 16)) for code in codes.split("-"))
