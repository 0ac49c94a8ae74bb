# SPDX-License-Identifier: MIT
"""The lines that the browser searches."""

from __future__ import annotations

from search_support import document, faq, inverted

from kbgen.search.browser.base47 import number
from kbgen.search.browser.lines import (
    backwards,
    collated,
    collation_key,
    form_lines,
    form_of,
    join_mark,
    joined,
    joins_of,
    spelling_lines,
)


def test_every_form_has_a_line_and_lines_are_sorted() -> None:
    """A lookup is a search in a sorted list."""
    index = inverted(faq())
    forms = [form_of(line) for line in form_lines(index)]
    in_order = {" ".join(form.split("  ")[::-1]) if "  " in form else form for form in forms}
    asking = {form for form in in_order if form.startswith("? ")}
    assert "? where" in asking
    in_order = in_order - asking | {" ".join([form[2:]] * 2) for form in asking}
    assert in_order == set(index.keys) | set(index.terms)
    assert forms == sorted(forms, key=collation_key)


def test_forms_point_to_their_term() -> None:
    """Forms that no article contains are marked."""
    lines = dict(
        line.split("\t")
        for line in form_lines(
            inverted(
                [
                    document("a", "Mouse"),
                    document("b", "Printers"),
                    document("c", "Printer", "printer"),
                ]
            )
        )
    )
    assert lines["mice"] == "<" + number(1) + "ouse"
    assert lines["printers"] == ">" + number(7)
    assert lines["printer"].startswith("=")


def test_reversed_spellings_are_of_forms_that_occur() -> None:
    """A correction never leads to a word that is not there; it prefers one that many articles have."""
    titles = ["Mouse", "Mice", "Mouse trap", "Mouse pad"]
    lines = spelling_lines(
        inverted([document(f"a{place}", title) for place, title in enumerate(titles)])
    )
    assert lines == [f"mice\t{number(2)}", f"mouse\t{number(2)}", "pad\t", "trap\t"]
    assert backwards(lines) == ["dap\t", f"ecim\t{number(2)}", f"esuom\t{number(2)}", "part\t"]


def test_a_pair_is_stored_with_the_rarer_of_its_words() -> None:
    """Which of a question's words are rare is known when they are here: the pair needs no file of its own."""
    index = inverted(
        [document("a", "Mouse trap"), document("b", "Cat mouse"), document("c", "Mouse mouse")]
    )
    forms = [form_of(line) for line in form_lines(index)]
    assert "trap  mouse" in forms
    assert "cat mouse" in forms
    assert "mouse trap" not in forms


def test_a_word_says_what_may_be_joined_to_it() -> None:
    """Two digits of a hash are enough to spare nearly every question a look."""
    forms = ["log", "login", "loge", "logout", "look", "outlook"]
    joins = joins_of(forms, {form: form for form in forms}, frozenset({"in", "out"}))
    marks = "".join(sorted(map(join_mark, ["in", "out"])))
    assert joins == {"log": marks, "look": " out"}
    assert joined(["log\t=", "login\t="], joins) == [f"log\t=\t{marks}", "login\t="]


def test_marks_of_words_differ() -> None:
    """A mark that two words share costs a file that nothing needs."""
    words = [f"{first}{second}" for first in ("in", "out", "up", "über") for second in "abcdefgh"]
    marks = {join_mark(word) for word in words}
    assert len(marks) == len(words)
    assert {len(mark) for mark in marks} == {2}


def test_word_knows_the_stop_words_that_make_a_word_before_it() -> None:
    """Only if that is the usual form of a word; both have letters enough."""
    keys = {"line": "line", "online": "online", "inline": "online", "be": "be", "inbe": "inbe"}
    keys |= {"way": "way", "away": "away"}
    assert joins_of(keys, keys, frozenset({"on", "in", "a"})) == {"line": " on"}


def test_surrogates_sort_as_javascript_sorts_them() -> None:
    """Letters beyond the basic plane come before U+FF00."""
    assert sorted(["\uff41", "\U00010400"], key=collation_key) == ["\U00010400", "\uff41"]
    assert collated(["\uff41", "\U00010400", "a"]) == ["a", "\U00010400", "\uff41"]
    assert collated(["\uff41", "b", "a"]) == ["a", "b", "\uff41"]
