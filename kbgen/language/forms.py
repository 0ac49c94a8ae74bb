# SPDX-License-Identifier: MIT
"""Forms: which words of a language are one term, and which other forms readers may type.

In: the forms that occur in a language's articles. Out: `Forms`: a term for each form, and for the
other inflected forms of the same lemmas. The browser and Whoosh both look words up in `Forms`;
neither stems anything.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Final

import regex

from kbgen.language.cache_file import write_cache
from kbgen.language.derivation import derived_from, simplest
from kbgen.language.dictionary import dictionary_folder, open_dictionary
from kbgen.language.dictionary_cache import CachedDictionary, Lookup
from kbgen.language.profiles import Language, language
from kbgen.language.terms import stemmer
from kbgen.language.transliteration import latin_spellings
from kbgen.runtime.canonical import canonical
from kbgen.runtime.progress import Progress
from kbgen.settings.resources import code_digest

_MAX_FORM_LENGTH: Final = 40
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")


@dataclass(frozen=True, slots=True)
class Forms:
    """The word forms of one language's articles."""

    terms: dict[str, str]
    """Occurring form → its term, an opaque name."""
    unseen: dict[str, str] = field(default_factory=dict)
    """Form that does not occur → the term of its lemma, or of the word it transliterates."""
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Occurring compound → the terms of its parts."""
    part_forms: dict[str, str] = field(default_factory=dict)
    """Form of a part whose term does not occur → that term."""
    related: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Term → other terms of the same action, such as the noun of a verb."""

    def term(self, form: str) -> str:
        """Return the term of a form that occurs."""
        return self.terms.get(form, form)


def forms_of(
    lang: str, vocabulary: Iterable[str], work_dir: Path, progress: Progress | None = None
) -> Forms:
    """Find terms and additional forms for the words of a language.

    The user's first site prepares the dictionary (up to three seconds); later builds read it in
    milliseconds. The result for the last vocabulary is cached in `work_dir`.

    Args:
        lang: Language code.
        vocabulary: Folded forms that occur.
        work_dir: Folder of the cached result.
        progress: Receives a phase when the dictionary has to be prepared.

    Raises:
        EnvironmentFailure: The dictionary cannot be prepared.
    """
    words = sorted(set(vocabulary))
    key = hashlib.sha256(
        "\n".join([code_digest("language"), canonical(language(lang)), *words]).encode()
    ).hexdigest()
    file = work_dir / f"forms-{lang}.json"
    if cached := _read_cache(file, key):
        return cached
    dictionary = open_dictionary(language(lang).dictionary, dictionary_folder(), progress, lang)
    if dictionary is None:
        forms = expand(words, language(lang), None)
    else:
        lookups = work_dir / f"lookups-{lang}.json"
        with CachedDictionary(dictionary, dictionary.version, lookups) as cached_dictionary:
            forms = expand(words, language(lang), cached_dictionary)
    # Not `asdict`, which copies each text of the largest dictionaries.
    document = json.dumps(
        {"key": key} | {item.name: getattr(forms, item.name) for item in fields(forms)},
        ensure_ascii=False,
    )
    write_cache(file, document.encode())
    return forms


def expand(words: Iterable[str], row: Language, dictionary: Lookup | None) -> Forms:
    """Find terms and additional forms of `words` with the libraries that `row` names."""
    everything = set(words)
    letter_words = sorted(word for word in everything if _WORD.fullmatch(word))
    lemmas = dictionary.lemmas(letter_words) if dictionary else {}
    stem = cache(stemmer(row.stemmer))  # words without a lemma are stemmed twice
    terms = {word: word for word in everything}
    terms |= {word: stem(lemmas.get(word, word)) for word in letter_words}
    terms |= _out_of_dictionary_terms(letter_words, lemmas, terms, stem)
    unseen = _unseen(terms, lemmas, dictionary) if dictionary else {}
    if row.latin:
        unseen = _latin(letter_words, lemmas, terms, row.latin) | unseen
    if not dictionary:
        return Forms(terms, unseen)
    families = _families(lemmas, terms, row.dictionary, dictionary)
    unseen = _derivations(families, terms, row.dictionary, dictionary) | unseen
    parts, part_forms = _parts(dictionary.parts(letter_words), terms, unseen, dictionary, stem)
    return Forms(terms, unseen, parts, part_forms, _related(families))


def _parts(
    parts: dict[str, tuple[str, ...]],
    terms: dict[str, str],
    unseen: dict[str, str],
    dictionary: Lookup,
    stem: Callable[[str], str],
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the terms of the parts of compounds, and the forms of those that do not occur.

    Args:
        parts: Occurring compound → its parts.
        terms: Terms of the forms that occur.
        unseen: Terms of other forms of their lemmas.
        dictionary: The dictionary of the language.
        stem: Its stemmer.
    """
    known = unseen | terms
    missing = sorted({part for each in parts.values() for part in each if part not in known})
    lemmas = dictionary.lemmas(missing)
    occurring = set(terms.values())
    own = {part: stem(lemmas.get(part, part)) for part in missing}
    others = {part: term for part, term in own.items() if term not in occurring}
    forms = others | _unseen(
        others, {part: lemmas[part] for part in others if part in lemmas}, dictionary
    )
    known = own | known
    return (
        {word: tuple(known[part] for part in each) for word, each in sorted(parts.items())},
        {
            form: term
            for form, term in sorted(forms.items())
            if form not in terms and form not in unseen
        },
    )


def _latin(
    letter_words: list[str], lemmas: dict[str, str], terms: dict[str, str], schemes: str
) -> dict[str, str]:
    """Map Latin spellings to terms.

    Only lemmas get Latin spellings: spellings of every form would enlarge the index by a quarter.
    """
    spellings: dict[str, str] = {}
    for word in letter_words:
        for spelling in latin_spellings(lemmas.get(word, word), schemes):
            if spelling not in terms:
                spellings.setdefault(spelling, terms[word])
    return spellings


def _out_of_dictionary_terms(
    letter_words: list[str],
    lemmas: dict[str, str],
    terms: dict[str, str],
    stem: Callable[[str], str],
) -> dict[str, str]:
    """Return terms for words that the dictionary lacks: the term of known words with the same stem.

    The Polish dictionary has `uwierzytelnianie`, a form of `uwierzytelniać`, but not
    `uwierzytelnianiem`. Both have the same stem. Of several terms, the most frequent one wins.
    """
    of_stem: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in lemmas:
        of_stem[stem(word)][terms[word]] += 1
    best = {
        stemmed: min(counts, key=lambda term: (-counts[term], term))
        for stemmed, counts in of_stem.items()
    }
    return {
        word: best[stemmed]
        for word in letter_words
        if word not in lemmas and (stemmed := stem(word)) in best
    }


def _unseen(terms: dict[str, str], lemmas: dict[str, str], dictionary: Lookup) -> dict[str, str]:
    """Map the other forms of the lemmas that occur to their terms.

    A form of two lemmas gets the term of the first.
    """
    of_lemma: dict[str, str] = {}
    for word in sorted(lemmas):
        of_lemma.setdefault(lemmas[word], terms[word])
    unseen: dict[str, str] = {}
    for lemma, forms in sorted(dictionary.forms(of_lemma).items()):
        for form in forms:
            if form not in terms and len(form) <= _MAX_FORM_LENGTH and _WORD.fullmatch(form):
                unseen.setdefault(form, of_lemma[lemma])
    return unseen


def _families(
    lemmas: dict[str, str], terms: dict[str, str], name: str, dictionary: Lookup
) -> dict[str, list[str]]:
    """Map the simplest lemma of each action to the terms of its words that occur, sorted."""
    simpler = simplest(lemmas.values(), name, dictionary.lemmas)
    families: defaultdict[str, set[str]] = defaultdict(set)
    for word, lemma in lemmas.items():
        families[simpler.get(lemma, lemma)].add(terms[word])
    return {lemma: sorted(family) for lemma, family in families.items()}


def _related(families: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Map each term to the others of its family."""
    related: defaultdict[str, set[str]] = defaultdict(set)
    for family in families.values():
        for term in family if len(family) > 1 else ():
            related[term].update(other for other in family if other != term)
    return {term: tuple(sorted(others)) for term, others in sorted(related.items())}


def _derivations(
    families: dict[str, list[str]], terms: dict[str, str], name: str, dictionary: Lookup
) -> dict[str, str]:
    """Map lemmas that do not occur to a term of the same action.

    Only lemmas: their other forms would enlarge the index noticeably.
    """
    found = {lemma: lemma for lemma in families} | derived_from(families, name, dictionary.lemmas)
    return {
        lemma: families[base][0]
        for lemma, base in sorted(found.items())
        if lemma not in terms and len(lemma) <= _MAX_FORM_LENGTH and _WORD.fullmatch(lemma)
    }


def _read_cache(file: Path, key: str) -> Forms | None:
    try:
        cached = json.loads(file.read_bytes())
        if cached.pop("key") != key:
            return None
        for name in ("parts", "related"):
            cached[name] = {word: tuple(each) for word, each in cached[name].items()}
        return Forms(**cached)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
