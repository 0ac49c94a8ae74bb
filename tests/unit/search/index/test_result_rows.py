# SPDX-License-Identifier: MIT
"""What results show, kept as lines."""

from __future__ import annotations

from search_support import faq, records

from kbgen.search.index.result_rows import Rows, line_of, rows_of

RECORDS = records(faq())
ROWS = Rows(map(line_of, RECORDS))


def test_a_row_is_what_the_record_said() -> None:
    """Every field, and every passage."""
    for record, row in zip(RECORDS, ROWS, strict=True):
        shown = (row.id, row.url, row.title, row.kind, row.trail, row.extract, row.passages)
        assert shown == (
            record.id, record.url, record.title, record.kind, record.trail, record.extract, record.passages,
        )  # fmt: skip


def test_rows_survive_a_file_whatever_is_in_them() -> None:
    """Line ends of every kind, lone surrogates, nothing at all."""
    line = line_of(ROWS[0]).replace(ROWS[0].title, "a\\nb\u2028c\x85\ud800")
    rows = Rows([line, line_of(ROWS[1])])
    assert rows_of(rows.to_bytes()) == rows
    assert rows_of(rows.to_bytes())[0].title == "a\nb\u2028c\x85\ud800"
    assert rows_of(Rows(()).to_bytes()) == Rows(())


def test_a_part_of_rows_are_rows() -> None:
    """Without reading a line."""
    assert ROWS[1:3].lines == ROWS.lines[1:3]
    assert list(ROWS[1:3]) == [ROWS[1], ROWS[2]]
