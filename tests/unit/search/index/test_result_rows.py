# SPDX-License-Identifier: MIT
"""What results show, kept as lines."""

from __future__ import annotations

from search_support import faq, records

from kbgen.search.index.columns import from_lines, to_lines
from kbgen.search.index.result_rows import line_of, row_of

RECORDS = records(faq())
LINES = list(map(line_of, RECORDS))


def test_a_row_is_what_the_record_said() -> None:
    """Every field, and every passage."""
    for record, row in zip(RECORDS, map(row_of, LINES), strict=True):
        shown = (row.id, row.url, row.title, row.kind, row.trail, row.extract, row.passages)
        assert shown == (
            record.id, record.url, record.title, record.kind, record.trail, record.extract, record.passages,
        )  # fmt: skip


def test_rows_survive_a_file_whatever_is_in_them() -> None:
    """Line ends of every kind, lone surrogates, nothing at all."""
    line = LINES[0].replace(RECORDS[0].title, "a\\nb\u2028c\x85\ud800")
    lines = [line, LINES[1]]
    assert from_lines(to_lines(lines)) == lines
    assert row_of(from_lines(to_lines(lines))[0]).title == "a\nb\u2028c\x85\ud800"
    assert from_lines(to_lines([])) == []
