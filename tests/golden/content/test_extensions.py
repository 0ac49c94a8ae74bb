# SPDX-License-Identifier: MIT
"""What Markdown extensions make arrives on the page: an example of each, before and after the sanitizer."""

from __future__ import annotations

import pkgutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import markdown.extensions
import pymdownx
import pymdownx.blocks
import pytest
import yaml
from content_sites import settings_for

from kbgen.content.markdown.body import BodyRenderer
from kbgen.content.markdown.rendering.extensions import effective
from kbgen.settings.types import PythonName

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("extensions.yml").read_text("utf-8")
)
NOT_OF_TEXTS = {
    # They read files, and have tests of their own.
    "pymdownx.b64",
    "pymdownx.snippets",
    # They change or remove the output of other extensions.
    "pymdownx.pathconverter",
    "pymdownx.striphtml",
    # Bundles: ours go in their place.
    "codehilite",
    "extra",
    "fenced_code",
    "pymdownx.extra",
}
HELPERS = {
    "block",
    "delimiterprocessor",
    "emoji1_db",
    "gemoji_db",
    "keymap_db",
    "slugs",
    "twemoji_db",
    "util",
}
VOID = {"disabled": "disabled", "checked": "checked"}


class Parts(HTMLParser):
    """Everything an HTML text consists of, counted: elements, attributes with their values, words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.counted: Counter[tuple[str, ...]] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Headings move to the page's outline.
        name = "heading" if tag[0] == "h" and tag[1:].isdigit() else tag
        self.counted[(name,)] += 1
        for key, value in attrs:
            kept = " ".join(sorted((value or "").split())) if key == "class" else value
            self.counted[(name, key, VOID.get(key) or kept or "")] += 1

    def handle_data(self, data: str) -> None:
        for word in data.split():
            self.counted["", word] += 1


def resolved(value: Any) -> Any:
    """Names of Python objects as the settings hold them."""
    if isinstance(value, dict):
        return {key: resolved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [resolved(item) for item in value]
    if isinstance(value, str) and value.startswith("python/name:"):
        return PythonName(value.removeprefix("python/name:"))
    return value


def configured(example: dict[str, Any]) -> tuple[tuple[str, dict[str, Any]], ...]:
    return ((example["extension"], resolved(example.get("options", {}))),)


def lost(example: dict[str, Any]) -> set[str]:
    """What the page does not have of what the extension made."""
    added = configured(example)
    extensions = effective(added)
    made = markdown.Markdown(extensions=list(extensions), extension_configs=extensions).convert(
        example["markdown"]
    )
    page = BodyRenderer(settings_for(Path("/nowhere"), markdown_extensions=added)).render(
        example["markdown"]
    )
    gone = Parts(made).counted - Parts(page.html).counted
    return {f"{part[0]}[{part[1]}]" if len(part) == 3 else part[-1] for part in gone}


def title(example: dict[str, Any]) -> str:
    return f"{example['extension']} {example.get('options', '')}"


@pytest.mark.parametrize("example", EXAMPLES, ids=map(title, EXAMPLES))
def test_what_an_extension_makes_is_on_the_page(example: dict[str, Any]) -> None:
    """All of it, or an entry in `lost` says what is not, and `why` for what reason."""
    if "material." in str(example):
        pytest.importorskip("material", reason="the example is drawn by Material")
    assert lost(example) == set(example.get("lost", []))
    assert bool(example.get("lost")) == bool(example.get("why"))


def test_every_extension_has_an_example() -> None:
    """A new version of the libraries with a new extension asks for a look at what that makes."""
    names = {module.name for module in pkgutil.iter_modules(markdown.extensions.__path__)}
    names |= {f"pymdownx.{module.name}" for module in pkgutil.iter_modules(pymdownx.__path__)}
    names |= {
        f"pymdownx.blocks.{module.name}"
        for module in pkgutil.iter_modules(pymdownx.blocks.__path__)
    }
    wanted = {name for name in names if name.split(".")[-1] not in HELPERS and "._" not in name} - {
        "pymdownx.blocks"
    }
    assert wanted - {example["extension"] for example in EXAMPLES} == NOT_OF_TEXTS


def test_an_emoji_of_another_site_is_its_character() -> None:
    """No image is loaded from another site."""
    example = next(example for example in EXAMPLES if "shows" in example)
    body = BodyRenderer(settings_for(Path("/nowhere"), markdown_extensions=configured(example)))
    assert body.render(example["markdown"]).html == f"<p>{example['shows']}</p>"
