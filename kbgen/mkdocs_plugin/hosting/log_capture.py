# SPDX-License-Identifier: MIT
"""Capture the log of MkDocs and its plugins as single lines, and keep it off the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from kbgen.settings import plain_name

_MAX_LENGTH: Final = 300


@dataclass(frozen=True, slots=True)
class LogMessage:
    """A warning or an error."""

    logger: str
    text: str

    def plugin_name(self, plugins: Iterable[str]) -> str:
        """Return the plugin that wrote it, judging by its logger's name; "" if none matches."""
        return next(
            (name for name in plugins if plain_name(name).replace("-", "_") in self.logger), ""
        )


class _Collector(logging.Handler):
    def __init__(self, messages: list[LogMessage]) -> None:
        super().__init__(logging.WARNING)
        self._said = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(LogMessage(record.name, one_line(record.getMessage())))


@contextmanager
def capture_log() -> Iterator[list[LogMessage]]:
    """Collect the warnings and errors that MkDocs and plugins log in the block."""
    messages: list[LogMessage] = []
    logger = logging.getLogger("mkdocs")
    before = logger.level, logger.propagate, logger.handlers
    logger.setLevel(logging.WARNING)
    logger.propagate, logger.handlers = False, [_Collector(messages)]
    try:
        yield messages
    finally:
        logger.setLevel(before[0])
        logger.propagate, logger.handlers = before[1], before[2]


def error_line(error: BaseException) -> str:
    """Describe a foreign error in one line."""
    return one_line(f"{type(error).__name__}: {error}")


def one_line(text: str) -> str:
    """Shorten a foreign message to one line for a diagnostic."""
    return " ".join(text.split())[:_MAX_LENGTH]
