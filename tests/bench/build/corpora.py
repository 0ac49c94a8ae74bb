# SPDX-License-Identifier: MIT
"""Provide folders of Markdown to build: two real ones, and synthetic ones of any size.

In: the shared test data. Out: a content folder that both programs read, with Markdown files only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

_CATEGORIES: Final = 20
_SECTIONS: Final = 5
_IMAGE: Final = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)|<img\b[^>]*>")
_LOCAL_LINK: Final = re.compile(r"\]\((?!https?:|mailto:|#)[^)\s]*")
_TITLE: Final = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles to build."""

    name: str
    languages: tuple[str, ...]
    """The first is the default. With several languages, each has a folder of its name."""
    fill: Callable[[Path], object]
    """Writes the articles to a folder."""


def real_corpora(data: Path) -> tuple[Corpus, ...]:
    """Return the corpora of the shared data, unchanged."""
    telerik, openclaw = data / "articles" / "telerik-kb", data / "articles" / "openclaw-help"
    return (
        Corpus("telerik-kb", ("en",), lambda folder: _copy(telerik, folder)),
        Corpus("openclaw-help", ("en", "ru", "pl"), lambda folder: _copy(openclaw, folder)),
    )


def synthetic_corpus(sources: list[Path], count: int, seed: int = 1) -> Corpus:
    """Return a corpus of real texts under new titles and in categories.

    Args:
        sources: files whose texts are used, repeated as often as needed.
        count: number of articles.
        seed: the same seed gives the same folder.
    """
    return Corpus(
        f"synthetic, {count:,} articles",
        ("en",),
        lambda folder: _write_synthetic(sources, count, seed, folder),
    )


def english_sources(data: Path) -> list[Path]:
    """Return the English articles of the shared data."""
    folders = (data / "articles" / "telerik-kb", data / "articles" / "openclaw-help" / "en")
    return [path for folder in folders for path in sorted(folder.rglob("*.md"))]


def _copy(source: Path, folder: Path) -> None:
    for path in sorted(source.rglob("*.md")):
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def _write_synthetic(sources: list[Path], count: int, seed: int, folder: Path) -> None:
    random = Random(seed)
    order = random.sample(sources, len(sources))
    neighbors: dict[str, str] = {}
    for number in range(count):
        shelf = f"category-{random.randrange(_CATEGORIES):02}/section-{random.randrange(_SECTIONS)}"
        name = f"article-{number:05}.md"
        text = order[number % len(order)].read_text("utf-8-sig")
        target = folder / shelf / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(renamed(text, number, neighbors.get(shelf, name)), "utf-8", newline="\n")
        neighbors[shelf] = name


def renamed(text: str, number: int, neighbor: str) -> str:
    """Return an article's text under a new title, without images, its links pointing to a neighbor.

    The front matter is the title alone; other fields would identify the source article.
    """
    head, body = _split(text)
    found = _TITLE.search(head)
    title = found[1].strip().strip("\"'") if found else "Untitled"
    body = _LOCAL_LINK.sub(f"]({neighbor}", _IMAGE.sub(lambda image: image[1] or "", body))
    return (
        f"---\ntitle: {json.dumps(f'{title} {number}', ensure_ascii=False)}\n---\n\n{body.lstrip()}"
    )


def _split(text: str) -> tuple[str, str]:
    """Return the front matter and the text after it."""
    parts = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    return (parts[1], parts[2]) if len(parts) == 3 and not parts[0].strip() else ("", text)
