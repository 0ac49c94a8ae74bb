# SPDX-License-Identifier: MIT
"""JSON as others wrote it, read without surprises: no duplicate keys, no NaN, no half characters, no endless depth."""

from __future__ import annotations

import json
from typing import Any


class BadJson(ValueError):
    """Why a text is refused, in a few words that quote nothing of it."""


def parse_json(text: str) -> Any:
    """Parse one document.

    Raises:
        BadJson: it is not JSON, or JSON that two programs read in two ways.
    """
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except BadJson:
        raise
    except RecursionError:
        raise BadJson("JSON is nested too deep") from None
    except json.JSONDecodeError as error:
        raise BadJson(f"not JSON at line {error.lineno}, column {error.colno}") from None
    except ValueError:  # a number of thousands of digits
        raise BadJson("a number is too long") from None
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadJson("a key is given twice")
    return found


def _refuse(name: str) -> None:
    raise BadJson(f"{name} is not JSON")
