# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.source.decoding import decode
from kbgen.runtime.problems import Problems

TEXT = "# Ошибка печати\n\nПринтер не печатает — проверьте кабель\n"


def decode_here(data: bytes) -> tuple[str | None, list[str]]:
    problems = Problems("a.md")
    return decode(data, problems), [f"{item}" for item in problems.diagnostics]


@pytest.mark.parametrize("data", [b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n"])
def test_line_ends_and_marks_are_normalized(data: bytes) -> None:
    """CRLF, CR and a byte-order mark are fine and gone afterwards."""
    assert decode_here(data) == ("a\nb\n", [])


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1251", "windows-1251"), ("koi8-r", "koi8-r"), ("cp866", "cp866")]
)
def test_cyrillic_encodings_are_named(encoding: str, name: str) -> None:
    """The message says where the first foreign byte is and which encoding the file probably has."""
    text, problems = decode_here(TEXT.replace("—", "-").encode(encoding))
    assert text is None
    assert problems[0].startswith("a.md:1:3: KB101 byte 0x")
    assert problems[0].endswith(f"the file looks like {name}")


def test_polish_encoding_is_named() -> None:
    """Polish and Russian text in encodings of Windows are distinguished."""
    text, problems = decode_here("Zażółć gęślą jaźń, a potem żółć\n".encode("cp1250"))
    assert text is None
    assert "windows-1250" in problems[0]


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("Größere Änderungen für Gäste", "cp1252", "windows-1250"),
        ("Zwrot środków: połącz się", "iso8859-2", "iso8859-2"),
        ("Błąd", "cp1250", "windows-1250"),
        ("да", "koi8-r", "koi8-r"),
    ],
)
def test_short_texts_are_guessed(text: str, encoding: str, name: str) -> None:
    """A letter of another alphabet inside a Latin word is a sign of the wrong encoding."""
    _, problems = decode_here(f"{text}\n".encode(encoding))
    assert problems[0].endswith(f"the file looks like {name}")
    assert text.encode(encoding).decode(name) == text


def test_a_pasted_paragraph_is_guessed_by_itself() -> None:
    """A file that is UTF-8 but for one line is judged by that line."""
    _, problems = decode_here(
        TEXT.encode() + "Привет из старого файла\n".encode("cp1251") + TEXT.encode()
    )
    assert problems == ["a.md:4:1: KB101 byte 0xcf is not UTF-8; the file looks like windows-1251"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(encoding: str) -> None:
    """UTF-16 and UTF-32 are recognized, with and without their mark."""
    text, problems = decode_here(TEXT.encode(encoding))
    assert text is None
    assert f"file is UTF-{encoding[4:6]}" in problems[0]


def test_a_cut_off_file_is_called_cut_off() -> None:
    """A file that ends in the middle of a character is not blamed on its encoding."""
    _, problems = decode_here("Ошибка".encode()[:-1])
    assert problems == ["a.md:1:6: KB101 the file ends in the middle of a character"]


@pytest.mark.parametrize("data", [b"# a \xc0\xaf", b"# a \xed\xa0\x80"])
def test_overlong_and_surrogate_bytes_are_refused(data: bytes) -> None:
    """What only looks like UTF-8 is refused, without a guess that makes no sense."""
    text, problems = decode_here(data)
    assert text is None
    assert problems[0].startswith("a.md:1:5: KB101")


@pytest.mark.parametrize(
    ("char", "name"), [("\x00", "U+0000"), ("\x1b", "U+001B"), ("\x85", "U+0085")]
)
def test_control_characters_are_refused_where_they_stand(char: str, name: str) -> None:
    """NUL, escape and C1 controls never reach a page; tab and line feed do."""
    text, problems = decode_here(f"a\tb\nc {char}d".encode())
    assert text is None
    assert problems == [f"a.md:2:3: KB102 control character {name}"]


def test_text_encoded_twice_gets_the_right_hint() -> None:
    """UTF-8 taken for Latin-1 and encoded again is full of C1 controls."""
    problems = Problems("a.md")
    assert decode(TEXT.encode().decode("latin-1").encode(), problems) is None
    assert "twice" in problems.diagnostics[0].hint
