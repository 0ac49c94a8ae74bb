# SPDX-License-Identifier: MIT
from __future__ import annotations

import re

import pytest

from kbgen.content.structure.identity import id_from_path, revision_of


@pytest.mark.parametrize(
    ("path", "identifier"),
    [
        ("refund.md", "refund"),
        ("billing/refund.md", "billing-refund"),
        ("billing/index.md", "billing"),
        ("index.md", "index"),
        ("README.md", "index"),
        ("Żółta Łódź.md", "zolta-lodz"),
        ("оплата/Возврат счёта.md", "oplata-vozvrat-scheta"),
        ("ß-Straße_2.md", "ss-strasse-2"),
        ("--help.md", "help"),
    ],
)
def test_ids_come_from_paths(path: str, identifier: str) -> None:
    """Letters of Latin and Cyrillic are spelled in a-z; everything else is a hyphen."""
    assert id_from_path(path) == identifier


def test_scripts_without_a_table_get_a_stable_id() -> None:
    """A name that cannot be spelled gets a hash, so that two such files do not share an id."""
    one, other = id_from_path("请求.md"), id_from_path("错误.md")
    assert one != other
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", one)
    assert id_from_path("请求.md") == one


def test_composed_and_decomposed_names_have_one_id() -> None:
    """The same name from another file system is the same article."""
    assert id_from_path("z\u0307o\u0301\u0142w.md") == id_from_path("żółw.md") == "zolw"


def test_a_revision_is_of_title_and_text() -> None:
    """A change of either makes another revision; the border between them counts."""
    assert (
        len(
            {
                revision_of("a", "b"),
                revision_of("ab", ""),
                revision_of("a", "c"),
                revision_of("b", "b"),
            }
        )
        == 4
    )
    assert re.fullmatch(r"[0-9a-f]{16}", revision_of("a", "b"))
