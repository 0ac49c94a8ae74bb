# SPDX-License-Identifier: MIT
"""What other articles call an article."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import settings_for, write

from kbgen.content.links.link_texts import MAX_LENGTH, MAX_TEXTS, LinkTexts, texts_of_links
from kbgen.model import LinkReference
from kbgen.site.caching.cache import Cache
from kbgen.site.reading.articles import SiteReader


def texts(root: Path, **files: str) -> dict[str, tuple[str, ...]]:
    """Return the texts of links by target, in a site with an article `t.md` called “Refund”."""
    contents = {"en/t.md": "# Refund\n\nText.\n"}
    contents |= {
        f"{name.replace('_', '/')}.md": f"# {name}\n\n{text}\n" for name, text in files.items()
    }
    settings = settings_for(write(root, contents), "en", "ru")
    with Cache(root / "cache.sqlite") as cache:
        articles = SiteReader(settings, cache).read_site()
    return LinkTexts(articles.kb, settings).by_target(articles.facts)


def test_the_texts_of_most_articles_come_first(tmp_path: Path) -> None:
    """An article counts once for each text; capitals and punctuation make no other text."""
    assert texts(
        tmp_path,
        en_a="[money back](t.md) and [Money back!](t.md#x) and [return](t.md)",
        en_b="[Return](t.md), [return](t.md)",
        en_c="[return](t.md)",
    ) == {"en/t.md": ("return", "Money back!")}


@pytest.mark.parametrize(
    "link",
    [
        "[here](t.md)",
        "[the refund](missing.md)",
        "[Refund](t.md)",
        "[t.md](t.md)",
        "[a refund](https://other.example/t)",
        "![a refund](t.md)",
        f"[{'long ' * MAX_LENGTH}](t.md)",
        "[this one](#refund)",
    ],
)
def test_some_texts_say_nothing_new(tmp_path: Path, link: str) -> None:
    """Generic words, the title itself, addresses, sentences; links that lead elsewhere."""
    assert texts(tmp_path, en_a=link) == {}


def test_an_article_does_not_name_itself_or_one_in_another_language(tmp_path: Path) -> None:
    assert texts(tmp_path, en_a="[an alias](a.md)", ru_b="[деньги](../en/t.md)") == {}


def test_the_number_of_texts_is_limited(tmp_path: Path) -> None:
    """The order does not depend on which article comes first."""
    links = [f"[name {number}](t.md)" for number in range(MAX_TEXTS + 3)]
    assert texts(tmp_path, en_a=" ".join(reversed(links))) == {
        "en/t.md": tuple(sorted(f"name {number}" for number in range(MAX_TEXTS + 3))[:MAX_TEXTS])
    }


def test_a_text_is_compared_with_its_target() -> None:
    """What an incremental build compares: the paths, without anchors, and the texts."""
    links = (
        LinkReference("a.md#part", is_image=False, text="The part"),
        LinkReference("https://own.example/b/", is_image=False, text="B of ours"),
        LinkReference("c.png", is_image=True, text="A picture"),
    )
    assert texts_of_links(links, "https://own.example/") == {
        ("a.md", "The part"),
        ("/b/", "B of ours"),
    }
