# SPDX-License-Identifier: MIT
"""The numbers that ranking depends on, each defined once.

Python imports them by name. The browser reads them from `entry.json` (`table`), so its scripts have
no copies; a contract test changes them all and compares both engines. Factors are of 16, shares and
coverages of 256.
"""

from __future__ import annotations

from typing import Final

# Weights of postings (weights.py).

MAX_WEIGHT: Final = 252
"""Maximum weight of a posting: a multiple of `STEP` that fits in 8 bits."""
STEP: Final = 4
"""All weights are multiples of this: fewer different weights make larger groups in the files."""

# Reading a question (question.py, words.py).

MAX_QUERY: Final = 256
"""Maximum number of characters to read of a question."""
MAX_TOKENS: Final = 32
"""Maximum number of words to read of a question."""
MAX_PASTE: Final = 10_000
"""Maximum number of characters to read of a pasted text."""
QUESTION_WORDS: Final = 24
"""A query of more words, or of several lines, may be a pasted text with a known message. Messages
are 200 kB at 10,000 articles, too much for a long question."""
MAX_MESSAGE_WORDS: Final = 24
"""Maximum number of words to compare of a message; the rest is ignored."""
MAX_COMPLETED: Final = 3
"""Maximum number of words of a question to complete."""
MAX_COMPLETIONS: Final = 256
"""Maximum number of readings of an unfinished word."""
PREFIX_LENGTHS: Final = (2, 3)
"""Lengths of the prefixes that may have a precomputed list."""
PHRASE_LENGTHS: Final = (2, 3)
"""Words of a phrase that has synonyms."""
MIN_JOINED: Final = 2
"""Minimum length of a word that can be joined to the preceding one."""
FULL: Final = 16
"""Factor of a reading that is as good as the word itself."""
PREFIX: Final = 10
"""Factor of a completed word."""
PHRASE_READING: Final = 12
"""Factor of each word of a phrase."""
RELATED_WORD: Final = 5
"""Factor of a related word, such as the noun of a verb."""
MAX_RELATED: Final = 3
"""Maximum number of related words of a word."""
PAIR: Final = 4
"""Factor of a pair of adjacent words in a title."""
CODE: Final = 80
"""Factor of a whole code, which adds to the score of the code as a word."""

# Correcting words (correction.py, edit_distance.py).

CORRECTABLE: Final = (3, 32)
"""Minimum and maximum length of a word to correct."""
TWO_ERRORS: Final = 6
"""Minimum length of a word that may have two errors; shorter ones may have one."""
MAX_CORRECTED: Final = 6
"""Maximum number of words to correct in a question."""
MAX_CORRECTIONS: Final = 3
"""Maximum number of corrections of one word."""
CORRECTED: Final = (16, 11, 8)
"""Factor of a corrected word, by number of edits."""
MIN_HALF: Final = 3
"""Minimum length of the first word of a split."""
MIN_REST: Final = 2
"""Minimum length of other words of a split, and of a stop word that begins it."""
MAX_SPLITS: Final = 3
"""Number of known prefixes to try as the first word, the longest first."""
MIN_UNFINISHED: Final = 4
"""Minimum length of an unfinished word to correct."""
MIN_ENDING: Final = 5
"""Minimum length of a word to find in words that end with it."""
FEW_ARTICLES: Final = 256
"""A word is rare if at most one article contains it, and one more for each so many articles."""
FEW_FOR_ENDINGS: Final = 32
"""The same for a word that is the whole question: a rare one is also found at the end of others."""
SHORT_WORD: Final = 4
"""Maximum length of a word whose correction is only suggested if a title contains it, and, where no
other word is known, only if no letter was replaced; a rare known word of this length or longer may
be misspelled."""
IN_ARTICLE: Final = 8
"""Points of a spelling that an article contains, to choose spellings."""
IN_TITLE: Final = 4
"""Points of a spelling in the same title as others; each worse spelling loses a point."""

# Scoring articles (score.py).

ONE: Final = 256
"""1 as a share or coverage."""
SHARE_FLOOR: Final = 128
"""Minimum share, for an article that matches almost none of the question."""
TITLE_WORD: Final = 2
"""Times that a word counts for its slot if it is in the slot's title."""
MISSING_WORD: Final = 192
"""Assumed idf of a title's word that the question lacks."""
LONG_QUESTION: Final = 6
"""Number of words of a question that a title of one word does not cover: it counts as two."""
EVIDENCE: Final = 16
"""Factor of the evidence of titles, of 16: a title with the whole question adds this much of the
best score."""
EVIDENCE_SITE: Final = 60
"""Number of articles of a site up to which this factor is doubled."""
TITLE_LENGTHS: Final = (3, 5)
"""Shortest and usual number of weighty words of a title; shorter ones are no better evidence."""
LENGTH_EXTRA: Final = 7
"""Added to the length of a title and to the usual length before one is divided by the other."""
FLOOR: Final = 128
"""Articles with less than one in this many of the best score are no results."""
LIKELY: Final = 4
"""Articles with less than one in this many of the best score are less likely."""
SHORT_QUESTION: Final = 2
"""Maximum number of words of a question of which a likely article has half."""
LEAST_LIKELY: Final = (51, 320, 128)
"""What a likely article must have of a longer question, of 256: the first number, and the second
divided by the number of words, but no more than the third."""
STRONG: Final = 192
"""Minimum weight of a code in the article's own codes, title or questions."""

# Adding affinity (affinity.py).

NEAR_ONE: Final = 4096
"""1 as a share of the best score, and the best score of an answer in which no word matches."""
NEAR_FACTOR: Final = 1024
"""What a strength of 1 adds to a score on a very small site, as a share of the best score."""
NEAR_SITE: Final = 1000
"""Number of articles of a site where it adds half as much."""
NEAR_IDF: Final = 160
"""Added to the idf of a word: affinities of rare words are no better than others."""
NEAR_ALONE: Final = 3
"""Minimum mean strength of an article that matches no word of the question."""
NEAR_LIKELY: Final = 5
"""Mean strength from which affinity alone makes an article a likely answer."""


def table() -> dict[str, int | tuple[int, ...]]:
    """Return the table that the browser reads: name → value of every constant above."""
    return {name: value for name, value in globals().items() if name.isupper()}
