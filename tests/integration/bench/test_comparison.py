# SPDX-License-Identifier: MIT
"""Several programs on the same articles; the programs are stand-ins that write what they were asked."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from bench.build import comparison
from bench.build.comparison import Comparison, Edit, edited_article, retitled, tree_digest
from bench.build.corpora import Corpus
from bench.build.output import inspect
from bench.build.page_parts import measure_parts
from bench.build.peers import with_search
from bench.build.programs import PROGRAMS, Program, prepare_all
from bench.build.sites import Workplace

_COPY = """
import json, pathlib
site = pathlib.Path({site!r}); site.mkdir(exist_ok=True)
text = pathlib.Path("content/a.md").read_text()
kept = site / "a/index.html"; kept.parent.mkdir(exist_ok=True)
changed = not kept.exists() or kept.read_text() != text; kept.write_text(text)
print(json.dumps({{"rendered": int(changed), "diagnostics": {{"error": 0, "warning": 0}}}}))
"""
_ARTICLE = "---\ntitle: Old\n---\n\nText.\n"


def _program(name: str, code: str, site: str) -> Program:
    return Program(name, "kbgen", (sys.executable, "-c", code), lambda port: (), site, ())


OURS = _program("kbgen", _COPY.format(site="site"), "site")
OTHER = _program("other", _COPY.format(site="other"), "other")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setattr(comparison, "KBGEN", OURS)
    return prepare_all(
        Corpus("some", ("en",), lambda folder: (folder / "a.md").write_text(_ARTICLE)), tmp_path
    )


def test_a_round_has_every_program_from_nothing_and_every_edit_of_ours(place: Workplace) -> None:
    said: list[str] = []
    measured = Comparison(place, (OURS, OTHER), say=said.append).run(2)
    assert {name: len(runs) for name, runs in measured.cold.items()} == {"kbgen": 2, "other": 2}
    assert {edit: len(runs) for edit, runs in measured.edited.items()} == dict.fromkeys(Edit, 2)
    assert measured.rendered == {Edit.NOTHING: 0, Edit.BODY: 1, Edit.TITLE: 1}
    assert measured.exact
    assert len(said) == 2 * (2 + len(Edit)) + 2
    assert (place.content / "a.md").read_text() == _ARTICLE


def test_a_site_that_remembers_what_it_should_not_is_not_exact(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = _COPY.format(site="site") + "(site / 'log').open('a').write('again')\n"
    program = _program("kbgen", code, "site")
    monkeypatch.setattr(comparison, "KBGEN", program)
    assert not Comparison(place, (program,)).run(1).exact


def test_a_program_that_fails_ends_the_comparison(place: Workplace) -> None:
    broken = _program("broken", "import sys; sys.exit('no such theme')", "broken")
    with pytest.raises(RuntimeError, match="broken failed: no such theme"):
        Comparison(place, (broken,)).run(1)


def test_a_program_can_be_started_by_another_that_waits(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = (
        sys.executable,
        "-c",
        "import os, sys; os.environ['WAITED'] = 'x'; os.execv(sys.argv[1], sys.argv[1:])",
    )
    waited = "import os; assert os.environ['WAITED'] == 'x'" + _COPY.format(site="site")
    program = _program("kbgen", waited, "site")
    monkeypatch.setattr(comparison, "KBGEN", program)
    assert Comparison(place, (program,), waiting).run(1).exact


def test_edits_change_what_they_say_and_go_again(place: Workplace) -> None:
    for edit, expected in {
        Edit.NOTHING: _ARTICLE,
        Edit.BODY: "round 3",
        Edit.TITLE: 'title: "A new title',
    }.items():
        with edited_article(place, edit, 3) as path:
            assert expected in path.read_text()
        assert path.read_text() == _ARTICLE
    assert retitled(b"---\ntitle: a\n---\ntext", "b") == b'---\ntitle: "b"\n---\ntext'


def test_a_tree_is_known_by_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    first = tree_digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    second = tree_digest(tmp_path)
    (tmp_path / "b").write_text("y")
    assert len({first, second, tree_digest(tmp_path)}) == 3


def test_every_program_finds_its_settings(place: Workplace) -> None:
    for program in PROGRAMS:
        named = [word for word in program.build if word.endswith((".yml", ".toml"))]
        assert all((place.folder / name).is_file() for name in named), program.name
        assert str(4711) in " ".join(program.serve(4711))


def test_a_program_forgets_its_site_and_what_it_kept(place: Workplace) -> None:
    for program in PROGRAMS:
        for name in (program.site, *program.kept):
            (place.folder / name).mkdir()
        program.clear(place)
        assert not any((place.folder / name).exists() for name in (program.site, *program.kept))


def test_a_search_index_beside_the_pages_is_weighed_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text("[1, 2]")
    output = with_search(inspect(tmp_path, []), [tmp_path / "index.json"])
    assert output.search == 6
    assert output.search_gzip > 0
    assert with_search(inspect(tmp_path, []), [tmp_path / "none.json"]).search == 0


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="MkDocs is not installed")
def test_the_section_has_costs_ratios_and_sizes(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bench.build import comparison_report

    measured = Comparison(place, (OURS, OTHER)).run(1)
    outputs = {
        program.name: inspect(place.folder / program.site, place.articles)
        for program in (OURS, OTHER)
    }
    parts = measure_parts(["<html><head></head><body>Text</body></html>"])
    text = comparison_report.comparison_section(measured, outputs, parts, (OURS, OTHER), 1)
    assert "kbgen, one article's body changed" in text
    assert "other: wall " in text
    assert "is byte-identical to one built from scratch" in text
    assert "| other | 1 | 1 of 1 |" in text


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="MkDocs is not installed")
def test_the_section_of_serve_has_each_program() -> None:
    from bench.build.comparison_report import serve_section
    from bench.build.serving import Waits

    waits = Waits([1.0], [2.0], [3.0], [4.0], [0.1, 0.2, 0.3])
    section = serve_section({"kbgen": waits}, (), 5)
    assert "| kbgen | 1.00 | 2.00 | 3.00 | 4.00 | 0.20 (0.10–0.30) |" in section
    assert "1 starts, 3 saves" in section
