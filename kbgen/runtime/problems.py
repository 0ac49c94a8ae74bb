# SPDX-License-Identifier: MIT
"""Collect the diagnostics of one file, so that the code that finds them need not know its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kbgen.model import Diagnostic, Severity, diagnostic


@dataclass(slots=True)
class Problems:
    """The diagnostics found in one file."""

    path: str
    """The file's path as the user would type it."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    fatal: bool = False
    """Whether the file cannot be used.

    An error sets this; code that can still use the rest of the file clears it again.
    """

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
        """Add one diagnostic."""
        item = diagnostic(
            code, self.path, message, line=line, column=column, hint=hint, severity=severity
        )
        self.extend([item])

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add diagnostics of the file."""
        for item in diagnostics:
            self.diagnostics.append(item)
            self.fatal = self.fatal or item.severity is Severity.ERROR


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and column, from 1, of a character in a text with `\n` line endings."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
