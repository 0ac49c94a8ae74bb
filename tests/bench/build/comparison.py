# SPDX-License-Identifier: MIT
"""Compare several programs on the same articles, in alternating rounds; measure kbgen's edits too.

In each round, every program builds from scratch; kbgen then builds with nothing changed, with one
article's body changed and with one article's title changed. After the last round, the site with the
changed body is compared byte by byte with a build from scratch.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .process import Usage, measure
from .programs import KBGEN, Program
from .rounds import kbgen_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .sites import Workplace

Say = Callable[[str], None]


class Edit(StrEnum):
    """A change between two builds of kbgen."""

    NOTHING = "nothing changed"
    BODY = "one article's body changed"
    TITLE = "one article's title changed"


@dataclass(frozen=True, slots=True)
class Measured:
    """All runs of a comparison, in rounds."""

    cold: dict[str, list[Usage]]
    """Program → its builds from scratch."""
    edited: dict[Edit, list[Usage]]
    rendered: dict[Edit, int]
    """Number of pages whose template ran, in the last round."""
    exact: bool
    """Whether the site after the body change equals a build from scratch."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The articles, programs and number of rounds of a comparison.

    Args:
        place: the prepared workplace.
        programs: in the order of a round; kbgen among them.
        alone: a command that runs its arguments as a command when the machine is idle; empty to run
            immediately.
    """

    place: Workplace
    programs: Sequence[Program]
    alone: tuple[str, ...] = ()
    say: Say = lambda _: None

    def run(self, rounds: int) -> Measured:
        """Measure all rounds, and restore the texts of the articles.

        Raises:
            RuntimeError: a program failed.
        """
        cold: dict[str, list[Usage]] = {program.name: [] for program in self.programs}
        edited: dict[Edit, list[Usage]] = {edit: [] for edit in Edit}
        rendered: dict[Edit, int] = {}
        for number in range(1, rounds + 1):
            for program in self.programs:
                program.clear(self.place)
                cold[program.name].append(self._measure(program, "from scratch"))
            for edit in Edit:
                with edited_article(self.place, edit, number):
                    usage = self._measure(KBGEN, edit)
                edited[edit].append(usage)
                rendered[edit] = kbgen_run(usage).rendered or 0
        return Measured(cold, edited, rendered, self._is_exact(rounds + 1))

    def _measure(self, program: Program, what: str) -> Usage:
        usage = measure((*self.alone, *program.build), self.place.folder)
        self.say(
            f"{self.place.corpus.name}: {program.name}, {what}: {usage.cpu:.1f} CPU s, "
            f"{usage.wall:.1f} s, "
            f"{usage.peak / 1e6:.0f} MB, exit code {usage.code}"
        )
        if usage.code:
            raise RuntimeError(f"{program.name} failed: {(usage.stderr or usage.stdout)[-500:]}")
        return usage

    def _is_exact(self, number: int) -> bool:
        with edited_article(self.place, Edit.BODY, number):
            self._measure(KBGEN, Edit.BODY)
            updated = tree_digest(self.place.site)
            KBGEN.clear(self.place)
            self._measure(KBGEN, "from scratch, with the change")
            return tree_digest(self.place.site) == updated


@contextmanager
def edited_article(place: Workplace, edit: Edit, number: int) -> Iterator[Path]:
    """Change the article in the middle of the list inside the block, and restore it afterwards."""
    articles = place.articles
    path = place.content / articles[len(articles) // 2]
    before = path.read_bytes()
    if edit is Edit.BODY:
        path.write_bytes(
            before.rstrip() + f"\n\nThis sentence is new in round {number}.\n".encode()
        )
    elif edit is Edit.TITLE:
        path.write_bytes(retitled(before, f"A new title in round {number}"))
    try:
        yield path
    finally:
        path.write_bytes(before)


def retitled(text: bytes, title: str) -> bytes:
    """Return an article under another title."""
    lines = text.split(b"\n")
    return b"\n".join(
        f"title: {json.dumps(title)}".encode() if line.startswith(b"title:") else line
        for line in lines
    )


def tree_digest(folder: Path) -> str:
    """Return a hash of the names and bytes of all files in a folder."""
    state = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        state.update(
            path.relative_to(folder).as_posix().encode()
            + b"\0"
            + sha256(path.read_bytes()).digest()
        )
    return state.hexdigest()


TARGETS: Final = {"cold": 0.45, Edit.BODY: 1.5, Edit.NOTHING: 0.7}
"""The targets at 10,000 articles: the ratio of a cold build's wall time to MkDocs' in the same
round, and wall seconds."""
