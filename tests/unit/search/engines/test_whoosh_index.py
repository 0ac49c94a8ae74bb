# SPDX-License-Identifier: MIT
"""The Whoosh index."""

from __future__ import annotations

from pathlib import Path

import pytest
from search_support import MemoryLexicon, document, faq, inverted

from kbgen.errors import EnvironmentFailure
from kbgen.search.engines import whoosh_index
from kbgen.search.engines.whoosh_index import WhooshLexicon, is_current, search, update
from kbgen.search.index.result_rows import row_of
from kbgen.search.query.question import ask
from kbgen.search.query.score import rank

INDEX = inverted(faq())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of the small help center."""
    update(tmp_path / "whoosh", INDEX, "first")
    return tmp_path / "whoosh"


def test_gives_back_what_was_put_in(folder: Path) -> None:
    """Every form, term and posting."""
    lexicon = WhooshLexicon(folder, "en")
    assert lexicon.documents == len(faq())
    assert {form: lexicon.key(form) for form in INDEX.keys} == INDEX.keys
    assert {key: lexicon.term(key) for key in INDEX.terms} == INDEX.terms
    assert lexicon.key("qqq") is None
    assert lexicon.term("qqq") is None
    lexicon.close()


def test_completes_and_finds_neighbors(folder: Path) -> None:
    """As the plainest lexicon does."""
    lexicon, plain = WhooshLexicon(folder, "en"), MemoryLexicon(INDEX)
    for word in ("pr", "print", "mouse", "conect", "x"):
        assert list(lexicon.completions(word)) == list(plain.completions(word))
        near = set(lexicon.neighbors(word, 2, 2))
        assert near == set(plain.neighbors(word, 2, 2))
        assert [lexicon.level(form) for form in near] == [plain.level(form) for form in near]
    lexicon.close()


def test_ranks_as_the_rule_says(folder: Path) -> None:
    """Whoosh's collector passes on our integers."""
    (result,) = search(folder, "en", ["connect a printer"], 10)
    question = ask("connect a printer", MemoryLexicon(INDEX))
    expected = rank(question.words, question.extras, len(INDEX.rows), asking=question.asking)
    assert [(hit.id, hit.score) for hit in result.hits] == [
        (row_of(INDEX.rows[item.number]).id, item.score) for item in expected
    ]
    assert len(expected) > 1


def test_limit_cuts_the_list(folder: Path) -> None:
    """The best come first, and no more than asked."""
    (all_of_them,) = search(folder, "en", ["connect a printer"], 10)
    (one,) = search(folder, "en", ["connect a printer"], 1)
    assert one.hits == all_of_them.hits[:1]


def test_hit_leads_to_the_passage(folder: Path) -> None:
    """An FAQ's answer, or the article as a whole."""
    refund, money = search(folder, "en", ["how do I get a refund", "money"], 10)
    assert refund.hits[0].passage == "refund"
    assert money.hits[0].passage is None


def test_update_replaces_the_whole(folder: Path) -> None:
    """Nothing of the old index is left, in the new one or next to it."""
    update(folder, inverted([document("new", "Scanner")]), "second")
    old, new = search(folder, "en", ["printer", "scanner"], 10)
    assert old.hits == ()
    assert [hit.id for hit in new.hits] == ["new"]
    assert [path.name for path in folder.parent.iterdir()] == ["whoosh"]


def test_an_index_is_current_by_its_stamp(folder: Path) -> None:
    """Nothing else is read to know it."""
    assert is_current(folder, "first")
    assert not is_current(folder, "second")
    assert not is_current(folder / "nowhere", "first")


def test_damage_is_one_kind_of_error(folder: Path) -> None:
    """Whatever Whoosh raises about broken files, the caller sees a ValueError."""
    for path in folder.iterdir():
        path.write_bytes(b"\0" * 10)
    with pytest.raises(ValueError, match="index"):
        list(search(folder, "en", ["printer"], 10))
    with pytest.raises(ValueError, match="index"):
        list(search(folder / "nowhere", "en", ["printer"], 10))


def test_full_disk_is_the_machines_problem(tmp_path: Path) -> None:
    """A file where the folder should be, standing for every refusal."""
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFailure, match="index"):
        update(tmp_path / "file" / "whoosh", INDEX, "x")


def test_empty_index_answers(tmp_path: Path) -> None:
    """A site without articles finds nothing, quietly."""
    update(tmp_path / "whoosh", inverted([]), "x")
    (result,) = search(tmp_path / "whoosh", "en", ["printer"], 10)
    assert result.hits == ()


def test_an_open_index_remembers_some_terms_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that answers for days does not grow."""
    monkeypatch.setattr(whoosh_index, "KEPT_TERMS", 2)
    lexicon = WhooshLexicon(folder, "en")
    for key in INDEX.terms:
        lexicon.term(key)
    assert lexicon.term.cache_info().currsize == 2
    lexicon.close()


def test_whoosh_is_given_the_best_articles_only(folder: Path) -> None:
    """What is not shown need not pass its collector."""
    lexicon = WhooshLexicon(folder, "en")
    question = ask("connect a printer", lexicon)
    ranked = rank(question.words, question.extras, lexicon.documents, asking=question.asking)
    assert [hit.score for hit in lexicon.hits(ranked, 1)] == [ranked[0].score]
    assert lexicon.hits([], 1) == ()
    lexicon.close()
