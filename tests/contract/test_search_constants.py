# SPDX-License-Identifier: MIT
"""The numbers of ranking are defined in Python only: the browser reads them from `entry.json`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from search_support import contents, document, faq, indexed, needs_node, records

from kbgen.content import search_promises
from kbgen.content.synonyms import general_synonyms
from kbgen.model import SearchResult
from kbgen.search.browser.browser_files import compile_lines
from kbgen.search.engines import browser_engine, whoosh_index
from kbgen.search.engines.whoosh_index import update
from kbgen.search.incremental.updating import Current
from kbgen.search.index import ranking
from kbgen.search.index.affinities import affinities_of
from kbgen.settings.resources import theme_dir

SCRIPTS = {
    path.name: path.read_text("utf-8")
    for path in (theme_dir() / "assets/javascripts/search").glob("*.js")
}
NOT_RANKING = {
    ("base47.js", "BASE"), ("base47.js", "FIRST"), ("shards.js", "HASH"), ("engine.js", "VERSION"),
    ("engine.js", "ANSWER"), ("engine.js", "PASSAGES"), ("engine.js", "SMALL"), ("engine.js", "SHOWN"), ("tokens.js", "MAX_WHOLE"),
}  # fmt: skip
"""Numbers of the format, of the tokenizer (a contract test compares it) and of what is shown."""
OTHERS = {
    "MAX_WEIGHT": 240, "STEP": 6, "MAX_QUERY": 40, "MAX_TOKENS": 4, "MAX_PASTE": 60,
    "QUESTION_WORDS": 5, "MAX_MESSAGE_WORDS": 2, "MAX_COMPLETED": 0, "MAX_COMPLETIONS": 1,
    "PREFIX_LENGTHS": (3, 4), "PHRASE_LENGTHS": (3,), "MIN_JOINED": 3, "FULL": 20, "PREFIX": 13,
    "PHRASE_READING": 9, "RELATED_WORD": 15, "MAX_RELATED": 0, "PAIR": 40, "CODE": 33, "CORRECTABLE": (5, 8), "TWO_ERRORS": 8, "MAX_CORRECTED": 1,
    "MAX_CORRECTIONS": 1, "CORRECTED": (12, 7, 3), "MIN_HALF": 6, "MIN_REST": 6, "MAX_SPLITS": 1,
    "MIN_UNFINISHED": 6, "MIN_ENDING": 8, "FEW_ARTICLES": 4, "FEW_FOR_ENDINGS": 4, "SHORT_WORD": 7, "IN_ARTICLE": 1, "IN_TITLE": 0, "ONE": 300, "SHARE_FLOOR": 90, "TITLE_WORD": 0, "MISSING_WORD": 77, "LONG_QUESTION": 3, "EVIDENCE": 40, "EVIDENCE_SITE": 3, "TITLE_LENGTHS": (1, 9), "LENGTH_EXTRA": 2, "FLOOR": 2, "LIKELY": 1, "SHORT_QUESTION": 5, "LEAST_LIKELY": (120, 700, 300), "STRONG": 20,
    "NEAR_ONE": 3000, "NEAR_FACTOR": 350, "NEAR_SITE": 9, "NEAR_IDF": 5, "NEAR_ALONE": 4, "NEAR_LIKELY": 1,
}  # fmt: skip
"""Another value of every constant."""
QUERIES = [
    "connect a printer", "pritner", "pritner setings", "conection erors", "printr conect mouse wify", "print",
    "pr", "pri", "prin", "prnite", "a", "log in", "resetpassword", "loginreset", "newpassword", "money back",
    "how do i get a refund", "ERR_CONNECTION_RESET", "err connection", "0x80070005", "join wi-fi network",
    "billing questions money account", "printer settings mouse buttons network menu router", "se", "conne", "netwrk",
    "mouse with two buttons works best in the settings of a network menu", "cash return", "wifinetwork", "acuont", "conec", "printsettings", "money back please", "sign in again",
    "scanner", "scanners and printers",
    "frnot mater", "describe ", "mater ", "mouse buttns ", "batery covr ", "board ", "inthe printer", "resetmypassword", "manual batery of color presents ",
    "my printer network menu says paper tray is empty now please",
    "today the printer in the office room told all of us that paper tray was open",
    "today the printer in the office room said to all of us again that paper tray is empty now please",
    "today\nthe printer in the office room told all of us that paper tray was open",
    "today\nthe printer in the office room said to all of us again that paper tray is empty now please",
]  # fmt: skip


DOCUMENTS = [
    *faq(),
    document("money", "Money back", "A refund of money."),
    document("return", "Cash return"),
    document("pages", "Print a page", "Choose the prints."),
    document("errors", "Printer errors", "Error 0x80070005 may be one of the printer."),
    document("prints", "Printing of pages", "The printer prints what a printing house prints."),
    document("printout", "Lost printout", "Where printouts and printed pages go."),
    document("tray", "Trays", symptoms=("Paper tray is empty now please",)),
    document("reset-printer", "Reset of printers and networks", "Restart, then print again."),
    document("front", "Front matter", "A draft has other fields."),
    document("mater", "Alma mater"),
    document("other-mater", "Dura mater"),
    document("stabat", "Stabatmater"),
    document("description", "Description of pages"),
    document("describe", "Lost pages", "To find them, describe them."),
    document("battery", "Battery cover"),
    document("bakery", "Bread of a bakery", "Keep it under a cover."),
    document("keyboard", "Keyboard without light"),
    document("guide", "Manual of the bakery"),
    document("gift", "Presents", "A manual battery of any color."),
]
AFFINITIES = affinities_of(
    {"printer": ((1, 7), (5, 2)), "scanner": ((7, 8), (2, 3), (3, 3))},
    {"scanners": "scanner", "scanner": "scanner"},
)


def test_scripts_have_no_numbers_of_their_own() -> None:
    """A constant of a script with a number is one of the list above."""
    constant = re.compile(r"^(?:export )?const ([A-Z][A-Z_]*) = \[?-?\d", re.MULTILINE)
    own = {(name, found) for name, text in SCRIPTS.items() for found in constant.findall(text)}
    assert own == NOT_RANKING


def test_a_promise_is_as_long_as_a_question() -> None:
    """Packages below search cannot import its constants."""
    assert search_promises.MAX_QUERY == ranking.MAX_QUERY


def test_scripts_read_every_constant() -> None:
    """A constant that no script reads needs no place in the entry."""
    code = re.sub(r"/\*.*?\*/", "", "".join(SCRIPTS.values()), flags=re.DOTALL)
    assert [name for name in ranking.table() if not re.search(rf"\b{name}\b", code)] == []
    declared = re.search(
        r"@typedef \{object\} Ranking\b.*?\n \*\n", SCRIPTS["shards.js"], re.DOTALL
    )
    assert declared
    assert re.findall(r"@property \{[^}]+\} ([A-Z_]+)", declared[0]) == list(ranking.table())


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a constant another value in every module of Python that uses it."""

    def changed(name: str) -> None:
        value = getattr(ranking, name)
        for module_name, module in list(sys.modules.items()):
            if module_name.startswith("kbgen.search") and getattr(module, name, None) is value:
                monkeypatch.setattr(module, name, OTHERS[name])

    return changed


def current() -> Current:
    """Return an index with the general synonyms, some of which are phrases."""
    return indexed(records(DOCUMENTS), rules=general_synonyms("en"))


def browser_answers(folder: Path) -> list[SearchResult]:
    """Return the browser's answers over an index that is written to a folder."""
    folder.mkdir()
    index = current()
    files = compile_lines("en", index.lines, index.plain.rows, affinities=AFFINITIES)
    for name, data in contents(files).items():
        (folder / name).write_bytes(data)
    return list(browser_engine.search(folder, "en", QUERIES, 10))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> list[SearchResult]:
    """The answers with the numbers as they are."""
    return browser_answers(tmp_path_factory.mktemp("usual") / "browser")


@needs_node
@pytest.mark.node
@pytest.mark.parametrize("name", [*OTHERS, "all"])
def test_engines_agree_with_other_numbers(
    name: str, change: Callable[[str], None], usual: list[SearchResult], tmp_path: Path
) -> None:
    """A script with a copy of a number would rank by the old one."""
    assert list(OTHERS) == list(ranking.table())
    for each in OTHERS if name == "all" else [name]:
        change(each)
    theirs = browser_answers(tmp_path / "browser")
    update(tmp_path / "whoosh", replace(current().expand(), affinities=AFFINITIES), "x")
    ours = list(whoosh_index.search(tmp_path / "whoosh", "en", QUERIES, 10))
    for one, other in zip(ours, theirs, strict=True):
        assert (one.hits, one.suggestion) == (other.hits, other.suggestion), one.query
    assert theirs != usual, "no question depends on the number"
