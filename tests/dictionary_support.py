# SPDX-License-Identifier: MIT
"""Make small dictionaries, and read their pairs in a simple way for comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kbgen.language.dictionary import MAX_FORMS, Dictionary, dictionary_folder, open_dictionary
from kbgen.language.dictionary_file import DictionaryFile, prepare
from kbgen.language.fold import fold
from kbgen.language.front_coding import read_stream
from kbgen.language.profiles import language

Pairs = list[tuple[str, str]]


def dictionary_of(pairs: Pairs) -> Dictionary:
    """Return a dictionary of these forms and lemmas."""
    return Dictionary(DictionaryFile(prepare(read_stream(write_records(pairs)))), "small")


def have_dictionaries(*languages: str) -> None:
    """Prepare the dictionaries of languages, so that no build has to."""
    for lang in languages:
        open_dictionary(language(lang).dictionary, dictionary_folder())


def lemmas_in(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return folded form → folded lemma: itself if it is a lemma, else the first one."""
    lemmas: dict[str, str] = {}
    for form, lemma in folded(pairs):
        if form not in lemmas or form == lemma:
            lemmas[form] = lemma
    return lemmas


def forms_in(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return folded lemma → its folded forms, unless there are too many."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in folded(pairs):
        forms[lemma].add(form)
    return {lemma: tuple(sorted(some)) for lemma, some in forms.items() if len(some) <= MAX_FORMS}


def folded(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Yield the pairs, folded letter by letter."""
    letter = cache(fold)
    return [("".join(map(letter, form)), "".join(map(letter, lemma))) for form, lemma in pairs]


def write_records(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Encode pairs as a stream of simplemma, in the order given; see `front_coding.py`."""
    records: list[bytes] = []
    last_form = last_lemma = b""
    for form, lemma in ((form.encode(), lemma.encode()) for form, lemma in pairs):
        shared = _common_prefix_length(last_form, form)
        records += (_number(shared), _number(len(form) - shared), form[shared:])
        is_same = len(records) > 3 and lemma == last_lemma
        records.append(b"\xfe" if is_same else _lemma_record(form, lemma))
        last_form, last_lemma = form, lemma
    return b"".join([b"SMFC1\0", _number(len(records) // 4), *records])


def _lemma_record(form: bytes, lemma: bytes) -> bytes:
    shared = _common_prefix_length(form, lemma)
    trim = len(form) - shared
    # `trim` is one byte, and its two greatest values have another meaning.
    if trim >= 254:
        return b"".join((b"\xff", _number(len(lemma)), lemma))
    return b"".join((bytes([trim]), _number(len(lemma) - shared), lemma[shared:]))


def _number(number: int) -> bytes:
    """Encode a number as a varint."""
    encoded = bytearray()
    while number >= 0x80:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def _common_prefix_length(one: bytes, other: bytes) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((length for length, (a, b) in pairs if a != b), min(len(one), len(other)))
