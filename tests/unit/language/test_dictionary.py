# SPDX-License-Identifier: MIT
"""Dictionaries read both ways."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench.build.process import session_members
from sessions import PATIENCE, start, wait_for, wait_until_gone

from kbgen.errors import EnvironmentFailure
from kbgen.language import dictionary
from kbgen.language.dictionary import Dictionary, dictionary_folder, make, open_dictionary


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English dictionary's file."""
    file = tmp_path_factory.mktemp("dictionary") / "en.dictionary"
    make("en", file)
    return file


def test_knows_lemmas(english: Path) -> None:
    """Irregular forms have their lemma; nonsense has none."""
    assert Dictionary(english).lemmas(["mice", "printers", "qwxyz"]) == {"mice": "mouse", "printers": "printer"}


def test_knows_forms(english: Path) -> None:
    """A lemma has its forms, itself included."""
    assert {"mouse", "mice"} <= set(Dictionary(english).forms(["mouse"])["mouse"])
    assert Dictionary(english).forms(["qwxyz"]) == {}


def test_makes_the_file_when_it_is_not_there(tmp_path: Path) -> None:
    """The first build prepares the dictionary, in a process of its own."""
    opened = open_dictionary("hi", tmp_path)
    assert opened is not None
    assert len(list(tmp_path.iterdir())) == 1
    assert open_dictionary("hi", tmp_path) is not None


@pytest.mark.parametrize("cut", [True, False])
def test_damaged_file_is_made_anew(tmp_path: Path, cut: bool) -> None:
    """A cut-off download of a cache costs seconds, not a traceback."""
    open_dictionary("hi", tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-100] if cut else b"garbage")
    opened = open_dictionary("hi", tmp_path)
    assert opened is not None
    assert file.stat().st_size > 1000


def test_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every site shares one copy; a variable moves it, for CI caches."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("KBGEN_CACHE", raising=False)
    assert dictionary_folder() == tmp_path / "kbgen"
    monkeypatch.setenv("KBGEN_CACHE", str(tmp_path / "ci"))
    assert dictionary_folder() == tmp_path / "ci"


def test_language_without_a_dictionary(tmp_path: Path) -> None:
    """No name, no dictionary, no file."""
    assert open_dictionary("", tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_failure_is_said(tmp_path: Path) -> None:
    """A dictionary that cannot be made is the machine's problem, with the reason."""
    with pytest.raises(EnvironmentFailure, match="xx dictionary"):
        open_dictionary("xx", tmp_path)


def test_tables_fold_and_prefer_a_words_own_lemma() -> None:
    """Where folding makes two words one, a word that is a lemma stays one."""
    pairs = [("Polish", "Polish"), ("łaski", "łaska"), ("laska", "laska"), ("laski", "laska"), ("łaska", "łaska")]
    by_form, by_lemma = (b"\n".join(table).decode() for table in dictionary._tables(pairs))
    assert "laski\tlaska" in by_form.splitlines()
    assert "polish\tpolish" in by_form.splitlines()
    assert "laska\tlaska\tlaski" in by_lemma.splitlines()


_NEVER_DONE = """
import sys, time
from kbgen.language import dictionary
dictionary._tables = lambda pairs: iter(lambda: time.sleep(10_000), 0)
dictionary._main("hi", sys.argv[1], dictionary._TIED)
"""


def test_no_unfinished_file_stays_behind(tmp_path: Path) -> None:
    """When the process that asked for the dictionary ends, the one that makes it removes its file and ends too."""
    command = [sys.executable, "-c", _NEVER_DONE, str(tmp_path / "hi.dictionary")]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        wait_for(lambda: list(tmp_path.iterdir()), "an unfinished file")
        process.stdin.close()
        assert process.wait(PATIENCE) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
def test_the_process_that_makes_it_ends_with_the_one_that_asked(tmp_path: Path) -> None:
    """Polish takes seconds, so that it is not done when its process has just begun."""
    code = "import sys; from kbgen.language.dictionary import *; open_dictionary('pl', Path(sys.argv[1]))"
    paths = os.pathsep.join(path for path in sys.path if path)
    process = start([sys.executable, "-c", code, str(tmp_path)], env={**os.environ, "PYTHONPATH": paths})
    wait_for(lambda: len(session_members(process.pid)) == 2, "the process that makes the dictionary")
    process.kill()
    process.wait()
    wait_until_gone(process.pid)
    assert list(tmp_path.iterdir()) == []
