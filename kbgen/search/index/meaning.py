# SPDX-License-Identifier: MIT
"""What builds affinity lists (`affinities.py`). Imports no numpy: many builds need no lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbgen.search.index.affinities import Affinities
    from kbgen.search.index.postings import InvertedIndex


@dataclass(frozen=True, slots=True)
class Meaning:
    """Builds the affinity lists of an index."""

    fingerprint: str
    """Digest of everything except the articles that the lists depend on, such as the encoder."""
    find: Callable[[InvertedIndex], Affinities]
    """Returns the lists of an index without synonyms. Called only if files are compiled."""
