# SPDX-License-Identifier: MIT
"""The dictionaries of search: prepared before anything is timed, and timed by themselves."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kbgen.language.dictionary import dictionary_folder, open_dictionary
from kbgen.language.profiles import language

from .process import Usage, measure

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Prepared:
    """One preparation of a dictionary."""

    usage: Usage
    size: int
    """Bytes of its file."""


def make_ready(languages: Iterable[str]) -> None:
    """See that the dictionaries lie where builds look for them."""
    for lang in languages:
        open_dictionary(language(lang).dictionary, dictionary_folder())


def measure_preparation(lang: str) -> Prepared:
    """Prepare a language's dictionary in a folder that is thrown away.

    Raises:
        RuntimeError: it cannot be prepared.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dictionary"
        command = (sys.executable, "-m", "kbgen.language.dictionary", language(lang).dictionary, str(file))
        usage = measure(command, Path.cwd())
        if usage.code:
            raise RuntimeError(f"the dictionary of {lang} could not be prepared: {usage.stderr}")
        return Prepared(usage, file.stat().st_size)
