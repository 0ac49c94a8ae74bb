# SPDX-License-Identifier: MIT
"""Related articles: near by titles, tags and questions; steady under edits."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from content_sites import article, settings_for, write
from fake_encoder import FakeEncoder
from hypothesis import given, settings
from hypothesis import strategies as st
from site_parts import assembled

from kbgen.content.loader import load
from kbgen.model import Article, PageInput
from kbgen.search.meaning.near_titles import near_titles
from kbgen.site.planning.related import MAX_FREQUENCY, MAX_RELATED, Related


def named(name: str, title: str, **fields: Any) -> Article:
    return article(id=name, path=f"{name}.md", url=f"{name}/", title=title, **fields)


def near(articles: list[Article], name: str, without: tuple[str, ...] = ()) -> list[str]:
    found = next(item for item in articles if item.id == name)
    return [item.id for item in Related(articles, "en").nearest(found, without)]


def near_each(articles: list[Article]) -> list[list[str]]:
    """`near` for every article of a site."""
    related = Related(articles, "en")
    return [[item.id for item in related.nearest(found, ())] for found in articles]


FILLING = [named(f"filling-{number}", f"Filling number{number}") for number in range(20)]
SITE = [
    named(
        "decline",
        "Card payment is declined",
        questions=("Why was my card refused?",),
        tags=("cards",),
    ),
    named("cards", "Which payment cards we accept", tags=("cards",)),
    named("foreign", "Foreign payment cards", questions=("Is my card refused abroad?",)),
    named("team", "Invite your team"),
    named("roles", "Roles in a team", questions=("Who may invite others?",)),
    *FILLING,
]


def test_what_shares_telling_words_is_near() -> None:
    """By stems, best first; what shares nothing is not offered, even if the list stays short."""
    assert near(SITE, "decline") == ["cards", "foreign"]
    assert near(SITE, "team") == ["roles"]
    assert near(SITE, "filling-3") == []


def test_one_shared_word_is_chance_and_one_shared_tag_is_not() -> None:
    site = [named("a", "Export reports"), named("b", "Export users"), *FILLING]
    assert near(site, "a") == []
    tagged = [
        named("a", "Reports", tags=("Export",)),
        named("b", "Users", tags=("export",)),
        *FILLING,
    ]
    assert near(tagged, "a") == ["b"]


def test_a_word_of_many_articles_tells_nothing() -> None:
    """Two words that a whole site has make no neighbors."""
    site = [
        named(f"a{number}", f"Widget control number{number}") for number in range(MAX_FREQUENCY + 1)
    ]
    assert near(site, "a1") == []


def test_what_the_page_lists_already_is_not_offered_again() -> None:
    assert near(SITE, "decline", ("cards/",)) == ["foreign"]


def test_the_text_of_a_folder_is_neither_offered_nor_given_any() -> None:
    site = [replace(SITE[0], is_index=True), *SITE[1:]]
    assert near(site, "decline") == []
    assert "decline" not in near(site, "cards")


def test_order_of_files_means_nothing() -> None:
    mixed = SITE[:]
    random.Random(7).shuffle(mixed)
    assert [near(mixed, item.id) for item in SITE] == [near(SITE, item.id) for item in SITE]


def test_words_of_russian_and_polish_are_compared_by_their_stems() -> None:
    for lang, titles in {
        "ru": ("Отмена платежа картой", "Платёж картой отменён"),
        "pl": ("Płatność kartą", "Płatności kart"),
    }.items():
        site = [replace(named(f"n{place}", title), lang=lang) for place, title in enumerate(titles)]
        site += [replace(item, lang=lang) for item in FILLING]
        assert [item.id for item in Related(site, lang).nearest(site[0], ())] == ["n1"], lang


WORDS = st.lists(
    st.sampled_from([f"word{number}" for number in range(40)]), min_size=1, max_size=5
).map(" ".join)


@settings(max_examples=60)
@given(
    titles=st.lists(WORDS, min_size=2, max_size=60),
    edited=WORDS,
    at=st.integers(0, 59),
    text=st.text(max_size=20),
)
def test_a_text_moves_nothing_and_a_title_moves_only_what_shares_its_words(
    titles: list[str], edited: str, at: int, text: str
) -> None:
    """Neighbors are in no need of the edited article's other words, nor of any text."""
    site = [named(f"a{number}", title) for number, title in enumerate(titles)]
    at %= len(site)
    before = near_each(site)
    assert all(len(found) <= MAX_RELATED for found in before)
    assert all(item.id not in found for item, found in zip(site, before, strict=True))
    texts = [replace(item, markdown=text, summary=text, revision=text) for item in site]
    assert near_each(texts) == before
    changed = [*site[:at], replace(site[at], title=edited), *site[at + 1 :]]
    words = set(f"{edited} {titles[at]}".split())
    for item, found, after in zip(changed, before, near_each(changed), strict=True):
        if not words & set(item.title.split()):
            assert after == found


CODED = [
    named("refund", "Refund form", tags=("billing",)),
    named("money", "Money"),
    named("coded", "KB1023", tags=("billing",)),
    named("music", "Music"),
    *FILLING,
]


def near_by_meaning(folder: Path, articles: list[Article], name: str) -> list[str]:
    titles = {item.url: item.title for item in articles if not item.title.startswith("KB")}
    titles_near = near_titles(titles, titles, folder, "fake", FakeEncoder().encode)
    found = next(item for item in articles if item.id == name)
    return [item.id for item in Related(articles, "en", titles_near).nearest(found, ())]


def test_with_meaning_close_titles_are_offered_without_a_shared_word(tmp_path: Path) -> None:
    assert near(CODED, "money") == []
    assert near_by_meaning(tmp_path, CODED, "money") == ["refund"]
    assert near_by_meaning(tmp_path, CODED, "music") == []


def test_a_title_that_is_a_code_is_offered_by_shared_words(tmp_path: Path) -> None:
    """And an article with such a title offers others by shared words."""
    assert near_by_meaning(tmp_path, CODED, "refund") == ["money", "coded"]
    assert near_by_meaning(tmp_path, CODED, "coded") == ["refund"]


def test_shared_words_decide_between_close_titles(tmp_path: Path) -> None:
    site = [
        named("asked", "Money", tags=("billing",)),
        named("a", "Refund"),
        named("b", "Reimbursement", tags=("billing",)),
        *FILLING,
    ]
    assert near_by_meaning(tmp_path, site, "asked") == ["b", "a"]


FILES: dict[str, str | bytes] = {
    **{
        f"filling/f{number}.md": f"---\ntitle: Filling number{number}\n---\nText."
        for number in range(12)
    },
    "cards/decline.md": "---\ntitle: Card payment declined\nrelated: [people-team]\n---\nOne.",
    "cards/accepted.md": "---\ntitle: Accepted card payment\n---\nTwo.",
    "abroad/foreign.md": "---\ntitle: Foreign card payment\n---\nThree.",
    "abroad/hidden.md": "---\ntitle: Hidden card payment\nstatus: draft\n---\nFour.",
    "people/team.md": "---\ntitle: Team\n---\nFive.",
}


def pages(root: Path, **changes: str) -> dict[str, PageInput]:
    files = FILES | {path.replace("__", "/") + ".md": text for path, text in changes.items()}
    return {page.url: page for page in assembled(root, files).pages}


def test_a_page_offers_what_its_writer_names_then_what_is_near_and_not_listed(
    tmp_path: Path,
) -> None:
    """Neighbors on the shelf are on the page already; a draft is on none."""
    found = pages(tmp_path)
    assert [link.url for link in found["cards/decline/"].related] == [
        "people/team/",
        "abroad/foreign/",
    ]
    assert [link.url for link in found["abroad/foreign/"].related] == [
        "cards/accepted/",
        "cards/decline/",
    ]


def test_an_edited_text_changes_one_page_and_no_other(tmp_path: Path) -> None:
    """What pages are made of is compared whole."""
    before = pages(tmp_path / "a")
    after = pages(
        tmp_path / "b",
        cards__accepted="---\ntitle: Accepted card payment\n---\nForeign team card payment.",
    )
    assert [url for url in before if before[url] != after[url]] == ["cards/accepted/"]


def test_a_translation_is_not_related_to_its_source(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"{lang}/{name}.md": f"---\ntitle: Card payment {name}\n---\nText."
        for lang in ("en", "de")
        for name in ("one", "two")
    }
    filling = {
        f"{lang}/{path}": text
        for lang in ("en", "de")
        for path, text in FILES.items()
        if "filling" in path
    }
    site = load(settings_for(write(tmp_path, files | filling), "en", "de")).kb
    german = [item for item in site.articles if item.lang == "de"]
    one = next(item for item in german if item.id == "one")
    assert [(item.id, item.lang) for item in Related(german, "de").nearest(one, ())] == [
        ("two", "de")
    ]


def test_an_edited_title_moves_few_pages_of_a_real_site(data: Path) -> None:
    """Of a thousand articles of one product, an edited title moves the offers of a few dozen at most."""
    site = [
        named(f"n{number}", file.stem.replace("-", " "))
        for number, file in enumerate(sorted((data / "articles/telerik-kb").rglob("*.md")))
    ]
    before = Related(site, "en")
    with_offers = sum(bool(before.nearest(item, ())) for item in site)
    assert with_offers > len(site) // 3
    rng = random.Random(4)
    for _ in range(3):
        at = rng.randrange(len(site))
        changed = [*site]
        changed[at] = replace(site[at], title=" ".join(rng.choice(site).title.split()[:4]))
        after = Related(changed, "en")
        moved = sum(
            [found.url for found in before.nearest(item, ())]
            != [found.url for found in after.nearest(other, ())]
            for item, other in zip(site, changed, strict=True)
        )
        assert moved <= 40
