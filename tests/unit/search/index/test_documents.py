# SPDX-License-Identifier: MIT
"""Articles as search sees them."""

from __future__ import annotations

from kbgen.model import Article, Body, Category, Cause, Kind, KnowledgeBase, Passage, Section
from kbgen.search.index.documents import documents_of


def article(path: str, **fields: object) -> Article:
    """An article of English or of another language's folder."""
    values: dict[str, object] = {
        "id": path.removesuffix(".md").replace("/", "-"),
        "lang": "en",
        "path": path,
        "url": path.removesuffix(".md") + "/",
        "title": path,
        "kind": Kind.HOW_TO,
        "markdown": "",
        "body_line": 1,
        "revision": "0" * 16,
    }
    return Article(**{**values, **fields})  # type: ignore[arg-type]


BODY = Body("", (), (Passage("", "", 0, "Lead."), Passage("more", "More", 2, "Text.")), (), ())


def knowledge_base(*articles: Article) -> KnowledgeBase:
    """Articles on a shelf, billing / cards."""
    section = Section("billing/cards", "billing/cards/", "Cards")
    shelf = Category("billing", "billing/", "Billing", sections=(section,))
    return KnowledgeBase(("en", "pl"), articles, {"en": (shelf,), "pl": ()}, {}, (), {})


def test_every_language_sorted_by_url() -> None:
    """Index articles too; an article without a body is left out."""
    kb = knowledge_base(
        article("z.md"),
        article("a.md"),
        article("index.md", url="", is_index=True),
        article("pl/b.md", lang="pl"),
        article("x.md"),
    )
    found = documents_of(kb, {item.path: BODY for item in kb.articles if item.path != "x.md"})
    assert {lang: [item.url for item in items] for lang, items in found.items()} == {
        "en": ["", "a/", "z/"],
        "pl": ["pl/b/"],
    }


def test_document_has_the_articles_words() -> None:
    """Questions, codes, tags, symptoms, trail and passages."""
    item = article(
        "billing/cards/a.md",
        folder="billing/cards",
        questions=("Why?",),
        error_codes=("E1",),
        tags=("money",),
        symptoms=("It fails",),
        summary="In short.",
    )
    (found,) = documents_of(knowledge_base(item), {item.path: BODY})["en"]
    assert found.trail == ("Billing", "Cards")
    assert (found.questions, found.codes, found.tags, found.symptoms) == (
        ("Why?",),
        ("E1",),
        ("money",),
        ("It fails",),
    )
    assert [(passage.anchor, passage.title, passage.text) for passage in found.passages] == [
        ("", "", "Lead."),
        ("more", "More", "Text."),
    ]
    assert found.kind == "how-to"


def test_causes_and_remedies_are_found() -> None:
    """What the page shows out of front matter is searched like its text."""
    item = article(
        "a.md", causes=(Cause("The cable is loose", ("Plug it in",), expected="A green light"),)
    )
    (found,) = documents_of(knowledge_base(item), {item.path: BODY})["en"]
    assert found.passages[0].text == "The cable is loose\nPlug it in\nA green light"


def test_several_steps_of_a_remedy_are_marked() -> None:
    """One step is a sentence; several are a list where an answer shows them."""
    item = article("a.md", causes=(Cause("No paper", ("Open the tray", "Put paper in")),))
    (found,) = documents_of(knowledge_base(item), {item.path: BODY})["en"]
    assert found.passages[0].text == "No paper\n\u2023 Open the tray\n\u2023 Put paper in"
