# SPDX-License-Identifier: MIT
"""Dictionaries read both ways."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs
import pytest
from dictionary_support import dictionary_of
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from kbgen.errors import EnvironmentFailure
from kbgen.language import dictionary
from kbgen.language.dictionary import MAX_FORMS, Dictionary, dictionary_folder, open_dictionary
from kbgen.runtime.atomic_write import SUFFIX


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    """The English dictionary."""
    opened = open_dictionary("en", tmp_path_factory.mktemp("dictionary"))
    assert opened is not None
    return opened


def test_knows_lemmas(english: Dictionary) -> None:
    """Irregular forms have their lemma; nonsense has none."""
    assert english.lemmas(["mice", "printers", "qwxyz"]) == {"mice": "mouse", "printers": "printer"}
    assert english.lemmas([]) == {}


def test_knows_forms(english: Dictionary) -> None:
    """A lemma has its forms, itself included."""
    assert {"mouse", "mice"} <= set(english.forms(["mouse"])["mouse"])
    assert english.forms(["qwxyz"]) == {}


def test_makes_the_file_when_it_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first build prepares the dictionary, every other reads it."""
    assert open_dictionary("hi", tmp_path / "new") is not None
    assert len(list((tmp_path / "new").iterdir())) == 1
    monkeypatch.setattr(dictionary, "prepare", _refuse)
    assert open_dictionary("hi", tmp_path / "new") is not None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-100],
        lambda _: b"garbage",
        lambda data: data[:5000] + b"\xff" + data[5001:],
    ],
)
def test_damaged_file_is_rebuilt(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """A cut-off download of a cache costs a second, not a traceback or wrong words."""
    open_dictionary("hi", tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert open_dictionary("hi", tmp_path) is not None
    assert file.read_bytes() == whole


def test_folder_that_takes_no_file_costs_time_alone(tmp_path: Path) -> None:
    """A read-only home is no reason to have no search."""
    (tmp_path / "blocked").write_text("")
    opened = open_dictionary("hi", tmp_path / "blocked/folder")
    assert opened is not None
    assert opened.lemmas(["लड़के"]) == {"लड़के": "लड़का"}


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    """Something else has the file's name."""
    open_dictionary("hi", tmp_path)
    (file,) = tmp_path.iterdir()
    file.unlink()
    (file / "folder").mkdir(parents=True)
    assert open_dictionary("hi", tmp_path) is not None
    assert list(tmp_path.iterdir()) == [file]


def test_two_builds_prepare_the_same_dictionary(tmp_path: Path) -> None:
    """Neither waits for the other or reads half of its file."""
    with ThreadPoolExecutor(4) as threads:
        opened = list(threads.map(lambda _: open_dictionary("id", tmp_path), range(8)))
    assert all(one and one.lemmas(["memakan"]) == {"memakan": "makan"} for one in opened)
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_killed_preparation_left_is_removed(tmp_path: Path) -> None:
    """What another one is writing stays."""
    open_dictionary("id", tmp_path)
    (file,) = tmp_path.iterdir()
    file.unlink()
    abandoned, current = (tmp_path / f".{file.name}.{number}{SUFFIX}" for number in "12")
    for part in (abandoned, current):
        part.write_bytes(b"half")
    os.utime(abandoned, (time.time() - 7200,) * 2)
    open_dictionary("id", tmp_path)
    assert sorted(tmp_path.iterdir()) == [current, file]


def test_preparation_is_a_phase(tmp_path: Path) -> None:
    """Its name says the language; a dictionary that is there has none."""
    progress = Phases()
    open_dictionary("hi", tmp_path, progress, "hi")
    assert progress.seen == [("Preparing the Hindi dictionary", 1, 1)]
    open_dictionary("hi", tmp_path, progress, "hi")
    assert len(progress.seen) == 1
    open_dictionary("id", tmp_path, progress, "tlh-XX")
    assert progress.seen[1][0] == "Preparing the Klingon dictionary"
    open_dictionary("id", tmp_path / "new", progress, "xyz")
    assert progress.seen[2][0] == "Preparing the xyz dictionary"


def test_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every site shares one copy; a variable moves it, for CI caches."""
    monkeypatch.setattr(platformdirs, "PlatformDirs", Unix)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("KBGEN_CACHE", raising=False)
    assert dictionary_folder() == tmp_path / "kbgen"
    monkeypatch.setenv("KBGEN_CACHE", str(tmp_path / "ci"))
    assert dictionary_folder() == tmp_path / "ci"


def test_folder_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Caches of macOS and Windows are elsewhere than those of Linux."""
    monkeypatch.delenv("KBGEN_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(platformdirs, "PlatformDirs", Unix)
    assert dictionary_folder() == tmp_path / ".cache/kbgen"
    monkeypatch.setattr(platformdirs, "PlatformDirs", MacOS)
    assert dictionary_folder() == tmp_path / "Library/Caches/kbgen"
    monkeypatch.setattr(platformdirs, "PlatformDirs", Windows)
    monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda _: str(tmp_path / "AppData"))
    assert dictionary_folder() == tmp_path / "AppData/kbgen/Cache"


def test_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No folder `~` appears where the build runs."""
    monkeypatch.delenv("KBGEN_CACHE", raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: Path("~/.cache/kbgen"))
    monkeypatch.chdir(tmp_path)
    opened = open_dictionary("id", dictionary_folder())
    assert opened is not None
    assert opened.lemmas(["memakan"]) == {"memakan": "makan"}
    assert list(tmp_path.iterdir()) == []


def test_language_without_a_dictionary(tmp_path: Path) -> None:
    """No name, no dictionary, no file."""
    assert open_dictionary("", tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_failure_is_said(tmp_path: Path) -> None:
    """A dictionary that cannot be made is the machine's problem, with the reason."""
    with pytest.raises(EnvironmentFailure, match="xx dictionary"):
        open_dictionary("xx", tmp_path)


def test_damaged_dictionary_of_simplemma_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback of a decompressor."""
    data = tmp_path / "strategies/dictionaries/data"
    data.mkdir(parents=True)
    (data / "hi.plzma").write_bytes(b"\xfd7zXZ\0 and no more")
    monkeypatch.setattr(dictionary, "_package_folders", lambda: [str(tmp_path)])
    with pytest.raises(EnvironmentFailure, match="hi dictionary"):
        open_dictionary("hi", tmp_path)


def test_another_format_is_read_by_the_public_interface(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version of simplemma that keeps its dictionaries in another way costs time alone."""
    expected = open_dictionary("hi", tmp_path / "a")
    monkeypatch.setattr(dictionary, "_stream", lambda _: b"another format")
    opened = open_dictionary("hi", tmp_path / "b")
    assert opened is not None
    assert expected is not None
    assert [file.read_bytes() for file in (tmp_path / "a").iterdir()] == [
        file.read_bytes() for file in (tmp_path / "b").iterdir()
    ]


def test_words_are_folded_and_prefer_their_own_lemma() -> None:
    """Where folding makes two words one, a word that is a lemma stays one."""
    pairs = [
        ("Polish", "Polish"),
        ("łaski", "łaska"),
        ("laska", "laska"),
        ("laski", "laska"),
        ("łaska", "łaska"),
    ]
    small = dictionary_of(pairs)
    assert small.lemmas(["laski", "polish"]) == {"laski": "laska", "polish": "polish"}
    assert small.forms(["laska"]) == {"laska": ("laska", "laski")}
    both = dictionary_of([("żon", "żona"), ("Zona", "Zon"), ("zon", "zon")])
    assert both.lemmas(["zona", "zon"]) == {"zona": "zon", "zon": "zon"}
    first = dictionary_of([("bela", "bel"), ("Bela", "Beli"), ("béla", "bela")])
    assert first.lemmas(["bela"]) == {"bela": "bela"}
    assert dictionary_of([("bela", "bel"), ("Bela", "Beli")]).lemmas(["bela"]) == {"bela": "bel"}


def test_anagrams_are_told_apart() -> None:
    """They have the same letters, not the same lemma."""
    small = dictionary_of([("listen", "listen"), ("silent", "silent"), ("tinsel", "tinsel")])
    assert small.lemmas(["silent"]) == {"silent": "silent"}
    assert small.forms(["tinsel"]) == {"tinsel": ("tinsel",)}


def test_lemma_with_very_many_forms_is_no_lemma() -> None:
    """It is a mistake of the dictionary; forms that folding makes one count once."""
    many = [(f"{number:03}", "number") for number in range(MAX_FORMS)]
    assert (
        len(dictionary_of([*many, ("Äx", "y"), ("ax", "y")]).forms(["number", "y"])["number"])
        == MAX_FORMS
    )
    assert dictionary_of([*many, ("more", "number")]).forms(["number"]) == {}


class Phases:
    """Keeps name, steps and steps done of each phase."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, int, int]] = []

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        return lambda done: self.seen.append((name, total, done))


def _refuse(*_: object) -> bytes:
    raise AssertionError
