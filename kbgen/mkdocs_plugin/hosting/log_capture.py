# SPDX-License-Identifier: MIT
"""Capture the log of MkDocs and its plugins as single lines, and keep it off the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

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
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(LogMessage(record.name, one_line(record.getMessage())))


@contextmanager
def capture_log() -> Iterator[list[LogMessage]]:
    """Collect the warnings and errors that MkDocs and plugins log in the block."""
    messages: list[LogMessage] = []
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.WARNING)
    with temporarily(logger, propagate=False, handlers=[_Collector(messages)]):
        try:
            yield messages
        finally:
            logger.setLevel(level)


@contextmanager
def temporarily(target: Any, **values: Any) -> Iterator[None]:
    """Set attributes of a foreign object in the block."""
    before = {name: getattr(target, name) for name in values}
    for name, value in values.items():
        setattr(target, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(target, name, value)


def error_line(error: BaseException) -> str:
    """Describe a foreign error in one line."""
    return one_line(f"{type(error).__name__}: {error}")


def one_line(text: str) -> str:
    """Shorten a foreign message to one line for a diagnostic."""
    return " ".join(text.split())[:_MAX_LENGTH]
