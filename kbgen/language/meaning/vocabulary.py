# SPDX-License-Identifier: MIT
"""The most frequent words of a language with their vectors, also those that no article contains.

In: a language. Out: `Vocabulary`. wordfreq lists inflected forms. Forms of one term are one word
here, named after its most frequent form.

Computing the vectors takes some ten seconds, once per user, encoder, and language: they are kept in
the folder of prepared dictionaries. Several processes may do so at once: each writes a whole file,
and all files are equal.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import regex

from kbgen.language.cache_file import write_cache
from kbgen.language.dictionary import dictionary_folder, english_name, open_dictionary
from kbgen.language.forms import expand
from kbgen.language.meaning.encoder import Encoder, package_versions
from kbgen.language.meaning.vectors import Vectors
from kbgen.language.profiles import language
from kbgen.language.stop_words import stop_words
from kbgen.language.tokens import tokens
from kbgen.runtime.progress import Progress
from kbgen.settings.resources import code_digest

FORMS: Final = 40_000
"""Number of inflected forms to read from wordfreq, the most frequent."""
REFERENCE: Final = 4_000
"""Number of words that an article's products are compared with."""
_DEFAULT: Final = "en"
"""The language of reference words where wordfreq has no list (Thai)."""
_BATCH: Final = 1_024
_WORD: Final = regex.compile(r"[\p{L}\p{M}]{1,40}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of a language, the most frequent first."""

    words: tuple[str, ...]
    """The most frequent form of each, folded."""
    forms: dict[str, str]
    """Folded form → its word in `words`, for all forms."""
    vectors: Vectors
    """A row for each word."""

    @property
    def reference(self) -> Vectors:
        """The vectors of the words that an article's products are compared with."""
        return self.vectors[:REFERENCE]


def is_word(form: str) -> bool:
    """Tell whether a form has a meaning to encode: letters only, found as one token."""
    return bool(_WORD.fullmatch(form)) and [token.whole for token in tokens(form)] == [form]


def vocabulary(lang: str, encoder: Encoder, progress: Progress | None = None) -> Vocabulary:
    """Return the words of a language, or none where wordfreq has no list.

    Args:
        lang: Language code.
        encoder: Makes the vectors if the user's folder does not have them.
        progress: Receives a phase when vectors have to be made.

    Raises:
        EnvironmentFailure: The dictionary cannot be prepared.
    """
    base = lang.lower().partition("-")[0]
    state = [encoder.fingerprint, repr(package_versions()), code_digest("language"), base]
    key = hashlib.sha256(json.dumps(state).encode()).hexdigest()[:16]
    file = dictionary_folder() / f"meaning-{base}-{key}.vectors"
    with suppress(OSError, ValueError):  # missing or damaged
        return _read(file)
    made = _make(base, encoder, progress)
    write_cache(file, _encode(made))
    return made


def reference_vectors(lang: str, encoder: Encoder, progress: Progress | None = None) -> Vectors:
    """Return the vectors that an article's products are compared with; see `vocabulary`."""
    own = vocabulary(lang, encoder, progress).reference
    return own if len(own) else vocabulary(_DEFAULT, encoder, progress).reference


@lru_cache(maxsize=4)
def _read(file: Path) -> Vocabulary:
    """Read a file. Its name changes with its content, so a process reads it once.

    Raises:
        OSError: The file is missing.
        ValueError: It is damaged.
    """
    return _decode(file.read_bytes())


def _make(lang: str, encoder: Encoder, progress: Progress | None) -> Vocabulary:
    spellings = _spellings(lang)
    row = language(lang)
    dictionary = open_dictionary(row.dictionary, dictionary_folder(), progress, lang)
    terms = expand(spellings, row, dictionary).terms
    # The first form of a term is its most frequent one.
    names: dict[str, str] = {}
    forms = {form: names.setdefault(terms[form], form) for form in spellings}
    words = tuple(names.values())
    texts = [spellings[word] for word in words]
    phase = f"Reading the {english_name(lang)} vocabulary"
    advance = progress.phase(phase, len(texts)) if progress else None
    parts = []
    for start in range(0, len(texts), _BATCH):
        parts.append(encoder.encode(texts[start : start + _BATCH]))
        if advance:
            advance(min(start + _BATCH, len(texts)))
    return Vocabulary(words, forms, np.concatenate(parts) if parts else encoder.encode([]))


def _spellings(lang: str) -> dict[str, str]:
    """Map folded forms to their most frequent spellings, the most frequent first."""
    stop = stop_words(lang)
    folded: dict[str, str] = {}
    for spelling in frequent_words(lang):
        token = next(iter(tokens(spelling)), None)
        form = token.whole if token else ""
        if form not in stop and len(form) > 1 and is_word(form):
            folded.setdefault(form, spelling)
    return folded


def frequent_words(lang: str) -> Sequence[str]:
    """Return the most frequent words of a language in their usual spelling."""
    from wordfreq import top_n_list  # the extra may be missing, and meaning off

    try:
        words: Sequence[str] = top_n_list(lang, FORMS)
    except LookupError:
        return ()
    return words


def _encode(made: Vocabulary) -> bytes:
    """Return the bytes of a file: checksum, a line of JSON, then the vectors."""
    number = {word: index for index, word in enumerate(made.words)}
    head = [made.words, {form: number[word] for form, word in made.forms.items()}]
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    body = b"".join([text.encode(), b"\n", made.vectors.tobytes()])
    return zlib.adler32(body).to_bytes(4, "little") + body


def _decode(data: bytes) -> Vocabulary:
    """Read the output of `_encode`.

    Raises:
        ValueError: The bytes are damaged.
    """
    if zlib.adler32(data[4:]).to_bytes(4, "little") != data[:4]:
        raise ValueError("a damaged file of vectors")
    end = data.index(b"\n")
    words, numbers = json.loads(data[4:end])
    vectors = np.frombuffer(data, np.int8, offset=end + 1)
    return Vocabulary(
        tuple(words),
        {form: words[number] for form, number in numbers.items()},
        vectors.reshape(len(words), -1) if len(words) else vectors.reshape(0, 0),
    )
