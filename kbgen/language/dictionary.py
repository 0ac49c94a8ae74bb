# SPDX-License-Identifier: MIT
"""A language's dictionary of inflected forms: form → lemma, and lemma → forms.

In: simplemma's dictionary (form → lemma, up to 3.7 million pairs, 0.6 GB as a Python dict).
Out: `Dictionary`, which reads only the pairs of the words it is asked for.

The dictionary is prepared once per user (`dictionary_file.py`). Most dictionaries take a fraction
of a second, the largest takes two to three seconds.
"""

from __future__ import annotations

import lzma
import os
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import platformdirs

from kbgen.errors import EnvironmentFailure
from kbgen.language.cache_file import write_cache
from kbgen.language.compounds import RULES, Reading, split_words
from kbgen.language.dictionary_file import DictionaryFile, prepare
from kbgen.language.fold import fold
from kbgen.language.front_coding import batches_of, read_stream
from kbgen.runtime.progress import Progress

MAX_FORMS: Final = 400
"""Maximum number of forms of a lemma; entries with more are errors (every number, every name)."""


class Dictionary:
    """A prepared dictionary."""

    def __init__(self, file: DictionaryFile, version: str, name: str = "") -> None:
        self._file = file
        self._name = name
        self.version = version
        """Changes whenever the answers may change."""

    def lemmas(self, forms: Iterable[str]) -> dict[str, str]:
        """Map each folded form that the dictionary contains to its lemma.

        Where folding merges two words (`polish`, `Polish`), a form that is its own lemma wins,
        then the first pair.
        """
        required = set(forms)
        letters = _Letters()
        lemmas: dict[str, str] = {}
        for pair in self._file.pairs_of_forms(required):
            form, lemma = (word.decode().translate(letters) for word in pair)
            if form in required and (form not in lemmas or lemma == form):
                lemmas[form] = lemma
        return lemmas

    def forms(self, lemmas: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Map each folded lemma that the dictionary contains to its sorted, folded forms."""
        required = set(lemmas)
        letters = _Letters()
        forms: defaultdict[str, set[str]] = defaultdict(set)
        for form, base in self._file.pairs_of_lemmas(required):
            lemma = base.decode().translate(letters)
            if lemma in required:
                forms[lemma].add(form.decode().translate(letters))
        return {
            lemma: tuple(sorted(each)) for lemma, each in forms.items() if len(each) <= MAX_FORMS
        }

    def readings(self, forms: Iterable[str]) -> dict[str, frozenset[Reading]]:
        """Map each folded form that the dictionary contains to all its readings."""
        required = set(forms)
        letters = _Letters()
        readings: defaultdict[str, set[Reading]] = defaultdict(set)
        for pair in self._file.pairs_of_forms(required):
            form, lemma = (word.decode() for word in pair)
            if (folded := form.translate(letters)) in required:
                readings[folded].add((lemma.translate(letters), form[:1].isupper()))
        return {form: frozenset(each) for form, each in readings.items()}

    def parts(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Map each folded compound to its parts; nothing for a language without compounds."""
        rules = RULES.get(self._name)
        return split_words(words, rules, self) if rules else {}


def dictionary_folder() -> Path:
    """Return the folder of prepared dictionaries, shared by all sites of this user.

    `KBGEN_CACHE` overrides the system's cache folder (`~/.cache/kbgen` on Linux). A dictionary
    depends only on the version of simplemma, so one copy serves every site and every CI job.
    """
    if chosen := os.environ.get("KBGEN_CACHE"):
        return Path(chosen)
    folder = platformdirs.user_cache_path("kbgen", appauthor=False)
    # A user without a home, as in some containers: store nothing, and create no folder `~` here.
    return folder if folder.is_absolute() else Path(os.devnull, "kbgen")


def open_dictionary(
    name: str, folder: Path, progress: Progress | None = None, lang: str = ""
) -> Dictionary | None:
    """Open a dictionary of simplemma. Prepare it first if `folder` does not contain it.

    If the folder is not writable, the dictionary is prepared again each time.

    Args:
        name: simplemma's name of the dictionary.
        folder: The folder of prepared dictionaries.
        progress: Receives a phase when the dictionary has to be prepared.
        lang: The language that the phase names. Defaults to simplemma's name.

    Returns:
        The dictionary, or None for the empty name (a language without a dictionary).

    Raises:
        EnvironmentFailure: simplemma's file cannot be read.
    """
    if not name:
        return None
    source = f"{name}-{version('simplemma')}"
    file = folder / f"{source}.prepared"
    with suppress(OSError, ValueError):  # missing or damaged
        return Dictionary(DictionaryFile(file.read_bytes()), source, name)
    phase = f"Preparing the {english_name(lang or name)} dictionary"
    advance = progress.phase(phase, 1) if progress else None
    data = _prepare(name)
    write_cache(file, data)
    if advance:
        advance(1)
    return Dictionary(DictionaryFile(data), source, name)


def english_name(lang: str) -> str:
    """Return the English name of a language, or its code if it has none."""
    from babel import Locale  # slow to import, and needed only to prepare a dictionary

    base = lang.lower().partition("-")[0]
    name: str = Locale("en").languages.get(base, lang)
    return name


def _prepare(name: str) -> bytes:
    try:
        try:
            return prepare(read_stream(_stream(name)))
        except ValueError:  # the format of another version of simplemma
            return prepare(batches_of(_pairs(name)))
    except (OSError, ValueError, EOFError, MemoryError, lzma.LZMAError) as error:
        raise EnvironmentFailure(
            f"the {name} dictionary could not be prepared: {error or type(error).__name__}",
            "Free some memory. If that does not help, reinstall simplemma.",
        ) from error


def _stream(name: str) -> bytes:
    """Return the bytes of simplemma's dictionary, without importing simplemma."""
    for folder in _package_folders():
        file = Path(folder, "strategies", "dictionaries", "data", f"{name}.plzma")
        if file.is_file():
            return lzma.decompress(file.read_bytes())
    raise ValueError("simplemma has no such file")


def _package_folders() -> list[str]:
    spec = find_spec("simplemma")
    return list(spec.submodule_search_locations or ()) if spec else []


def _pairs(name: str) -> Iterable[tuple[str, str]]:
    """Return the pairs of simplemma's dictionary through its public interface."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary(name).items()


class _Letters(dict[int, str]):
    """A table for `str.translate` that folds letters on first use."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold(chr(code))
        return folded
