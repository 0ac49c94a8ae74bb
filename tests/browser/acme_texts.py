# SPDX-License-Identifier: MIT
"""The texts of the Acme help center: one YAML file a language, and Markdown as kbgen publishes it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import markdown
import yaml

from kbgen.model import Cause, Heading, RemedyType

TEXTS = Path(__file__).parent / "acme"

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "toc",
]
CONFIGURATION: dict[str, dict[str, Any]] = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "tables": {"use_align_attribute": True},
    "toc": {"permalink": False},
}


@cache
def words(lang: str) -> dict[str, Any]:
    """The texts of one language: `acme/<lang>.yml`."""
    return yaml.safe_load((TEXTS / f"{lang}.yml").read_text(encoding="utf-8"))


def causes(lang: str) -> tuple[Cause, ...]:
    """The causes and remedies of the troubleshooting article."""
    return tuple(
        Cause(
            each["cause"],
            tuple(each["remedy"]),
            RemedyType(each["remedy_type"]),
            each.get("expected", ""),
        )
        for each in words(lang)["causes"]
    )


def body(text: str) -> str:
    """Markdown as kbgen publishes it: tables and code reachable by keyboard."""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=CONFIGURATION)
    html = html.replace("<pre>", '<pre tabindex="0">')
    html = _name_tasks(html)
    return html.replace("<table>", '<div class="kb-scroll" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )


def _name_tasks(html: str) -> str:
    """Give the boxes of a task list their items as names."""
    parts = html.split('<li class="task-list-item">')
    named = [
        f'<li class="task-list-item" id="task-{place}">'
        + part.replace("<input ", f'<input aria-labelledby="task-{place}" ', 1)
        for place, part in enumerate(parts[1:])
    ]
    return parts[0] + "".join(named)


def headings(text: str) -> tuple[Heading, ...]:
    """The headings of a text, with their ids."""
    converter = markdown.Markdown(extensions=EXTENSIONS, extension_configs=CONFIGURATION)
    converter.convert(text)
    found: list[Heading] = []

    def collect(tokens: list[dict[str, Any]]) -> None:
        for token in tokens:
            found.append(Heading(token["level"], token["id"], token["name"]))
            collect(token["children"])

    collect(converter.toc_tokens)  # type: ignore[attr-defined]
    return tuple(found)


def sample(lang: str) -> str:
    """A text with everything that Markdown and its extensions can make."""
    return (TEXTS / "sample.md").read_text(encoding="utf-8").format(**words(lang)["sample"])
