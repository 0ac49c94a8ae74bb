# SPDX-License-Identifier: MIT
"""Collects the diagnostics of one file, so that the code that finds them need not know the file's name."""

from __future__ import annotations

from dataclasses import dataclass, field

from kbgen.model import Diagnostic, Severity, diagnostic


@dataclass(slots=True)
class Problems:
    """The diagnostics found in one file."""

    path: str
    """As the user would type it."""
    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        code: str,
        message: str,
        *,
        line: int = 1,
        column: int = 1,
        hint: str = "",
        severity: Severity | None = None,
    ) -> None:
        """Note one problem."""
        self.found.append(diagnostic(code, self.path, message, line=line, column=column, hint=hint, severity=severity))

    @property
    def fatal(self) -> bool:
        """Whether the file cannot be taken: any error of its own reading."""
        return any(item.severity is Severity.ERROR for item in self.found)


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Line and column, from 1, of a character of a text with `\n` line ends."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
