# SPDX-License-Identifier: MIT
"""A dictionary's answers, cached in the work folder.

A dictionary is read in chunks, and the words of a site are spread over all of them. Without this
cache, one new word in one article costs half a second per build. With it, only that word is
looked up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol, Self

from kbgen.language.cache_file import write_cache
from kbgen.settings.resources import code_digest

Answers = tuple[dict[str, str], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]
"""Form → lemma, lemma → forms, word → parts."""
_NOT_THERE: Final = ""
"""Cached for a form that the dictionary does not contain."""


class Lookup(Protocol):
    """A dictionary that maps forms to lemmas and lemmas to forms."""

    def lemmas(self, forms: Iterable[str]) -> dict[str, str]:
        """Map each form that the dictionary contains to its lemma."""

    def forms(self, lemmas: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Map each lemma that the dictionary contains to its forms."""

    def parts(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Map each compound to its parts."""


class CachedDictionary:
    """A dictionary that caches its answers in a file.

    Use it as a context manager: leaving it writes the answers that were used.
    """

    def __init__(self, dictionary: Lookup, version: str, file: Path) -> None:
        self._dictionary = dictionary
        self._file = file
        self._version = [code_digest("language"), version]
        self._lemmas, self._forms, self._parts = self._read()
        self._used: Answers = ({}, {}, {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Write the answers that were used, and drop the rest."""
        data = json.dumps([self._version, *self._used], ensure_ascii=False)
        write_cache(self._file, data.encode("utf-8", "surrogatepass"))

    def lemmas(self, forms: Iterable[str]) -> dict[str, str]:
        """Map forms to lemmas; see `Lookup`."""
        required = list(forms)
        missing = [form for form in required if form not in self._lemmas]
        self._lemmas |= dict.fromkeys(missing, _NOT_THERE) | self._dictionary.lemmas(missing)
        self._used[0].update((form, self._lemmas[form]) for form in required)
        return {form: lemma for form in required if (lemma := self._lemmas[form]) != _NOT_THERE}

    def forms(self, lemmas: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Map lemmas to forms; see `Lookup`."""
        required = list(lemmas)
        missing = [lemma for lemma in required if lemma not in self._forms]
        self._forms |= dict.fromkeys(missing, ()) | self._dictionary.forms(missing)
        self._used[1].update((lemma, self._forms[lemma]) for lemma in required)
        return {lemma: forms for lemma in required if (forms := self._forms[lemma])}

    def parts(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Map compounds to their parts; see `Lookup`."""
        required = list(words)
        missing = [word for word in required if word not in self._parts]
        self._parts |= dict.fromkeys(missing, ()) | self._dictionary.parts(missing)
        self._used[2].update((word, self._parts[word]) for word in required)
        return {word: parts for word in required if (parts := self._parts[word])}

    def _read(self) -> Answers:
        try:
            version, lemmas, *others = json.loads(self._file.read_bytes())
            forms, parts = ({word: tuple(each) for word, each in one.items()} for one in others)
            return (dict(lemmas), forms, parts) if version == self._version else ({}, {}, {})
        except (OSError, ValueError, TypeError, AttributeError):
            return {}, {}, {}
