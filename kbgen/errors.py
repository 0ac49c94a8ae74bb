# SPDX-License-Identifier: MIT
"""The exceptions of kbgen: what the program raises when it cannot go on.

    KbgenError
    ├── SettingsError       exit 2   mkdocs.yml or the command line is wrong
    ├── EnvironmentFailure  exit 3   disk, permission, a missing program
    ├── BusyError           exit 75  another build of the same site runs
    └── InternalError       exit 70  a defect of kbgen

A problem in *content* is never an exception: it is a `kbgen.model.Diagnostic`, collected and shown with all others.
Imports nothing.
"""

EXIT_OK = 0
EXIT_CONTENT = 1
EXIT_USAGE = 2
EXIT_ENVIRONMENT = 3
EXIT_INTERNAL = 70
EXIT_BUSY = 75
EXIT_INTERRUPTED = 130


class KbgenError(Exception):
    """The program cannot go on; carries the words for the user and the exit code.

    Attributes:
        message: what happened and where, one sentence.
        hint: what to do about it, or an empty string.
    """

    exit_code = EXIT_INTERNAL

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SettingsError(KbgenError):
    """The settings or the command line make no sense."""

    exit_code = EXIT_USAGE


class EnvironmentFailure(KbgenError):
    """The machine refuses: no space, no permission, a program that is not installed."""

    exit_code = EXIT_ENVIRONMENT


class BusyError(KbgenError):
    """Another build of the same site is running."""

    exit_code = EXIT_BUSY


class InternalError(KbgenError):
    """kbgen itself is wrong; a report is welcome."""

    exit_code = EXIT_INTERNAL
