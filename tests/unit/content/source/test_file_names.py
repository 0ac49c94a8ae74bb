# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.source.file_names import name_problem, printable


@pytest.mark.parametrize(
    "path",
    [
        "a.md",
        "Żółw.md",
        "й.md",
        "😀.md",
        "a b.md",
        "--help.md",
        "a#b&c;d=e+f@g.md",
        "billing/refund.md",
        "console.md",
    ],
)
def test_ordinary_names_are_fine(path: str) -> None:
    """Letters of all scripts, spaces inside and punctuation that Windows takes are fine."""
    assert name_problem(path) == ""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("CON.md", "device name"),
        ("a/lpt1.txt.md", "device name"),
        ("nul/a.md", "device name"),
        ("trail .md", "space"),
        (" lead.md", "space"),
        ("a./b.md", "dot"),
        ("a:b.md", "Windows"),
        ("<script>alert(1)</script>.md", "Windows"),
        ("a\\b.md", "Windows"),
        ("%2e%2e/x.md", "percent-encoded"),
        ("a\nb.md", "control character"),
        ("a\udcff.md", "not UTF-8"),
        ("a\u200b.md", "U+200B"),
        ("gnp\u202e.md", "U+202E"),
        ("x" * 300 + ".md", "200 bytes"),
        ("/".join(["d" * 50] * 40) + "/a.md", "800 bytes"),
    ],
)
def test_names_that_other_systems_refuse_are_told(path: str, reason: str) -> None:
    """A site must unpack everywhere, and an address must be what it looks like."""
    assert reason in name_problem(path)


def test_messages_show_hidden_characters() -> None:
    """A name in a message cannot move the cursor or turn the line around."""
    assert printable("a\x1b[31m\u202e\udcff.md") == "a\\u001b[31m\\u202e\\udcff.md"
