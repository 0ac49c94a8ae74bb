# SPDX-License-Identifier: MIT
"""Settings are checked against what they name before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import lines

from kbgen.workflows.load_settings import read_settings

HEAD = "site_name: Help\ntheme: {name: material}\nplugins:\n  - kbgen:\n"


@pytest.fixture
def problems(tmp_path: Path):
    (tmp_path / "docs").mkdir()

    def read(block: str) -> list[str]:
        (tmp_path / "mkdocs.yml").write_text(HEAD + block, "utf-8")
        return lines(read_settings(tmp_path / "mkdocs.yml").diagnostics)

    return read


@pytest.mark.parametrize(
    ("feedback", "expected"),
    [
        (
            "{adapter: webhook, endpoint: 'https://d.example/in', secret: x}",
            "5:78: KB707 'secret' contains a secret",
        ),
        (
            "{adapter: webhook, endpoint: 'https://me:pw@d.example/'}",
            "5:46: KB707 'endpoint' contains a secret",
        ),
        (
            "{adapter: webhook, endpoint: 'https://d.example/?api_token=1'}",
            "5:46: KB707 'endpoint' contains a secret",
        ),
        ("{adapter: zendesk, account: acme, secret: x}", "5:59: KB707 'secret' contains a secret"),
        (
            "{adapter: webhook, endpoint: 'http://d.example/in'}",
            "5:46: KB703 the endpoint is not encrypted",
        ),
        ("{adapter: webhook}", "5:7: KB703 the adapter 'webhook' does not know where to send"),
        (
            "{adapter: zendesk, account: 'a.b/c'}",
            "5:45: KB703 the adapter 'zendesk' does not know where to send",
        ),
        ("{adapter: formspree}", "5:7: KB703 the adapter 'formspree' does not know where to send"),
        ("{adapter: mailto}", "5:7: KB703 the adapter 'mailto' does not know where to send"),
        ("{products: [A]}", "5:7: KB703 'feedback' has no adapter"),
        ("{adapter: webhook, endpoint: here}", "5:46: KB703 'here' is not a web address"),
        ("{adapter: pigeon}", "5:27: KB703 'pigeon' is not one of"),
    ],
)
def test_what_cannot_work_or_would_leak_is_refused_at_its_place(
    problems, feedback: str, expected: str
) -> None:
    """One message each."""
    found = problems(f"      feedback: {feedback}\n")
    assert len(found) == 1, found
    assert found[0].startswith(f"mkdocs.yml:{expected}")


@pytest.mark.parametrize(
    "feedback",
    [
        "{adapter: webhook, endpoint: 'https://d.example/in?form=keyboard'}",
        "{adapter: webhook, endpoint: 'http://127.0.0.1:9000/in', format: form}",
        "{adapter: zendesk, account: acme-help}",
        "{adapter: formspree, account: xyzabcde}",
        "{adapter: mailto, account: help@example.com}",
    ],
)
def test_what_works_is_accepted(problems, feedback: str) -> None:
    assert problems(f"      feedback: {feedback}\n") == []


def test_without_feedback_there_is_nothing_to_say(problems) -> None:
    assert problems("      languages: [en]\n") == []
