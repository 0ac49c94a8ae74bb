# SPDX-License-Identifier: MIT
"""Redaction over any text: it ends, it is idempotent, and a value that is planted is gone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.model import Ticket
from kbgen.tickets.personal import find_personal
from kbgen.tickets.redact import redact, redact_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
# Sentences that end, so that what is planted stands between words of no name.
FRAME = st.sampled_from(
    [
        ("please look at ", " because it fails"),
        ("проверьте ", " ещё раз"),
        ("proszę sprawdzić ", " dziś"),
    ]
)
NAMES = st.from_regex(r"[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}", fullmatch=True)
PLANTED = st.one_of(
    st.from_regex(r"[a-z]{3,8}\.[a-z]{3,8}[0-9]{0,2}@[a-z]{3,8}\.example", fullmatch=True),
    st.from_regex(r"\+48 6[0-9]{2} [0-9]{3} [0-9]{3}", fullmatch=True),
    st.from_regex(r"203\.0\.113\.[1-9][0-9]?", fullmatch=True),
    st.from_regex(r"password: [A-Z][a-z]{4}[0-9]{3}!", fullmatch=True).map(lambda text: text),
    st.from_regex(r"ghp_[A-Za-z0-9]{36}", fullmatch=True),
    st.from_regex(r"AKIA[0-9A-Z]{16}", fullmatch=True),
)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["", "en", "ru", "pl"]))
def test_spans_are_in_order_apart_and_inside(text: str, lang: str) -> None:
    """Spans never overlap and never leave the text, whatever it holds."""
    end = 0
    for span in find_personal(text, lang):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@settings(deadline=None)
@given(TEXTS, st.lists(NAMES, max_size=2))
def test_redacting_twice_changes_nothing(text: str, people: list[str]) -> None:
    """What is written can be read and redacted again."""
    once = redact(Ticket("1", "csv", "", text, people=tuple(people)))
    twice = redact(Ticket("1", "csv", "", once.body, people=tuple(people)))
    assert twice.body == once.body


@settings(deadline=None)
@given(FRAME, PLANTED)
def test_what_is_planted_is_gone(frame: tuple[str, str], value: str) -> None:
    """No letter of a planted value survives between plain words."""
    left, spans = redact_text(frame[0] + value + frame[1])
    assert value.removeprefix("password: ") not in left
    assert spans


@settings(deadline=None)
@given(
    NAMES,
    st.sampled_from(["{} cannot log in", "I asked {} yesterday", "it was {}", "ask {}, or {}"]),
)
def test_a_known_name_is_gone(name: str, frame: str) -> None:
    """Neither name of a known person is left."""
    done = redact(Ticket("1", "csv", "", frame.replace("{}", name), people=(name,)))
    assert not [part for part in name.split() if part in done.body]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(
        ["a", "1", "1 ", "A ", "Иван ", "@", "a.", "1-", ":", "http://", "eyJ", "x@", "(", "Ab "]
    )
)
def test_long_runs_come_to_an_end(piece: str) -> None:
    """Text made to send patterns back and forth does not keep them for ever."""
    find_personal(piece * (100_000 // len(piece)), "en")
