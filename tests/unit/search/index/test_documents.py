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


def found_in(*passages: Passage) -> tuple[list[tuple[str, str]], str]:
    """Return (title, text) of the passages of an article with this body, and its asides."""
    item = article("a.md")
    (found,) = documents_of(knowledge_base(item), {"a.md": Body("", (), passages, (), ())})["en"]
    return [(passage.title, passage.text) for passage in found.passages], found.asides


def test_text_under_a_heading_of_links_is_no_passage() -> None:
    """It is an aside with all its sections; the next heading of its level ends it."""
    passages, asides = found_in(
        Passage("", "", 0, "Lead."),
        Passage("see-also", "See also", 2, "Refunds"),
        Passage("guides", "Guides", 3, "Cards"),
        Passage("more", "More", 2, "Text."),
    )
    assert passages == [("", "Lead."), ("More", "Text.")]
    assert asides == "Refunds\nCards"


def test_text_under_a_heading_that_is_a_link_is_no_passage() -> None:
    """A list of articles with a sentence about each is about them."""
    passages, asides = found_in(
        Passage("a", "Refunds", 2, "About money.", leads_away=True), Passage("b", "B", 2, "Text.")
    )
    assert passages == [("B", "Text.")]
    assert asides == "Refunds\nAbout money."


def test_what_to_do_continues_the_section_above() -> None:
    """Such a heading is the same in every article; without a section above it, it is the lead."""
    steps = Passage("what-to-do", "What to do", 3, "Restart it.", links=("it",))
    passages, _ = found_in(
        Passage("", "", 0, "Lead."), Passage("red", "The light is red", 2, "It is hot."), steps
    )
    assert passages == [("", "Lead."), ("The light is red", "It is hot.\nRestart it.")]
    passages, _ = found_in(Passage("a", "A", 3, "Text."), steps, Passage("b", "B", 4, "More."))
    assert passages == [("", "Restart it."), ("A", "Text."), ("B", "More.")]


def test_what_to_do_about_links_is_an_aside() -> None:
    passages, asides = found_in(
        Passage("related", "Related", 2, ""), Passage("x", "What to do", 3, "Read on.")
    )
    assert (passages, asides) == ([], "Read on.")


def test_the_home_page_is_known() -> None:
    """The page of a folder is another article."""
    kb = knowledge_base(
        article("index.md", url="", is_index=True),
        article("billing/index.md", folder="billing", is_index=True),
        article("a.md"),
    )
    found = documents_of(kb, {item.path: BODY for item in kb.articles})["en"]
    assert [item.url for item in found if item.is_home] == [""]


def test_texts_of_links_belong_to_their_target() -> None:
    kb = knowledge_base(article("a.md"), article("b.md"))
    bodies = {item.path: BODY for item in kb.articles}
    found = documents_of(kb, bodies, {"b.md": ("the second",)})["en"]
    assert [item.linked_as for item in found] == [(), ("the second",)]
