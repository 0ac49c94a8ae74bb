# SPDX-License-Identifier: MIT
"""Names that are known to belong to a ticket, wherever they stand and however they are inflected.

In: a text; names and e-mail addresses. Out: spans. The strongest evidence there is: `anna.kowalska@…` makes `Annie
Kowalskiej` a name. Both sides are compared in Latin spelling (`Иван` = `ivan`), letters that people transliterate in
several ways made one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kbgen.content.structure.identity import transliterate
from kbgen.model import PersonalSpan, PersonalType
from kbgen.tickets.personal.not_names import NO_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 3
_ROLES_OF_MAIL: Final = """
info mail email support help sales office admin contact kontakt biuro hello team noreply reply test user the customer
client service billing example firma pochta gmail agent van von der den end zendesk freshdesk
"""
_ROLES: Final = frozenset(_ROLES_OF_MAIL.split())
# Spellings of one sound: Aleksey, Aleksei, Alexey; Khabib, Habib; Yulia, Julia, Iulia.
_SOUNDS: Final = (
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
# The last consonant of a Polish stem before -e and -i: Marta, Marcie; Olga, Oldze; Agnieszka, Agnieszce.
_SOFTENED: Final = {
    "k": ("c", "cz"),
    "g": ("dz", "z"),
    "t": ("c",),
    "d": ("dz",),
    "r": ("rz",),
    "h": ("sz",),
    "s": ("si",),
}
_MOST_ENDING: Final = 4
_SHORT_ENDINGS: Final = frozenset(("", "a", "i", "ie", "e", "o", "u", "oi", "ei", "om", "em", "owi", "iem", "ami", "s"))


def find(text: str, people: Iterable[str]) -> Iterator[PersonalSpan]:
    """Find the names of these people; words that follow one another become one span."""
    stems = _stems(people)
    if not stems:
        return
    found = [(match.start(), match.end()) for match in _WORD.finditer(text) if _is_one(match.group(), stems)]
    for start, end in _runs(text, found):
        yield PersonalSpan(start, end, PersonalType.PERSON)


def _runs(text: str, words: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for low, high in words:
        if end >= 0 and text[end:low].strip(" \t\u00a0-'’.") == "" and low - end < 4:
            end = high
            continue
        if end >= 0:
            yield start, end
        start, end = low, high
    if end >= 0:
        yield start, end


def _stems(people: Iterable[str]) -> dict[str, frozenset[str]]:
    """First two letters → stems that begin with them."""
    stems: dict[str, set[str]] = {}
    for name in _names(people):
        for stem in _stems_of(name):
            stems.setdefault(stem[:2], set()).add(stem)
    return {key: frozenset(value) for key, value in stems.items()}


def _names(people: Iterable[str]) -> Iterator[str]:
    for person in people:
        local = person.partition("@")[0] if "@" in person else person
        for word in _WORD.findall(local):
            heard = sound(word)
            if len(heard) >= _LEAST and heard not in _ROLES and word.casefold() not in NO_NAMES:
                yield heard


def _stems_of(name: str) -> tuple[str, ...]:
    """What all cases of a name begin with: `marek` → marek, mark; `olga` → olg, oldz."""
    base = name.rstrip(_VOWELS)
    if len(base) < _LEAST - 1:
        base = name
    stems = [base, name]
    stems += [base[:-1] + soft for soft in _SOFTENED.get(base[-1:], ()) if len(base) >= _LEAST]
    if len(base) > _LEAST and base[-2] in "eo" and base[-1] in "kclrn":
        stems.append(base[:-2] + base[-1])
    return tuple(stem for stem in dict.fromkeys(stems) if len(stem) >= 2)


def _is_one(word: str, stems: dict[str, frozenset[str]]) -> bool:
    if not word[0].isupper() and word.islower() and len(word) < 5:
        return any(stem == sound(word) for stem in stems.get(sound(word)[:2], ()))
    heard = sound(word)
    candidates = stems.get(heard[:2], ())
    return any(heard.startswith(stem) and _is_ending(heard[len(stem) :], stem) for stem in candidates) and (
        word[0].isupper() or heard in candidates
    )


def _is_ending(rest: str, stem: str) -> bool:
    """Whether letters may follow a stem: behind a short one only real endings, or `Ira` would make `Iran` a name."""
    return rest in _SHORT_ENDINGS if len(stem) <= _LEAST else len(rest) <= _MOST_ENDING


@lru_cache(maxsize=1 << 14)
def sound(word: str) -> str:
    """A word in Latin letters, one spelling for one sound."""
    heard = transliterate(word)
    for spelling, one in _SOUNDS:
        heard = heard.replace(spelling, one)
    return heard
