# SPDX-License-Identifier: MIT
"""The content folders that are measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.build.corpora import Corpus, english_sources, real_corpora, renamed, synthetic_corpus

_ARTICLE = """\
---
title: "Printer is offline"
slug: printer-offline
---

Look at [the cable](images/cable.md#end), [the web](https://example.com/) and [below](#below).
![A printer](images/printer.png)
<img src="images/two.png" alt="two">
"""


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.md").write_text(
            f"---\ntitle: Title of {number}\n---\n\nText {number}.\n", "utf-8"
        )
    return sorted(folder.iterdir())


def _tree(corpus: Corpus, folder: Path) -> dict[str, bytes]:
    corpus.fill(folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


def test_a_synthetic_corpus_has_as_many_articles_as_asked_for(sources: list[Path], tmp_path: Path):
    assert len(_tree(synthetic_corpus(sources, 12), tmp_path / "a")) == 12


def test_the_same_seed_makes_the_same_folder_and_another_one_another(
    sources: list[Path], tmp_path: Path
):
    one, same, other = (
        _tree(synthetic_corpus(sources, 12, seed), tmp_path / name)
        for name, seed in (("a", 7), ("b", 7), ("c", 8))
    )
    assert one == same
    assert one != other


def test_repeated_articles_have_names_and_titles_of_their_own(sources: list[Path], tmp_path: Path):
    tree = _tree(synthetic_corpus(sources, 12), tmp_path / "a")
    titles = {data.split(b"\n")[1] for data in tree.values()}
    assert len(titles) == 12
    assert all(path.startswith("category-") and path.count("/") == 2 for path in tree)


def test_a_renamed_article_keeps_its_text_and_needs_no_file_but_its_neighbor():
    text = renamed(_ARTICLE, 3, "article-00001.md")
    assert text.startswith('---\ntitle: "Printer is offline 3"\n---\n\nLook at ')
    assert "[the cable](article-00001.md)" in text
    assert "(https://example.com/)" in text
    assert "(#below)" in text
    assert "A printer" in text
    assert "printer.png" not in text
    assert "<img" not in text
    assert "slug" not in text


def test_an_article_without_front_matter_can_be_renamed():
    assert (
        renamed("Text\n\n---\n\nMore\n", 0, "x.md")
        == '---\ntitle: "Untitled 0"\n---\n\nText\n\n---\n\nMore\n'
    )


def test_the_real_corpora_are_copied_as_they_are(data: Path, tmp_path: Path):
    telerik, openclaw = real_corpora(data)
    assert len(_tree(telerik, tmp_path / "telerik")) == 1141
    tree = _tree(openclaw, tmp_path / "openclaw")
    assert {path.split("/")[0] for path in tree} == set(openclaw.languages)
    path = min(tree)
    assert tree[path] == (data / "articles" / "openclaw-help" / path).read_bytes()


def test_the_english_sources_are_articles_of_both_corpora(data: Path):
    assert {path.suffix for path in english_sources(data)} == {".md"}
    assert len(english_sources(data)) > 1141
