# SPDX-License-Identifier: MIT
"""Generate the comparison's corpus: a help center of any size with two folder levels and links.

The articles are those of the search benchmark (`tests/bench/search/corpus.py`), each followed by
links to three to five others, so that there are links to resolve.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from .corpora import Corpus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    class Page(Protocol):
        """What a link needs of an article."""

        @property
        def path(self) -> str: ...
        @property
        def title(self) -> str: ...


def help_center(data: Path, count: int, seed: int = 1) -> Corpus:
    """Return a corpus of `count` articles; the same seed gives the same files."""
    return Corpus(
        f"help center, {count:,} articles",
        ("en",),
        lambda folder: _write(data, count, seed, folder),
    )


def _write(data: Path, count: int, seed: int, folder: Path) -> None:
    from ..search.corpus import pages

    made = list(pages(data, count, seed))
    random = Random(seed)
    for page in made:
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = page.markdown.replace("]()", "]")  # code that lost its fence, not a link
        target.write_text(f"{text}\n{see_also(page, made, random)}", "utf-8", newline="\n")


def see_also(page: Page, others: Sequence[Page], random: Random) -> str:
    """Return a list of three to five links to other articles, relative to the article's folder."""
    start = os.path.dirname(page.path)  # noqa: PTH120
    chosen = random.sample(others, min(len(others), random.randint(3, 5)))
    links = [f"- [{_plain(other.title)}]({os.path.relpath(other.path, start)})" for other in chosen]
    return "\n".join(["See also:", "", *links]) + "\n"


def _plain(title: str) -> str:
    return title.replace("[", "(").replace("]", ")")
