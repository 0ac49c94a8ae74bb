# SPDX-License-Identifier: MIT
"""Write RESULTS.md: each benchmark replaces its own section only."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

RESULTS: Final = Path(__file__).parent / "RESULTS.md"
_INTRODUCTION: Final = """\
# Figures

`make bench` produces these figures. Each benchmark rewrites its own section, which says when and where it ran.

- Figures are medians, with minimum and maximum in parentheses. Machines are shared: trust CPU seconds and ratios, not wall time.
- The search dictionaries are already prepared, as in all builds but a user's first. A separate section measures the preparation.
- MkDocs always builds everything. `navigation.prune` has no effect if all articles are in one folder (telerik-kb).
"""
_PACKAGES: Final = ("kbgen", "mkdocs", "mkdocs-material", "Markdown")


def write_section(title: str, text: str, file: Path = RESULTS) -> None:
    """Replace the section with this title, or append it; other sections stay unchanged.

    Args:
        title: of a second-level heading.
        text: of the section, without headings of the first or second level.
        file: created if missing.
    """
    before = file.read_text("utf-8") if file.exists() else _INTRODUCTION
    section = f"## {title}\n\n{text.strip()}\n"
    old = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
    if old.search(before):
        after = old.sub(
            lambda found: section + ("\n" if found.end() < len(before) else ""), before, count=1
        )
    else:
        after = f"{before.rstrip()}\n\n{section}"
    file.write_text(after, "utf-8", newline="\n")


def circumstances() -> str:
    """Return the date, the kind of machine and the versions, in one line."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {machine()}; {packages}, Python {platform.python_version()}."


def machine() -> str:
    """Return the class of this machine: `Linux x86_64, 2 cores, 24 GB`."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB"
