# SPDX-License-Identifier: MIT
"""Read and write `_data/urls.lock`: every address and anchor that the site has ever published.

One address per line, sorted, so that Git merges two branches line by line:

    billing/refund/
    billing/refund/#fees
    tools/escalation/ agent

A page that is not public is followed by its audience: builds for other readers do not expect it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kbgen.content.source.article_source import read_limited
from kbgen.content.source.decoding import decode
from kbgen.content.source.walk import DATA_FOLDER
from kbgen.model import Audience, Diagnostic
from kbgen.runtime.atomic_write import write_atomically
from kbgen.runtime.problems import Problems
from kbgen.settings import SiteSettings
from kbgen.site.addresses.published import Addresses

LOCK_PATH: Final = f"{DATA_FOLDER}/urls.lock"
_MAX_BYTES: Final = 100_000_000
_HEADER: Final = (
    "# Every address that this site has published. 'kbgen lock' adds new ones; remove none.\n"
)
_CONFLICT: Final = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
_CONFLICT_MESSAGE: Final = "Git has left a conflict in this file"
_LINE: Final = re.compile(
    rf"(?P<address>[^\s#]+)(?:#(?P<anchor>\S+))?(?: (?P<audience>{'|'.join(Audience)}))?"
)


@dataclass(frozen=True, slots=True, order=True)
class LockedAddress:
    """One line of the file."""

    address: str
    """As `readable` writes it."""
    anchor: str = ""
    """Empty for the page itself."""
    audience: Audience = Audience.PUBLIC

    @property
    def text(self) -> str:
        """Return the address with its anchor, as redirects and messages name it."""
        return f"{self.address}#{self.anchor}" if self.anchor else self.address

    @property
    def line(self) -> str:
        """Return the line of the file."""
        public = self.audience is Audience.PUBLIC
        return self.text if public else f"{self.text} {self.audience}"


@dataclass(frozen=True, slots=True)
class UrlsLock:
    """The content of the file."""

    lines: dict[LockedAddress, int]
    """Address → its line in the file."""
    diagnostics: tuple[Diagnostic, ...] = ()
    has_wrong_lines: bool = False
    """Whether the file has more than addresses and the marks of a conflict."""


def read_lock(settings: SiteSettings) -> UrlsLock | None:
    """Read the file; None if the site has none, and therefore does not use it."""
    if not (settings.docs_dir / LOCK_PATH).exists():
        return None
    problems = Problems(settings.display_path(LOCK_PATH))
    data = read_limited(settings.docs_dir, LOCK_PATH, _MAX_BYTES, problems)
    text = None if data is None else decode(data, problems)
    lines: dict[LockedAddress, int] = {}
    for number, line in enumerate((text or "").split("\n"), 1):
        _read_line(line.rstrip(), number, lines, problems)
    is_wrong = any(item.message != _CONFLICT_MESSAGE for item in problems.diagnostics)
    return UrlsLock(lines, tuple(problems.diagnostics), is_wrong)


def _read_line(line: str, number: int, lines: dict[LockedAddress, int], problems: Problems) -> None:
    # The header has a space after its number sign; `#` and a letter would be an anchor.
    if not line or line.startswith("# "):
        return
    if _CONFLICT.fullmatch(line):
        hint = "Run 'kbgen lock': it keeps the addresses of both sides."
        problems.add("KB324", _CONFLICT_MESSAGE, line=number, hint=hint)
        return
    match = _LINE.fullmatch(line)
    if match is None:
        hint = "Write one address per line, such as billing/refund/ or billing/refund/#fees."
        problems.add("KB324", f"this is not an address: {line[:60]}", line=number, hint=hint)
        return
    audience = Audience(match["audience"] or Audience.PUBLIC)
    lines.setdefault(LockedAddress(match["address"], match["anchor"] or "", audience), number)


def locked_addresses(addresses: Addresses) -> set[LockedAddress]:
    """Return the lines that a site with these addresses needs."""
    lines: set[LockedAddress] = set()
    for address, page in addresses.items():
        lines.add(LockedAddress(address, "", page.audience))
        lines |= {LockedAddress(address, item, page.audience) for item in page.anchors or ()}
    return lines


def write_lock(settings: SiteSettings, addresses: Iterable[LockedAddress]) -> None:
    """Write the file, sorted.

    Raises:
        OSError: The file cannot be written. The previous one is unchanged.
    """
    path = settings.docs_dir / LOCK_PATH
    path.parent.mkdir(exist_ok=True)
    lines = sorted({item.line for item in addresses})
    text = _HEADER + "".join(f"{line}\n" for line in lines)
    data = text.encode()
    if not path.exists() or path.read_bytes() != data:
        write_atomically(path, data)
