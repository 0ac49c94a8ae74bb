# SPDX-License-Identifier: MIT
"""Real builds die at random moments while a reader fetches the site; the bench does the same two hundred times."""

from __future__ import annotations

from pathlib import Path

from bench.build.kills import Kills, kill_section, run_kills

KILLS = 4


def test_no_reader_ever_sees_a_broken_site(tmp_path: Path) -> None:
    result = run_kills(tmp_path, articles=8, kills=KILLS, seed=11)
    assert result.broken == []
    assert result.kills == KILLS
    assert result.while_publishing >= KILLS // 2
    assert result.reads > KILLS
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".kbgen",
        ".site.kbgen",
        "content",
        "mkdocs.yml",
        "site",
    ]


def test_a_broken_state_is_written_down_and_counted() -> None:
    section = kill_section(Kills(kills=3, reads=1234, broken=["index.html: No such file"] * 2), 10)
    assert "| **broken states** | 2 |" in section
    assert "| page reads during the builds | 1,234 |" in section
    assert section.count("- index.html: No such file") == 1
