# SPDX-License-Identifier: MIT
"""Every page of a site is planned, with everything its template may know."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from content_sites import article, settings_for
from optional_packages import required
from site_parts import body, knowledge_base

from kbgen.content.structure.site_urls import service_url
from kbgen.model import (
    Article,
    Diagnostic,
    KnowledgeBase,
    LeftOutArticle,
    Link,
    PageInput,
    PageKind,
    diagnostic,
)
from kbgen.settings import SiteSettings
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.assets import SiteAssets
from kbgen.site.planning.listings import LanguageListings
from kbgen.site.planning.plan import SITE_PROBLEMS, PlanContext, page_description, plan
from kbgen.site.planning.strings import load_strings
from kbgen.site.planning.view import site_view

NO_ASSETS = SiteAssets((), {}, (), (), (), (), (), "", "", {})


def item(path: str, **fields: object) -> Article:
    lang, _, rest = (
        path.partition("/") if path.startswith(("ru/", "pl/", "ar/", "hu/")) else ("en", "", path)
    )
    stem = rest.removesuffix(".md")
    prefix = "" if lang == "en" else f"{lang}/"
    folder = rest.rpartition("/")[0]
    values: dict[str, Any] = {
        "id": stem.replace("/", "-"), "path": path, "url": f"{prefix}{stem}/", "title": stem, "lang": lang,
        "folder": "/".join(folder.split("/")[:2]),
    }  # fmt: skip
    if stem.endswith("index"):
        values |= {"url": f"{prefix}{folder}/" if folder else prefix, "is_index": True}
    return article(**(values | fields))


def planned(
    *articles: Article,
    problems: dict[str, tuple[Diagnostic, ...]] | None = None,
    left_out: tuple[LeftOutArticle, ...] = (),
    **changes: Any,
) -> dict[str, PageInput]:
    languages = tuple(dict.fromkeys(("en", *(each.lang for each in articles))))
    kb: KnowledgeBase = knowledge_base(*articles, languages=languages)
    settings: SiteSettings = settings_for(Path("/nowhere"), *languages, **changes)
    shelves = {
        lang: LanguageListings(kb, lang, "Other", service_url(settings, lang, "search"))
        for lang in languages
    }
    strings = {lang: load_strings(lang, theme_dir()) for lang in languages}
    views = {
        lang: site_view(settings, lang, strings[lang], NO_ASSETS, shelves[lang].menu())
        for lang in languages
    }
    facts = {each.path: body(f"Text of {each.title}. " * 20).facts for each in articles}
    context = PlanContext(settings, views, shelves, facts, problems or {}, left_out)
    return {page.output: page for page in plan(kb, context)}


def test_every_page_is_planned_once_and_in_order() -> None:
    pages = planned(
        item("a.md"), item("b/index.md"), item("b/c.md"), item("b/d/e.md"), item("b/d/f/g.md")
    )
    assert {output: str(page.kind) for output, page in pages.items()} == {
        "404.html": "not-found",
        "a/index.html": "article",
        "b/c/index.html": "article",
        "b/d/e/index.html": "article",
        "b/d/f/g/index.html": "article",
        "b/d/index.html": "section",
        "b/index.html": "category",
        "contact/index.html": "contact",
        "index.html": "home",
        "search/index.html": "search",
    }
    assert list(pages) == sorted(pages)


def test_each_language_has_its_own_service_pages() -> None:
    pages = planned(item("a.md"), item("ru/a.md"))
    assert {"ru/index.html", "ru/404.html", "ru/search/index.html", "ru/contact/index.html"} < set(
        pages
    )
    assert pages["ru/404.html"].base == "/help/"
    assert pages["ru/search/index.html"].base == "../../"


def test_an_index_is_the_text_of_its_page_not_a_page() -> None:
    pages = planned(
        item("index.md", title="Welcome"), item("b/index.md", title="Billing", summary="Money")
    )
    assert (pages["index.html"].title, pages["index.html"].kind) == ("Welcome", PageKind.HOME)
    category = pages["b/index.html"]
    assert (category.title, category.summary) == ("Billing", "Money")
    assert category.article is not None
    assert category.article.id == "b-index"


def test_a_home_page_without_a_text_is_named_by_the_site() -> None:
    home = planned(item("b/c.md"))["index.html"]
    assert (home.title, home.body_html, home.article) == ("Acme", "", None)
    assert [card.title for card in home.cards] == ["B"]


def test_an_article_knows_its_place() -> None:
    page = planned(item("b/d/e.md"), item("b/d/f.md"), item("b/d/g.md", related=("b-d-e",)))[
        "b/d/g/index.html"
    ]
    assert [link.title for link in page.trail] == ["Home", "B", "D"]
    assert page.siblings_total == 3
    assert page.siblings is not None
    assert [link.is_current for link in page.siblings.links] == [False, False, True]
    assert [link.url for link in page.related] == ["b/d/e/"]
    assert page.base == "../../../"
    assert page.canonical == "https://help.example.com/help/b/d/g/"


def test_pages_that_should_not_be_found_have_no_address() -> None:
    pages = planned(item("a.md"))
    assert [output for output, page in pages.items() if not page.canonical] == [
        "404.html",
        "search/index.html",
    ]
    assert not any(page.canonical for page in planned(item("a.md"), site_url="").values())


def test_the_description_is_the_summary_else_the_first_words_else_the_sites() -> None:
    pages = planned(item("a.md", summary="Short"), item("b.md"), description="All about Acme")
    assert pages["a/index.html"].description == "Short"
    words = pages["b/index.html"].description
    assert words.startswith("Text of b. ")
    assert words.endswith("…")
    assert len(words) <= 156
    assert pages["search/index.html"].description == "All about Acme"


def test_a_short_text_is_described_whole() -> None:
    settings = settings_for(Path("/nowhere"), "en", description="All about Acme")
    assert page_description("", body("Two\n words.").facts, settings, "en") == "Two words."
    assert (
        page_description("", replace(body(), passages=()).facts, settings, "en") == "All about Acme"
    )
    assert page_description("", None, settings, "en") == "All about Acme"
    assert page_description("", body("字" * 300).facts, settings, "en") == "字" * 155 + "…"


def alternates(page: PageInput) -> list[tuple[str, str, bool, bool]]:
    return [(each.lang, each.url, each.is_translation, each.is_current) for each in page.alternates]


def test_one_language_has_no_alternates() -> None:
    assert not any(page.alternates for page in planned(item("a.md")).values())


def test_an_article_leads_to_its_translation_else_to_the_nearest_shelf_else_home() -> None:
    pages = planned(
        item("b/c/d.md", id="same"), item("b/c/x.md"), item("b/y.md"), item("z/z.md"),
        item("ru/b/c/d.md", id="same"), item("ru/other.md"),
    )  # fmt: skip
    assert alternates(pages["b/c/d/index.html"]) == [
        ("en", "b/c/d/", True, True),
        ("ru", "ru/b/c/d/", True, False),
    ]
    assert alternates(pages["b/c/x/index.html"])[1] == ("ru", "ru/b/c/", False, False)
    assert alternates(pages["b/y/index.html"])[1] == ("ru", "ru/b/", False, False)
    assert alternates(pages["z/z/index.html"])[1] == ("ru", "ru/", False, False)


def test_a_translation_of_an_older_text_knows_the_newer_one() -> None:
    pages = planned(
        item("b/c.md", id="c", title="Source", revision="2" * 16, source_revision="0"),
        item("index.md", revision="2" * 16), item("d.md", id="d", revision="2" * 16),
        item("ru/b/c.md", id="c", source_revision="1" * 16), item("ru/index.md", source_revision="1"),
        item("ru/d.md", id="d", source_revision="2" * 16), item("ru/e.md", id="e", source_revision="1"),
        item("ru/b/index.md"),
    )  # fmt: skip
    newer = {output: page.newer_source for output, page in pages.items() if page.newer_source}
    assert newer == {
        "ru/b/c/index.html": Link("Source", "b/c/"),
        "ru/index.html": Link("index", ""),
    }


def test_pages_of_kbgen_are_translations_of_each_other() -> None:
    pages = planned(item("b/c.md"), item("ru/b/c.md"), item("ru/only/x.md"))
    for output, url in (
        ("index.html", "ru/"),
        ("search/index.html", "ru/search/"),
        ("contact/index.html", "ru/contact/"),
    ):
        assert alternates(pages[output])[1] == ("ru", url, True, False)
    assert alternates(pages["b/index.html"])[1] == ("ru", "ru/b/", True, False)
    assert alternates(pages["404.html"]) == [("en", "", False, True), ("ru", "ru/", False, False)]
    assert alternates(pages["ru/only/index.html"])[0] == ("en", "", False, False)


def test_problems_are_shown_on_the_page_of_their_file_and_the_sites_at_home() -> None:
    own, whole = diagnostic("KB401", "a.md", "x"), diagnostic("KB704", "mkdocs.yml", "y")
    home = diagnostic("KB402", "index.md", "z")
    pages = planned(
        item("index.md"), item("a.md"), item("b.md"),
        problems={"a.md": (own,), "index.md": (home,), SITE_PROBLEMS: (whole,)},
    )  # fmt: skip
    assert {output: page.problems for output, page in pages.items() if page.problems} == {
        "a/index.html": (own,),
        "index.html": (home, whole),
    }


def test_an_article_that_is_left_out_shows_why_at_its_address() -> None:
    """Nothing lists it, and no sitemap: it has no canonical address."""
    why = diagnostic("KB201", "content/b/bad.md", "x")
    left_out = (LeftOutArticle("b/bad.md", "en", "b/bad/"),)
    pages = planned(item("a.md"), problems={"b/bad.md": (why,)}, left_out=left_out)
    page = pages["b/bad/index.html"]
    assert (page.kind, page.summary, page.problems) == ("left-out", "content/b/bad.md", (why,))
    assert page.canonical == ""


def test_a_page_with_the_address_of_an_article_that_is_left_out_shows_why() -> None:
    own, why = diagnostic("KB401", "content/a.md", "x"), diagnostic("KB302", "content/A.md", "y")
    pages = planned(
        item("a.md"),
        problems={"a.md": (own,), "A.md": (why,), "search.md": (why,)},
        left_out=(LeftOutArticle("A.md", "en", "a/"), LeftOutArticle("search.md", "en", "search/")),
    )
    assert pages["a/index.html"].problems == (own, why)
    assert (pages["search/index.html"].kind, pages["search/index.html"].problems) == (
        "search",
        (why,),
    )


@pytest.mark.parametrize(
    ("directory_urls", "output"), [(True, "search/index.html"), (False, "search.html")]
)
def test_service_pages_follow_the_form_of_urls(directory_urls: bool, output: str) -> None:
    assert output in planned(use_directory_urls=directory_urls)


def test_the_404_page_at_the_root_knows_those_of_other_languages() -> None:
    """Hosts show it at every address, so it speaks every language of the site."""
    pages = planned(item("a.md"), item("ru/a.md"), item("ar/a.md"))
    russian, arabic = pages["404.html"].other_languages
    assert (russian.lang, russian.direction, russian.page) == ("ru", "ltr", "ru/404.html")
    assert russian.strings["notfound.title"] == "Страница не найдена"
    urls = (russian.home_url, russian.search_url, russian.contact_url)
    assert urls == ("ru/", "ru/search/", "ru/contact/")
    assert arabic.direction == "rtl"
    assert pages["ru/404.html"].other_languages == ()


def test_a_title_that_is_not_translated_has_its_language() -> None:
    """In Hungarian, kbgen has no title for the contact page, and Material one for search."""
    required("material")
    pages = planned(item("a.md"), item("hu/a.md"))
    titles = {name: pages[f"hu/{name}/index.html"].title_lang for name in ("contact", "search")}
    assert titles == {"contact": "en", "search": ""}
    assert pages["hu/contact/index.html"].trail[0].lang == "en"
    assert pages["contact/index.html"].title_lang == ""
