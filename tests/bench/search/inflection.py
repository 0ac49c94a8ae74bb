# SPDX-License-Identifier: MIT
"""Inflect English words by school rules and a list of irregular forms.

No engine uses this code or a library behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

_LEAST: Final = 4
_IRREGULAR: Final = {
    "begin": ("began", "begun"), "break": ("broke", "broken"), "bring": ("brought",),
    "build": ("built",), "child": ("children",), "choose": ("chose", "chosen"),
    "find": ("found",), "get": ("got",), "hide": ("hidden", "hid"), "hold": ("held",),
    "index": ("indices", "indexes"), "keep": ("kept",), "key": ("keys",),
    "leave": ("left",), "lose": ("lost",), "make": ("made",),
    "menu": ("menus",), "mouse": ("mice",), "person": ("people",), "rebind": ("rebound",),
    "run": ("ran", "running"), "send": ("sent",), "set": ("sets",), "show": ("showed", "shown"),
    "stop": ("stopped",), "submit": ("submitted",), "throw": ("threw", "thrown"), "write": ("wrote", "written"),
}  # fmt: skip
_BACK: Final = {form: word for word, forms in _IRREGULAR.items() for form in forms}
_VERB_LIST: Final = """
access add allow apply attach avoid bind call cancel change check clear click close collapse
configure connect convert copy create customize delete disable display download drag drop edit
enable enter expand export filter fix focus format group handle implement import insert install load
move open paste persist populate prevent print remove rename replace reset resize restore retrieve
save scroll search select sort start store toggle update upgrade upload validate work
"""
_FIXED_LIST: Final = """
about across after again against already also always another any asynchronously automatically
available before below between blank both bottom clean correct cross custom desktop different double
during dynamic each empty english even every extra first full good hidden horizontal initially
inside just large last left long main many maximum minimum missing mobile modern more most multi
multiple native never next none nothing now once only open other outside over parent previous proper
quick recent right same second several simple since single slow small some specific still such than
then there these third those through together toward under unique until upon very visible well wide
within wrong
"""
_VERBS: Final = frozenset(_VERB_LIST.split())
_DOUBLING: Final = frozenset({"drag", "drop", "format", "reset"})
_FIXED: Final = frozenset(_FIXED_LIST.split())
_NO_PLURAL: Final = ("ing", "ed", "ly", "ss", "us", "is", "ous", "able", "al", "ive", "ic")
_PLAIN: Final = re.compile(r"^[a-z]+$|^[A-Z][a-z]+$")


def inflected(word: str, random: Random) -> str:
    """Return another form of the word; the word itself if there is none, as for names and codes.

    A capital letter is kept. A word of fewer than four letters does not change, unless it is in the
    list of irregular forms.
    """
    if not _PLAIN.match(word):
        return word
    forms = sorted({*_forms(word.lower())} - {word.lower()})
    if not forms:
        return word
    form = random.choice(forms)
    return form.capitalize() if word[0].isupper() else form


def _forms(word: str) -> tuple[str, ...]:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _BACK:
        return (_BACK[word],)
    base = _base(word)
    if base in _VERBS:
        return (base, _third(base), _ending(base, "ed"), _ending(base, "ing"))
    if len(word) < _LEAST or word in _FIXED or word.endswith(_NO_PLURAL):
        return ()
    return (singular(word),) if word.endswith("s") else (_third(word),)


def _base(word: str) -> str:
    """Return the known verb of a form, else the word."""
    stems = [word]
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            stems += [stem, stem + "e", stem.removesuffix("i") + "y", stem[:-1]]
    return next((stem for stem in stems if stem in _VERBS), word)


def singular(word: str) -> str:
    """Return the singular of a regular plural."""
    if word.endswith("ies") and len(word) > _LEAST:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes")) and not word.endswith(
        ("ases", "oses", "uses", "azes")
    ):
        return word[:-2]
    return word[:-1]


def _third(word: str) -> str:
    """Return the plural, or the verb's third person."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _ending(verb: str, ending: str) -> str:
    """Return the form with `ed` or `ing`."""
    if verb.endswith("e"):
        return verb[:-1] + ending
    if verb.endswith("y") and verb[-2] not in "aeiou" and ending == "ed":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in _DOUBLING else "") + ending
