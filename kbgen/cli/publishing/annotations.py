# SPDX-License-Identifier: MIT
"""Format diagnostics for CI: GitHub's workflow commands and GitLab's Code Quality report.

Both show a problem next to its line in a change, so they need paths relative to the top of the
repository. A diagnostic has a path relative to the folder of mkdocs.yml.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kbgen.content.source.file_names import printable
from kbgen.model import Diagnostic, Severity

_GITLAB_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor"}
_LINE_NUMBER = re.compile(r"\bline \d+")


def relative_to_repository(diagnostics: Iterable[Diagnostic], root: Path) -> list[Diagnostic]:
    """Return the diagnostics with paths relative to the top of the Git repository.

    Args:
        diagnostics: Diagnostics with paths relative to `root`.
        root: The folder of mkdocs.yml. The top of the repository is the nearest folder, from
            `root` upward, that contains `.git`; without one, it is `root`.
    """
    root = root.resolve()
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return [replace(item, path=_relative_path(top, root, item.path)) for item in diagnostics]


def _relative_path(top: Path, root: Path, path: str) -> str:
    """Convert a path relative to `root` to one relative to `top`, unless it is outside `top`."""
    full = Path(os.path.normpath(root / path))
    return full.relative_to(top).as_posix() if full.is_relative_to(top) else path


def github_commands(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield one workflow command for each problem.

    The job's log shows only the message, so the message repeats the location.
    """
    for item in diagnostics:
        lines = [str(item), f"hint: {item.hint}"] if item.hint else [str(item)]
        message = _github_data("\n".join(map(printable, lines)))
        location = (
            f"file={_github_property(printable(item.path))},line={item.line},col={item.column}"
        )
        yield f"::{item.severity} {location},title={_github_property(item.code)}::{message}"


# GitHub's runner decodes these escapes; `%` comes first, so that the others are not escaped twice.
def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


# A property ends at a comma or colon, unlike the message.
def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab_report(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return the document of a Code Quality report, in the order of the problems.

    GitLab distinguishes new problems from old ones by their fingerprint. It consists of code, file,
    message and, for repeated problems, a counter. It contains no line numbers, so that a line added
    above a problem does not make it look new.
    """
    seen: Counter[str] = Counter()
    return [_gitlab_entry(item, seen) for item in diagnostics]


def _gitlab_entry(item: Diagnostic, seen: Counter[str]) -> dict[str, Any]:
    identity = "\0".join((item.code, item.path, _LINE_NUMBER.sub("line", item.message)))
    seen[identity] += 1
    hint = f". {item.hint}" if item.hint else ""
    fingerprint = f"{identity}\0{seen[identity]}".encode("utf-8", "surrogatepass")
    return {
        "description": printable(f"{item.code} {item.message}{hint}"),
        "check_name": item.code,
        "fingerprint": blake2b(fingerprint, digest_size=16).hexdigest(),
        "severity": _GITLAB_SEVERITY[item.severity],
        "location": {"path": item.path, "lines": {"begin": item.line}},
    }
