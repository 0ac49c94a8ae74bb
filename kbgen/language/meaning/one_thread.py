# SPDX-License-Identifier: MIT
"""Multiply matrices in one thread.

The matrices here are small: several threads spend most of their time waiting for each other, up to
six times the processor's time on a busy machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any


@contextmanager
def one_thread() -> Iterator[None]:
    """Use one thread for matrices within the block. Does nothing without the package."""
    control = _controller()
    if control is None:
        yield
        return
    with control.limit(limits=1, user_api="blas"):
        yield


@lru_cache(maxsize=1)
def _controller() -> Any:
    """Return what controls the libraries that this process has loaded; finding them is slow."""
    try:
        from threadpoolctl import ThreadpoolController
    except ModuleNotFoundError:  # vectors are the same without it, and take longer
        return None
    return ThreadpoolController()
