# SPDX-License-Identifier: MIT
"""A sentence encoder for tests: texts are close if they have words, or words of one group, alike."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np

from kbgen.language.meaning.vectors import SCALE, Vectors, rounded

GROUPS: Final = (
    frozenset({"refund", "money", "reimbursement"}),
    frozenset({"password", "login", "credentials"}),
)
"""Words that mean the same."""


class FakeEncoder:
    """Implements `Encoder`.

    Attributes:
        texts: the texts that were encoded, in order.
    """

    def __init__(self, fingerprint: str = "fake") -> None:
        self.fingerprint = fingerprint
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts; see `Encoder`."""
        self.texts += texts
        rows = [sum((_vector(word) for word in _words(text)), np.zeros(512)) for text in texts]
        lengths = [max(1.0, float(np.linalg.norm(row))) for row in rows]
        scaled = [row * (SCALE / length) for row, length in zip(rows, lengths, strict=True)]
        return rounded(np.stack(scaled) if scaled else np.zeros((0, 512)))


def _words(text: str) -> list[str]:
    return [word.strip(".,?!").casefold() for word in text.split()]


def _vector(word: str) -> np.ndarray:
    group = next((min(words) for words in GROUPS if word in words), word)
    seed = int.from_bytes(blake2b(group.encode(), digest_size=8).digest(), "big")
    vector: np.ndarray = np.random.default_rng(seed).normal(0, 1, 512)
    return vector


FREQUENT: Final = (
    "the", "money", "moneys", "reimbursement", "reimbursements", "credentials", "weather", "music",
    "river", "stone", "garden", "winter", "summer", "letter", "bridge", "forest", "42", "e-mail",
)  # fmt: skip
"""A short list of frequent words for tests, with forms, a stop word, and what is no word."""
