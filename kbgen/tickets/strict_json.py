# SPDX-License-Identifier: MIT
"""Parse untrusted JSON strictly: no duplicate keys, no NaN, no excessive depth."""

from __future__ import annotations

import json
from typing import Any


class InvalidRecord(ValueError):
    """A record is rejected; the message says why and never quotes the record."""


def parse_json(text: str) -> Any:
    """Parse one document.

    Raises:
        InvalidRecord: The text is not JSON, or parsers could disagree about its meaning.
    """
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except InvalidRecord:
        raise
    except RecursionError:
        raise InvalidRecord("JSON is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise InvalidRecord(f"invalid JSON at line {error.lineno}, column {error.colno}") from None
    except ValueError:  # Python limits the digits of an integer to 4,300
        raise InvalidRecord("a number is too long") from None
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise InvalidRecord("a key appears twice")
    return values


def _refuse(name: str) -> None:
    raise InvalidRecord(f"JSON does not allow {name}")
