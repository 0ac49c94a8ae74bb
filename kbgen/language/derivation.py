# SPDX-License-Identifier: MIT
"""Derivation: which lemmas are the same action, such as the aspects of a verb and its noun.

`загружать`, `загрузить` and `загрузка` are one action, and so are `rezygnacja`, `rezygnować` and
`zrezygnować`. Dictionaries of inflected forms have no such pairs. A rule replaces an ending or
removes a prefix; it holds only if the dictionary has the result, too. Spelling is folded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

FindLemmas = Callable[[Iterable[str]], dict[str, str]]
"""Maps the forms that a dictionary has to their lemmas."""
_STEPS: Final = 4
"""Maximum number of rules for a lemma: `зарегистрироваться` loses its ending, then its prefix."""
_MIN_REST: Final = 2
"""Minimum number of letters before an ending, and after a prefix."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """How derived lemmas of a language become simpler ones."""

    endings: tuple[tuple[str, str], ...]
    """(derived ending, simpler ending), the longest derived endings first."""
    prefixes: tuple[str, ...]
    """Prefixes that only make a verb perfective, the longest first."""
    prefixed: tuple[str, ...]
    """Endings of the verbs that lose their prefix: those of foreign origin."""
    apart: frozenset[str]
    """Lemmas that look derived, but are other words."""


def _rules(endings: str, prefixes: str, prefixed: str, apart: str) -> _Rules:
    pairs = [
        (derived, base)
        for group in endings.split(" / ")
        for derived, _, bases in [group.partition(" ")]
        for base in bases.split()
    ]
    return _Rules(
        tuple(sorted(pairs, key=lambda pair: -len(pair[0]))),
        tuple(sorted(prefixes.split(), key=lambda prefix: -len(prefix))),
        tuple(prefixed.split()),
        frozenset(apart.split()),
    )


_OF: Final = {
    # What the stemmer does not know.
    "en": _rules(
        "scription scribe / gistration gister / covery cover / livery liver / ilure il"
        " / yment y / ipment ip / mission mit / cision cide / lution lve"
        " / planation plain",
        "",
        "",
        "",
    ),
    "ru": _rules(
        "ться ть / тись ти"
        # Imperfective verbs.
        " / ывать ать ыть / аивать оить / авливать овить / ачивать атить отить / ашивать осить"
        " / аживать адить одить / ивать ить еть / матривать мотреть / атывать отать / влять вить"
        " / плять пить / блять бить / млять мить / ять ить / жать зить дить жить / ждать дить"
        " / щать стить тить щить / шать сить шить / чать тить чить / скать стить / ирать рать"
        " / давать дать / жимать жать"
        # Nouns.
        " / вление вить / пление пить / ение ить еть / жение зить дить жить / ждение дить"
        " / щение стить тить щить / шение сить шить / чение чить тить / ание ать / овка овать овить"
        " / ировка ировать / ойка оить / зка зить / стка стить / рка рить / вка вить / иска исать"
        " / уск устить / мена менить / плата платить / изация изировать изовать / ация ировать",
        "за по с от про у о",
        "ировать изовать",
        "стоять нажать сжать прижать отжать",
    ),
    "pl": _rules(
        "ywac ac / awac ac / uwac unac / niac nic / wiac wic / zac zyc / aszac osic / sylac slac"
        " / alac olic / lac lic / bierac brac / wierac worzyc / mykac mknac / acac ocic / cac cic"
        " / dzac dzic / amiac omic / acja owac / wersja wertowac / krypcja krybowac / anie ac"
        " / ienie ic / zenie zyc / dzenie dzic / niecie nac",
        "z za s prze po u",
        "owac",
        "uzywac spowodowac zapotrzebowac przekierowac",
    ),
}  # fmt: skip


def simplest(lemmas: Iterable[str], lang: str, known: FindLemmas) -> dict[str, str]:
    """Map each derived lemma to the simplest lemma of the same action.

    Args:
        lemmas: Folded lemmas.
        lang: Name of the dictionary.
        known: Maps the forms that the dictionary has to their lemmas.
    """
    rules = _OF.get(lang)
    if rules is None:
        return {}
    simpler: dict[str, str] = {}
    waiting = set(lemmas)
    for _ in range(_STEPS):
        steps = _first_known({lemma: list(_simpler(lemma, rules)) for lemma in waiting}, known)
        simpler |= steps
        waiting = set(steps.values()) - simpler.keys()
    return {lemma: _last(lemma, simpler) for lemma in simpler}


def derived_from(lemmas: Iterable[str], lang: str, known: FindLemmas) -> dict[str, str]:
    """Map each lemma that one rule derives from one of `lemmas` to that lemma."""
    rules = _OF.get(lang)
    if rules is None:
        return {}
    sources = sorted(set(lemmas))
    others = {other for lemma in sources for other in _derived(lemma, rules)}
    is_lemma = {other for other, lemma in known(sorted(others)).items() if other == lemma}
    back = _first_known({other: list(_simpler(other, rules)) for other in is_lemma}, known)
    return {other: lemma for other, lemma in back.items() if lemma in set(sources)}


def _first_known(candidates: dict[str, list[str]], known: FindLemmas) -> dict[str, str]:
    """Map each lemma to the first of its candidates that is a lemma, if any is."""
    found = known(sorted({other for others in candidates.values() for other in others}))
    return {
        lemma: other
        for lemma, others in candidates.items()
        if (other := next((each for each in others if found.get(each) == each), None))
    }


def _simpler(lemma: str, rules: _Rules) -> Iterator[str]:
    if lemma in rules.apart:
        return
    for derived, base in rules.endings:
        if lemma.endswith(derived) and len(lemma) - len(derived) >= _MIN_REST:
            yield lemma.removesuffix(derived) + base
    if rules.prefixed and lemma.endswith(rules.prefixed):
        for prefix in rules.prefixes:
            if lemma.startswith(prefix) and len(lemma) > len(prefix) + _MIN_REST:
                yield lemma.removeprefix(prefix)


def _derived(lemma: str, rules: _Rules) -> Iterator[str]:
    for derived, base in rules.endings:
        if lemma.endswith(base) and len(lemma) - len(base) >= _MIN_REST:
            yield lemma.removesuffix(base) + derived
    if lemma.endswith(rules.prefixed):
        yield from (prefix + lemma for prefix in rules.prefixes)


def _last(lemma: str, simpler: dict[str, str]) -> str:
    for _ in range(_STEPS):
        lemma = simpler.get(lemma, lemma)
    return lemma
