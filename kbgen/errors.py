# SPDX-License-Identifier: MIT
"""The exceptions that kbgen raises when it cannot continue, and the exit codes of the command line.

    KbgenError
    ├── SettingsError       exit 2   mkdocs.yml or the command line is wrong
    ├── EnvironmentFailure  exit 3   no disk space, no permission, a missing program
    ├── BusyError           exit 75  another build of the same site is running
    └── InternalError       exit 70  a bug in kbgen

A problem in *content* is never an exception. It is a `kbgen.model.Diagnostic`, which is collected
and reported together with all the others. This module imports nothing.
"""

EXIT_OK = 0
EXIT_CONTENT = 1
EXIT_USAGE = 2
EXIT_ENVIRONMENT = 3
EXIT_INTERNAL = 70
EXIT_BUSY = 75
EXIT_INTERRUPTED = 130


class KbgenError(Exception):
    """The base of all errors that stop kbgen, with the message for the user and the exit code.

    Attributes:
        message: What happened and where, in one sentence.
        hint: What the user can do about it, or an empty string.
    """

    exit_code = EXIT_INTERNAL

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SettingsError(KbgenError):
    """Invalid settings or an invalid command line."""

    exit_code = EXIT_USAGE


class EnvironmentFailure(KbgenError):
    """A problem of the machine: no disk space, no permission, a program that is not installed."""

    exit_code = EXIT_ENVIRONMENT


class BusyError(KbgenError):
    """Another build of the same site is running."""

    exit_code = EXIT_BUSY


class InternalError(KbgenError):
    """A bug in kbgen. The user should report it."""

    exit_code = EXIT_INTERNAL
