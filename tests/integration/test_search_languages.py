# SPDX-License-Identifier: MIT
"""Real dictionaries: a form that no article contains finds the article, by both engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from search_support import document, needs_node, records

from kbgen.search.engines.engine import EngineName, search_all

ARTICLES = {
    "en": [("mouse", "Connect a mouse"), ("print", "Set up a printer"), ("other", "Opening hours")],
    "ru": [("print", "Настройка: принтер"), ("mistake", "Ошибка входа"), ("other", "Часы работы")],
    "pl": [
        ("print", "Drukarka sieciowa"),
        ("password", "Hasło do konta"),
        ("other", "Godziny otwarcia"),
    ],
}
QUESTIONS = {
    "en": {"mice": "mouse", "printers": "print", "PRINTER": "print", "pritner": "print"},
    "ru": {"принтерами": "print", "ошибками": "mistake", "ghbynth": "print", "принетр": "print"},
    "pl": {
        "drukarkami": "print",
        "hasła": "password",
        "haslo": "password",
        "haseł": "password",
        "drukraka": "print",
    },
}


@pytest.fixture(scope="module")
def work_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One work folder for both engines: a dictionary takes seconds to prepare."""
    return tmp_path_factory.mktemp("work")


@needs_node
@pytest.mark.node
@pytest.mark.parametrize("lang", ARTICLES)
def test_inflected_and_misspelled_words_find_their_article(work_dir: Path, lang: str) -> None:
    """Dictionary forms, diacritics, the other keyboard layout, typing errors."""
    found = records((document(name, title, lang=lang) for name, title in ARTICLES[lang]), lang)
    asked = QUESTIONS[lang]
    for engine in EngineName:
        results = search_all(asked, lang, 3, engine, records=found, work_dir=work_dir)
        best = {result.query: result.hits[0].id if result.hits else None for result in results}
        assert best == asked, engine
