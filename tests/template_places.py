# SPDX-License-Identifier: MIT
"""Find where the theme's templates print interface strings: between tags, or inside a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

THEME = Path(__file__).parents[1] / "theme"
_PARTS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)|>")
_STRING = re.compile(r"\|\s*(t|text)\(")
_PLAIN = {"title", "script", "option", "textarea"}
"""Elements that contain text only."""


class Printed(NamedTuple):
    """One place where a template prints an interface string."""

    filter: str
    """`t` or `text`."""
    is_between_tags: bool
    start: int
    """Of the filter's name in the template."""


def printed_strings(template: str) -> Iterator[Printed]:
    """Yield the places of a template that print an interface string."""
    in_tag, plain, position = False, "", 0
    for part in _PARTS.split(template):
        if part.startswith("{{"):
            for match in _STRING.finditer(part):
                between = not in_tag and not plain
                yield Printed(match[1], between, position + match.start(1))
        elif not part.startswith(("{%", "{#")):
            for tag in _TAG.finditer(part):
                if tag[0] == ">":
                    in_tag = False
                elif not plain or tag[2] == plain:
                    in_tag, plain = True, tag[2] if not tag[1] and tag[2] in _PLAIN else ""
        position += len(part)


def with_right_filters(template: str) -> str:
    """Return a template with `text` between tags and `t` inside them."""
    for place in sorted(printed_strings(template), key=lambda item: -item.start):
        end = place.start + len(place.filter)
        template = (
            template[: place.start] + ("text" if place.is_between_tags else "t") + template[end:]
        )
    return template


if __name__ == "__main__":
    for path in sorted(THEME.rglob("*.html")):
        path.write_text(with_right_filters(path.read_text("utf-8")), "utf-8")
