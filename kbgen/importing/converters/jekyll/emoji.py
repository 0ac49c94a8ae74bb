# SPDX-License-Identifier: MIT
"""Write the characters of emoji for their names: `:tada:` of the plugin jemoji.

In: Markdown. Out: Markdown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pymdownx import gemoji_db

from kbgen.importing.text.outside_code import Hit, replace_outside_code

_NAME: Final = re.compile(r"(?<![\w:/]):[+a-z][a-z0-9_+-]*:(?![\w:])|(?<![\w:/]):-1:")


def with_emoji(text: str) -> str:
    """Return a text with characters for the names that GitHub knows."""
    return replace_outside_code(_NAME, _character, text)


def _character(hit: Hit) -> str:
    return _characters().get(hit[0], hit[0])


@lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    names = {
        name: "".join(chr(int(point, 16)) for point in entry["unicode"].split("-"))
        for name, entry in gemoji_db.emoji.items()
        if entry.get("unicode")
    }
    aliases = {alias: names[name] for alias, name in gemoji_db.aliases.items() if name in names}
    return names | aliases
