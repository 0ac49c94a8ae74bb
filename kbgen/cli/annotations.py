# SPDX-License-Identifier: MIT
"""Diagnostics as CI systems want them: GitHub's workflow commands, GitLab's Code Quality report.

Both show a problem beside the line of the change that it is about, so both need paths from the top of the repository,
while a diagnostic has them from the folder of mkdocs.yml.
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


def in_repository(diagnostics: Iterable[Diagnostic], root: Path) -> list[Diagnostic]:
    """The same problems with paths from the top of the Git repository.

    Args:
        diagnostics: what was found.
        root: the folder that their paths are seen from. The top is the nearest folder at or above it that holds `.git`;
            where there is none, it is `root` itself.
    """
    root = root.resolve()
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return [replace(item, path=_from(top, root, item.path)) for item in diagnostics]


def _from(top: Path, root: Path, path: str) -> str:
    full = Path(os.path.normpath(root / path))
    return full.relative_to(top).as_posix() if full.is_relative_to(top) else path


def github_commands(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One workflow command for each problem.

    GitHub shows the message beside the line, and nothing but the message in the job's log: so it repeats the place.
    """
    for item in diagnostics:
        lines = [str(item), f"hint: {item.hint}"] if item.hint else [str(item)]
        message = _github_data("\n".join(map(printable, lines)))
        place = f"file={_github_property(printable(item.path))},line={item.line},col={item.column}"
        yield f"::{item.severity} {place},title={_github_property(item.code)}::{message}"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab_report(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """The document of a Code Quality report, in the order of the problems.

    GitLab tells new problems from old ones by the fingerprint. It is made of code, file and message and, where these
    come several times, which one it is. No line number: a line added above makes no problem look new.
    """
    seen: Counter[str] = Counter()
    return [_gitlab_entry(item, seen) for item in diagnostics]


def _gitlab_entry(item: Diagnostic, seen: Counter[str]) -> dict[str, Any]:
    same = "\0".join((item.code, item.path, _LINE_NUMBER.sub("line", item.message)))
    seen[same] += 1
    hint = f". {item.hint}" if item.hint else ""
    return {
        "description": printable(f"{item.code} {item.message}{hint}"),
        "check_name": item.code,
        "fingerprint": _digest(f"{same}\0{seen[same]}"),
        "severity": _GITLAB_SEVERITY[item.severity],
        "location": {"path": item.path, "lines": {"begin": item.line}},
    }


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
