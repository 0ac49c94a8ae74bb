# SPDX-License-Identifier: MIT
"""Whatever happens to files and headings, no published address dies without a failed check.

`KBGEN_HISTORIES=1000` makes so many random histories, with another seed each time.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from locked_site import LockedSite, article
from site_parts import PlainRenderer

from kbgen.site.addresses.published import HOME, readable, readable_redirect
from kbgen.site.building.build import build

_LONG_RUN: Final = int(os.environ.get("KBGEN_HISTORIES", "0"))
_FOLDERS: Final = ("", "billing/", "cards/", "billing/old/")
_NAMES: Final = ("refund", "invoice", "limits", "plans")
_HEADINGS: Final = ("Before you begin", "What it costs", "Ask for help", "Errors and codes")
_WORDS: Final = [
    "card",
    "invoice",
    "account",
    "owner",
    "month",
    "payment",
    "plan",
    "button",
    "window",
    "code",
    "email",
    "page",
    "report",
    "limit",
    "number",
    "address",
    "customer",
    "refund",
    "order",
    "price",
    "tax",
    "change",
    "request",
    "answer",
    "team",
    "setting",
    "name",
]
_ACTIONS: Final = ("move", "delete", "restore", "retitle", "add", "lock", "commit", "fix")


def _paragraph(seed: object) -> str:
    words = random.Random(str(seed)).choices(_WORDS, k=40)
    return " ".join(words).capitalize() + "."


class History:
    """A site, and what its readers have seen of it."""

    def __init__(self, root: Path, *, has_git: bool) -> None:
        files: dict[str, str | bytes] = {"index.md": article("Help", "Welcome.")}
        self.texts: dict[str, tuple[int, tuple[str, ...]]] = {}
        """Path → number of the text, and its headings."""
        self.removed: list[tuple[int, tuple[str, ...]]] = []
        self.count = 0
        self.has_git = has_git
        self.site = LockedSite(root, files)
        for path in ("billing/refund.md", "billing/invoice.md", "cards/limits.md"):
            self._add(path)
        self.ever: defaultdict[str, set[int]] = defaultdict(set)
        """Every published address → the texts that it has had; none for a generated page."""
        self.act("lock", 0, 0)
        self.act("commit", 0, 0)

    def act(self, action: str, one: int, two: int) -> None:
        """Do one thing to the site, if it is possible."""
        paths = sorted(self.texts)
        path = paths[one % len(paths)] if paths else ""
        free = [
            name
            for folder in _FOLDERS
            for word in _NAMES
            if (name := f"{folder}{word}.md") not in self.texts
        ]
        new = free[two % len(free)]
        match action:
            case "move" if path:
                self.site.move(path, new)
                self.texts[new] = self.texts.pop(path)
            case "delete" if path:
                self.site.remove(path)
                self.removed.append(self.texts.pop(path))
            case "restore" if self.removed:
                self._write(new, *self.removed.pop(one % len(self.removed)))
            case "retitle" if path:
                number, headings = self.texts[path]
                changed = list(headings)
                changed[two % len(changed)] = f"{_HEADINGS[one % 4]} {one}"
                self._write(path, number, tuple(dict.fromkeys(changed)))
            case "add":
                self._add(new)
            case "lock":
                self._remember()
                self.site.lock()
            case "commit" if self.has_git:
                self.site.commit()
            case "fix":
                self._fix()

    def _add(self, path: str) -> None:
        self.count += 1
        self._write(path, self.count, _HEADINGS[:3])

    def _write(self, path: str, number: int, headings: tuple[str, ...]) -> None:
        parts = [f"## {heading}\n\n{_paragraph((number, heading))}" for heading in headings]
        text = "\n\n".join([_paragraph(number), *parts])
        self.site.write(path, article(f"Text {number}", text))
        self.texts[path] = number, headings

    def _remember(self) -> None:
        for address in map(readable, self.site.planned()):
            self.ever[address] |= self._texts_at(address)

    def _texts_at(self, address: str) -> set[int]:
        path = f"{address.strip('/')}.md"
        return {self.texts[path][0]} if path in self.texts else set()

    def _fix(self) -> None:
        """A redirect leads to the same text, and the second time nothing is left to write."""
        repair = self.site.fix()
        for old, new in repair.written.items():
            address, _ = readable_redirect(old)
            target, _ = readable_redirect(new.address)
            if known := self.ever[address]:
                assert self._texts_at(target) & known, (old, new)
        again = self.site.fix()
        assert (again.written, again.unknown) == ({}, repair.unknown)

    def check(self) -> None:
        """No published page is lost without an error, and a second check says the same."""
        lost = self.site.lost()
        assert self.site.lost() == lost
        pages = self.site.pages()
        for address in self.ever:
            leads = self._leads_somewhere(address, pages)
            assert leads or address in lost, address
            assert not (leads and address in lost), address

    def _leads_somewhere(self, address: str, pages: dict[str, str]) -> bool:
        target = pages.get("" if address == HOME else address)
        return target is not None and (not target or target in pages)

    def build(self) -> None:
        """A build changes nothing that Git sees, and fails as the check does, each time."""
        expected = self.site.fails()
        self.site.commit()
        for _ in range(2):
            report = build(self.site.settings, PlainRenderer())
            codes = [item.code for item in report.diagnostics]
            assert ("KB321" in codes) is expected
            assert self.site.git("status", "--porcelain", "--untracked-files=all", "content") == ""


@settings(
    deadline=None,
    derandomize=not _LONG_RUN,
    max_examples=_LONG_RUN or 15,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.booleans(),
    st.lists(
        st.tuples(st.sampled_from(_ACTIONS), st.integers(0, 99), st.integers(0, 99)),
        min_size=4,
        max_size=14,
    ),
)
def test_random_histories(has_git: bool, actions: list[tuple[str, int, int]]) -> None:
    """Move, rename, delete, retitle, restore; lock, fix and commit in between."""
    with TemporaryDirectory() as folder:
        history = History(Path(folder), has_git=has_git)
        for action, one, two in actions:
            note(f"{action} {one} {two}: {sorted(history.texts)}")
            history.act(action, one, two)
            history.check()
        history.build()
        shutil.rmtree(history.site.settings.work_dir)
        history.check()
