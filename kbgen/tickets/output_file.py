# SPDX-License-Identifier: MIT
"""Write the file of tickets whole or not at all, readable by its owner only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from kbgen.errors import EnvironmentFailure
from kbgen.runtime.atomic_write import remove_leftovers, replacing

_PRIVATE: Final = 0o600


def write_lines(path: Path, documents: Iterable[dict[str, Any]]) -> None:
    """Write JSON lines; a failure leaves the previous file unchanged.

    Raises:
        EnvironmentFailure: The file cannot be written.
    """
    try:
        remove_leftovers(path)
        with replacing(path, _PRIVATE) as file:
            for document in documents:
                file.write(json.dumps(document, ensure_ascii=False).encode() + b"\n")
    except OSError as error:
        raise EnvironmentFailure(f"{path} cannot be written: {error.strerror}") from error
