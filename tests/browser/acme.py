# SPDX-License-Identifier: MIT
"""A small help center, "Acme", in three languages: page inputs of every kind, as the planner would make them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from browser.acme_texts import body, causes, headings, sample, words
from browser.rendering import ASSETS, THEME, style_parts, stylesheets

from kbgen.feedback import feedback_view
from kbgen.model import (
    Alternate,
    ArticleView,
    Card,
    ContactView,
    Diagnostic,
    Environment,
    FeedbackView,
    IssueState,
    IssueUpdate,
    IssueView,
    Kind,
    Link,
    PageInput,
    PageKind,
    Severity,
    Shelf,
    SiteView,
    Support,
    TreeEntry,
    TreePart,
    TreeView,
    TreeWay,
)
from kbgen.settings import FeedbackAdapter, FeedbackSettings, KbgenSettings
from kbgen.site.planning.strings import load_strings

LANGUAGES = {"en": "English", "ru": "Русский", "pl": "Polski"}
SITE_URL = "https://help.acme.example/"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200">'
    '<rect width="600" height="200" fill="#ccddee"/></svg>'
)


def prefix(lang: str) -> str:
    """Where a language lives: English at the root."""
    return "" if lang == "en" else f"{lang}/"


@cache
def site(lang: str) -> SiteView:
    """What all pages of a language share."""
    home, text = prefix(lang), words(lang)
    return SiteView(
        name="Acme Help",
        lang=lang,
        direction="ltr",
        languages=tuple(LANGUAGES),
        site_url=SITE_URL,
        root_path="/",
        home_url=home,
        search_url=f"{home}search/",
        contact_url=f"{home}contact/",
        categories=tuple(
            Link(each["title"], f"{home}{each['slug']}/") for each in text["categories"]
        ),
        contact=ContactView(
            email="help@acme.example",
            phone="+48 22 555 01 99",
            hours=text["hours"],
            reply_time=text["reply_time"],
            note=text["note"],
        ),
        popular_searches=tuple(text["popular"]),
        stylesheets=stylesheets(),
        style_parts=style_parts(),
        head_scripts=(f"{ASSETS}/javascripts/scheme-init.js",),
        modules=(f"{ASSETS}/javascripts/main.js",),
        preloads=(),
        scripts=(),
        worker="worker.js",
        search_entry=f"search/{lang}/entry.json",
        strings=load_strings(lang, THEME),
        copyright="© 2026 Acme sp. z o.o.",
    )


def page(kind: PageKind, lang: str, path: str, title: str, **parts: Any) -> PageInput:
    """A page at `path` of a language."""
    url = f"{prefix(lang)}{path}"
    output = url if url.endswith(".html") else f"{url}index.html"
    depth = output.count("/")
    hidden = kind in (PageKind.SEARCH, PageKind.NOT_FOUND)
    made = PageInput(
        kind=kind,
        lang=lang,
        url=url,
        output=output,
        base="/" if kind is PageKind.NOT_FOUND else "../" * depth or "./",
        title=title,
        description=parts.get("summary", ""),
        canonical="" if hidden else SITE_URL + url,
        site=site(lang),
        alternates=tuple(
            Alternate(
                other,
                label,
                prefix(other) + path,
                other != "pl" or kind is not PageKind.ARTICLE,
                other == lang,
            )
            for other, label in LANGUAGES.items()
        ),
    )
    return replace(made, **parts)


STARTED = datetime(2026, 1, 2, 9, 15, tzinfo=timezone(timedelta(hours=1)))
DUE = datetime(2026, 1, 2, 16, 0, tzinfo=timezone(timedelta(hours=1)))


def pages() -> tuple[PageInput, ...]:
    """Every page of the help center."""
    return tuple(made for lang in LANGUAGES for made in language_pages(lang))


def language_pages(lang: str) -> tuple[PageInput, ...]:
    """The pages of one language, one or more of every kind."""
    return (
        home_page(lang),
        category_page(lang),
        section_page(lang),
        long_category_page(lang),
        troubleshooting_page(lang),
        how_to_page(lang),
        faq_page(lang),
        known_issue_page(lang),
        short_page(lang),
        status_page(lang),
        *tree_pages(lang),
        page(PageKind.SEARCH, lang, "search/", words_of(lang, "search.title"), shelves=index(lang)),
        page(
            PageKind.CONTACT, lang, "contact/", words_of(lang, "contact.title"), trail=trail(lang)
        ),
        page(
            PageKind.NOT_FOUND,
            lang,
            "404.html",
            words_of(lang, "notfound.title"),
            shelves=index(lang),
        ),
    )


def words_of(lang: str, key: str) -> str:
    """An interface string."""
    return site(lang).strings[key]


def links(lang: str) -> tuple[Link, ...]:
    """The articles of the fixture as links."""
    kinds = (Kind.TROUBLESHOOTING, Kind.HOW_TO, Kind.FAQ, Kind.KNOWN_ISSUE, Kind.MANUAL)
    return tuple(
        Link(each["title"], f"{prefix(lang)}sign-in/{each['slug']}/", each["summary"], kind)
        for each, kind in zip(words(lang)["articles"], kinds, strict=True)
    )


def trail(lang: str, *steps: Link) -> tuple[Link, ...]:
    """Home, then `steps`."""
    return (Link(site(lang).strings["home"], prefix(lang)), *steps)


def category_link(lang: str, place: int = 0) -> Link:
    """A category or section of the fixture as a link."""
    category = words(lang)["categories"][place]
    return Link(category["title"], f"{prefix(lang)}{category['slug']}/")


def index(lang: str) -> tuple[Shelf, ...]:
    """The browsable index."""
    articles = links(lang)
    return tuple(
        Shelf(
            each["title"],
            f"{prefix(lang)}{each['slug']}/",
            articles[place % 3 :],
            each["sentence"],
            total=5 + 7 * place,
        )
        for place, each in enumerate(words(lang)["categories"])
    )


def home_page(lang: str) -> PageInput:
    """Home, with everything it can show."""
    text = words(lang)
    return page(
        PageKind.HOME,
        lang,
        "",
        "Acme Help",
        summary=text["lead"],
        cards=tuple(
            Card(
                each["title"],
                f"{prefix(lang)}{each['slug']}/",
                each["sentence"],
                each.get("icon", ""),
                5 + 7 * place,
                links(lang)[place % 3 :][:3],
            )
            for place, each in enumerate(text["categories"])
        ),
        promoted=links(lang),
        known_issues=issues(lang)[:1],
        status_url=f"{prefix(lang)}status/",
    )


def category_page(lang: str) -> PageInput:
    """A category with articles of its own and one section."""
    category, section = words(lang)["categories"][:2]
    articles = links(lang)
    return page(
        PageKind.CATEGORY,
        lang,
        "sign-in/",
        category["title"],
        summary=category["sentence"],
        trail=trail(lang),
        shelves=(
            Shelf("", "", articles[:2], total=2),
            Shelf(
                section["title"],
                f"{prefix(lang)}sign-in/devices/",
                articles[2:],
                section["sentence"],
                total=3,
            ),
        ),
    )


def long_category_page(lang: str) -> PageInput:
    """A category with so many articles that a box narrows its list down, and a text of its own."""
    category, section = words(lang)["categories"][2], words(lang)["categories"][1]
    many = tuple(
        replace(link, title=f"{link.title} {place}") for place in range(4) for link in links(lang)
    )
    return page(
        PageKind.CATEGORY,
        lang,
        "payments/",
        category["title"],
        summary=category["sentence"],
        trail=trail(lang),
        body_html=body(words(lang)["lead"]),
        shelves=(
            Shelf("", "", many[:12], total=12),
            Shelf(section["title"], f"{prefix(lang)}payments/devices/", many[12:], total=8),
        ),
    )


def section_page(lang: str) -> PageInput:
    """A section of that category."""
    section = words(lang)["categories"][1]
    shelf = Shelf(section["title"], f"{prefix(lang)}sign-in/devices/", links(lang)[2:], total=3)
    return page(
        PageKind.SECTION,
        lang,
        "sign-in/devices/",
        section["title"],
        summary=section["sentence"],
        trail=trail(lang, category_link(lang)),
        shelves=(shelf,),
    )


def article_page(
    lang: str, place: int, view: ArticleView, text: str = "", **parts: Any
) -> PageInput:
    """An article with neighbors and related articles."""
    own = words(lang)["articles"][place]
    url = f"{prefix(lang)}sign-in/{own['slug']}/"
    section = Link(words(lang)["categories"][1]["title"], f"{prefix(lang)}sign-in/devices/")
    siblings = tuple(replace(link, is_current=link.url == url) for link in links(lang))
    parts = {
        "trail": trail(lang, category_link(lang), section),
        "siblings": Shelf(category_link(lang).title, f"{prefix(lang)}sign-in/", siblings, total=23),
        "siblings_total": 23,
        "related": links(lang)[1:4],
        **parts,
    }
    return page(
        PageKind.ARTICLE,
        lang,
        f"sign-in/{own['slug']}/",
        own["title"],
        summary=own["summary"],
        article=view,
        body_html=body(text),
        headings=headings(text),
        **parts,
    )


def tree_pages(lang: str) -> tuple[PageInput, ...]:
    """The first question of a troubleshooter with all its steps, and its solution."""
    text, home = words(lang), prefix(lang)
    article, cause = links(lang)[1], causes(lang)[0]
    start, end = f"{home}troubleshooters/sign-in/", f"{home}troubleshooters/sign-in_end/"
    first, second = text["symptoms"][:2]
    ways = (
        TreeWay(first, end, cause.cause, is_step=True),
        TreeWay(second, article.url, article.title),
        TreeWay("", f"{home}contact/"),
    )
    question = TreeEntry(text["popular"][0], start, "kb-step-start", text["note"], ways)
    solution = TreeEntry(
        cause.cause,
        end,
        "kb-step-end",
        remedy=cause.remedy,
        article=Link(article.title, article.url),
    )
    title = text["articles"][0]["title"]
    path = (TreePart(question.title, first, start), TreePart(question.title, "", start))
    views = (
        TreeView("sign-in", title, start, question, entries=(question, solution)),
        TreeView("sign-in", title, start, solution, path),
    )
    return tuple(
        page(
            PageKind.TREE,
            lang,
            view.entry.url.removeprefix(home),
            title if view.is_start else view.entry.title,
            summary=text["note"],
            trail=trail(lang),
            tree=view,
        )
        for view in views
    )


def troubleshooting_page(lang: str) -> PageInput:
    """Symptoms, codes, three causes."""
    text = words(lang)
    view = ArticleView(
        "cannot-sign-in",
        "0123456789abcdef",
        Kind.TROUBLESHOOTING,
        symptoms=tuple(text["symptoms"]),
        error_codes=("ACME-401", "0x80070005"),
        causes=causes(lang),
        environment=Environment("Acme Desktop", "4.2–5.0", ("Windows", "macOS")),
        tags=tuple(text["tags"]),
        updated=date(2026, 11, 3),
        reviewed=date(2026, 11, 20),
    )
    return article_page(lang, 0, view)


def how_to_page(lang: str) -> PageInput:
    """A draft with a long text and a problem in its file; its translations are older than it."""
    view = ArticleView(
        "two-step", "0123456789abcdee", Kind.HOW_TO, updated=date(2026, 5, 21), is_draft=True
    )
    problem = Diagnostic(
        "KB401",
        Severity.ERROR,
        "content/sign-in/two-step.md",
        14,
        7,
        "link leads nowhere: setup.md",
        "Did you mean set-up.md?",
    )
    newer_source = links("en")[1] if lang != "en" else None
    return article_page(lang, 1, view, sample(lang), problems=(problem,), newer_source=newer_source)


def faq_page(lang: str) -> PageInput:
    """Questions and answers."""
    view = ArticleView("faq", "0123456789abcded", Kind.FAQ, updated=date(2026, 1, 2))
    return article_page(lang, 2, view, words(lang)["faq"])


def known_issue_page(lang: str) -> PageInput:
    """An open issue with a workaround."""
    view = ArticleView(
        "codes-late",
        "0123456789abcdec",
        Kind.KNOWN_ISSUE,
        issue_state=IssueState.WORKAROUND,
        support=Support(**words(lang)["support"], next_at=DUE),
        updates=tuple(
            IssueUpdate(STARTED + timedelta(hours=hours), words(lang)["issue"]["summary"])
            for hours in (2, 0)
        ),
        environment=Environment("Acme Desktop", "5.0", ("Windows",), ("Team",), ("EU",)),
        causes=(causes(lang)[1],),
        updated=date(2026, 11, 21),
    )
    return article_page(lang, 3, view)


def issues(lang: str) -> tuple[IssueView, ...]:
    """An open issue whose update is overdue, and one that is fixed."""
    text = words(lang)["issue"]
    url = links(lang)[3].url
    last = IssueUpdate(STARTED + timedelta(hours=2), text["summary"])
    support = Support(next=words(lang)["support"]["next"], next_at=DUE, eta_at=DUE)
    return (
        IssueView(
            "codes-late", text["title"], url, IssueState.WORKAROUND, text["summary"],
            affected=("Acme Desktop 5.0", "Windows"), support=support, since=STARTED, last=last,
        ),
        IssueView("codes-gone", text["title"], url, IssueState.FIXED, day=date(2026, 1, 2)),
    )  # fmt: skip


def status_page(lang: str) -> PageInput:
    """All known issues."""
    title = words_of(lang, "status.title")
    return page(
        PageKind.STATUS, lang, "status/", title, trail=trail(lang), known_issues=issues(lang),
        status_url=f"{prefix(lang)}status/",
    )  # fmt: skip


def short_page(lang: str) -> PageInput:
    """An article that has nothing but a title and a sentence."""
    view = ArticleView("short", "0123456789abcdeb", Kind.MANUAL)
    return article_page(
        lang, 4, view, words(lang)["lead"], siblings=None, siblings_total=0, related=()
    )


def feedback_pages() -> tuple[PageInput, ...]:
    """An article and the contact page of a site with feedback, for each way of sending."""
    contact = page(PageKind.CONTACT, "en", "contact/", "Contact us", trail=trail("en"))
    return tuple(
        replace(
            made, site=replace(site("en"), feedback=_feedback(adapter)), url=f"{adapter}/{made.url}"
        )
        for adapter in FeedbackAdapter
        for made in (short_page("en"), contact)
    )


def _feedback(adapter: FeedbackAdapter) -> FeedbackView | None:
    settings = FeedbackSettings(
        adapter, "https://desk.example/", "help@acme.example", products=("Acme Desktop",)
    )
    return feedback_view(KbgenSettings(feedback=settings))


def write_extras(folder: Path, worker: Path) -> None:
    """Put the stand-in for the search worker, its articles and a picture into a site folder."""
    (folder / "worker.js").write_text(worker.read_text(encoding="utf-8"), encoding="utf-8")
    for lang in LANGUAGES:
        (folder / prefix(lang) / "picture.svg").write_text(PICTURE, encoding="utf-8")
        entry = folder / site(lang).search_entry
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_text(json.dumps(search_articles(lang), ensure_ascii=False), encoding="utf-8")


def search_articles(lang: str) -> list[dict[str, object]]:
    """The articles as the stand-in knows them, and enough further ones to fill more than a page."""
    real = [_search_article(link, lang, place) for place, link in enumerate(links(lang))]
    steps = "\n\u2023 Open <b>Profile</b>.\n\u2023 Choose another one."
    real[0].update(code="ACME-401", passage="kb-cause-2", passageTitle=causes(lang)[1].cause)
    real[0].update(
        extract=f"{real[0]['extract']}{steps}", passages=[["kb-cause-1", causes(lang)[0].cause]]
    )
    template = _search_article(links(lang)[1], lang, 1)
    numbered = [
        {**template, "id": f"n{place}", "title": f"{template['title']} {place}"}
        for place in range(40)
    ]
    return real + numbered


def _search_article(link: Link, lang: str, place: int) -> dict[str, object]:
    return {
        "id": link.url,
        "url": link.url,
        "title": link.title,
        "trail": [category_link(lang, place % 2).title],
        "kind": link.kind,
        "passage": None,
        "passageTitle": "",
        "extract": link.summary,
        "score": 100 - place,
    }
