# SPDX-License-Identifier: MIT
"""Find the names of known people anywhere in a text, in any inflected form.

In: a text; names and email addresses. Out: spans. This is the strongest evidence:
`anna.kowalska@…` makes `Annie Kowalskiej` a name. Both sides are compared in Latin spelling (`Иван`
= `ivan`), with one form for letters that have several transliterations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kbgen.language.transliteration import transliterate
from kbgen.model import PersonalSpan, PersonalType
from kbgen.tickets.personal.context import find_spans
from kbgen.tickets.personal.not_names import COMMON_WORDS

_WORD: Final = re.compile(r"[^\W\d_]+")
_BETWEEN_NAMES: Final = re.compile(r"[ \t\u00a0'’.-]{0,3}")
_MIN_LETTERS: Final = 3
_MAILBOX_WORDS: Final = """
info mail email support help sales office admin contact kontakt biuro hello team noreply reply test
user the customer client service billing example firma pochta gmail agent van von der den end
zendesk freshdesk
"""
_NOT_PEOPLE: Final = frozenset(_MAILBOX_WORDS.split())
# Spellings of the same sound: Aleksey, Aleksei, Alexey; Khabib, Habib; Yulia, Julia, Iulia.
_SPELLINGS: Final = (
    ("shch", "sch"),
    ("kh", "h"),
    ("ks", "x"),
    ("yu", "iu"),
    ("ya", "ia"),
    ("ju", "iu"),
    ("ja", "ia"),
    ("y", "i"),
    ("j", "i"),
    ("ii", "i"),
)
_VOWELS: Final = "aeiou"
# How Polish changes the last consonant of a stem before -e and -i: Marta, Marcie; Olga, Oldze;
# Agnieszka, Agnieszce.
_SOFTENED: Final = {
    "k": ("c", "cz"),
    "g": ("dz", "z"),
    "t": ("c",),
    "d": ("dz",),
    "r": ("rz",),
    "h": ("sz",),
    "s": ("si",),
}
_MAX_ENDING: Final = 4
_SHORT_ENDINGS: Final = frozenset(
    ("", "a", "i", "ie", "e", "o", "u", "oi", "ei", "om", "em", "owi", "iem", "ami", "s")
)


def find(text: str, people: Iterable[str]) -> Iterator[PersonalSpan]:
    """Yield the names of these people; adjacent names become one span."""
    stems = _stems(people)
    if not stems:
        return
    name: PersonalSpan | None = None
    for word in find_spans(text, PersonalType.PERSON, _WORD):
        if not _is_known_name(text[word.start : word.end], stems):
            continue
        # Join words with at most a space, hyphen, apostrophe or period in between.
        if name and _BETWEEN_NAMES.fullmatch(text, name.end, word.start):
            name = replace(name, end=word.end)
            continue
        if name:
            yield name
        name = word
    if name:
        yield name


def _stems(people: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the stems of all names, grouped by their first two letters."""
    stems: dict[str, set[str]] = {}
    for name in _names(people):
        for stem in _stems_of(name):
            stems.setdefault(stem[:2], set()).add(stem)
    return {key: frozenset(value) for key, value in stems.items()}


def _names(people: Iterable[str]) -> Iterator[str]:
    for person in people:
        local = person.partition("@")[0] if "@" in person else person
        for word in _WORD.findall(local):
            key = latin_key(word)
            if (
                len(key) >= _MIN_LETTERS
                and key not in _NOT_PEOPLE
                and word.casefold() not in COMMON_WORDS
            ):
                yield key


def _stems_of(name: str) -> tuple[str, ...]:
    """Return the prefixes of a name's inflected forms: `marek` → marek, mark."""
    # Endings replace the final vowels, unless almost nothing would be left.
    base = name.rstrip(_VOWELS)
    if len(base) < _MIN_LETTERS - 1:
        base = name
    stems = [base, name]
    stems += [
        base[:-1] + soft for soft in _SOFTENED.get(base[-1:], ()) if len(base) >= _MIN_LETTERS
    ]
    # A vowel that other cases drop: Marek, Marka.
    if len(base) > _MIN_LETTERS and base[-2] in "eo" and base[-1] in "kclrn":
        stems.append(base[:-2] + base[-1])
    return tuple(stem for stem in dict.fromkeys(stems) if len(stem) >= 2)


def _is_known_name(word: str, stems: dict[str, frozenset[str]]) -> bool:
    if not word[0].isupper() and word.islower() and len(word) < 5:
        # A short word in lowercase must equal a stem; as a prefix, it would match common words.
        return any(stem == latin_key(word) for stem in stems.get(latin_key(word)[:2], ()))
    key = latin_key(word)
    candidates = stems.get(key[:2], ())
    return any(
        key.startswith(stem) and _is_ending(key[len(stem) :], stem) for stem in candidates
    ) and (word[0].isupper() or key in candidates)


def _is_ending(rest: str, stem: str) -> bool:
    """Tell whether `rest` can follow a stem.

    A short stem accepts only real endings; otherwise `Ira` would make `Iran` a name.
    """
    return rest in _SHORT_ENDINGS if len(stem) <= _MIN_LETTERS else len(rest) <= _MAX_ENDING


@lru_cache(maxsize=1 << 14)
def latin_key(word: str) -> str:
    """Return a word in Latin letters, with one spelling for each sound."""
    key = transliterate(word)
    for spelling, replacement in _SPELLINGS:
        key = key.replace(spelling, replacement)
    return key
