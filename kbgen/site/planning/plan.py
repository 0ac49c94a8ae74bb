# SPDX-License-Identifier: MIT
"""Plan the pages of a site: one `PageInput` per page, with everything that templates may use.

Planned pages do not depend on each other: rendering them in any order, on any machine, gives the
same site. They have no bodies yet; `tasks.with_body` adds the body where a page is rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from kbgen.content.structure.site_urls import STATUS, service_url
from kbgen.content.structure.urls import relative_base, url_to_output
from kbgen.language.shorten import shorten
from kbgen.model import (
    Alternate,
    Article,
    BodyFacts,
    Category,
    Diagnostic,
    IssueView,
    KnowledgeBase,
    LeftOutArticle,
    Link,
    ListedPage,
    MovedAnchor,
    OtherLanguage,
    PageInput,
    PageKind,
    Section,
    SiteView,
    TreeView,
    Troubleshooter,
    article_view,
)
from kbgen.runtime.addresses import is_absolute
from kbgen.settings import SiteSettings
from kbgen.site.planning.listings import LanguageListings
from kbgen.site.planning.locales import language_name
from kbgen.site.planning.redirect_pages import moved_anchors, old_pages, target_link
from kbgen.site.planning.strings.keys import LANG, OTHER_LANGUAGE
from kbgen.site.planning.trees import tree_views

_DESCRIPTION_LENGTH = 155
_NOT_FINDABLE = frozenset(
    {
        PageKind.SEARCH,
        PageKind.NOT_FOUND,
        PageKind.GONE,
        PageKind.REDIRECT,
        PageKind.LEFT_OUT,
    }
)
_NOT_FOUND_TEXTS = ("notfound.title", "notfound.text", "home", "search.title", "contact.link")
"""What the 404 page at the root says in every language."""
SITE_PROBLEMS = ""
"""Key of problems that belong to no article, such as those of settings. Shown on the home page."""


@dataclass(frozen=True, slots=True)
class PlanContext:
    """Inputs of planning other than the knowledge base."""

    settings: SiteSettings
    views: Mapping[str, SiteView]
    """By language."""
    listings: Mapping[str, LanguageListings]
    """By language."""
    facts: Mapping[str, BodyFacts]
    """By article path."""
    problems: Mapping[str, tuple[Diagnostic, ...]]
    """By article path, if pages show their problems (`kbgen serve`); otherwise empty."""
    left_out: tuple[LeftOutArticle, ...] = ()
    """Articles to show at their addresses with their problems (`kbgen serve`)."""


def plan(kb: KnowledgeBase, context: PlanContext) -> tuple[PageInput, ...]:
    """Plan every page of the site; return the pages sorted by output path."""
    plans = {lang: _LanguagePlan(lang, context) for lang in kb.languages}
    planned = sorted(
        chain.from_iterable(item.pages() for item in plans.values()),
        key=lambda page: page.kind not in (PageKind.GONE, PageKind.STATUS),
    )
    # Last wins: the page of a folder whose text is gone stays the page of the folder, and an
    # article or folder `status` keeps its address.
    pages = {page.output: page for page in planned}
    pages |= {page.output: page for page in _old_pages(kb, plans, pages)}
    for item in context.left_out:
        page = plans[item.lang].left_out_page(item)
        other = pages.get(page.output)
        # The page that has the address of the file tells why the file is not there.
        problems = tuple(dict.fromkeys((*other.problems, *page.problems))) if other else ()
        pages[page.output] = replace(other, problems=problems) if other else page
    return tuple(sorted(pages.values(), key=lambda page: page.output))


def _old_pages(
    kb: KnowledgeBase, plans: Mapping[str, _LanguagePlan], pages: Mapping[str, PageInput]
) -> Iterator[PageInput]:
    """Yield the pages at redirected addresses, and existing pages with redirected anchors."""
    for old in old_pages(kb.redirects):
        moved, page = moved_anchors(old, pages), pages.get(url_to_output(old.url))
        if old.new is not None:
            target = pages.get(url_to_output(old.new.partition("#")[0]))
            # A redirect to another site has the language of its old address.
            prefix = old.url.partition("/")[0]
            lang = prefix if prefix in kb.languages else kb.languages[0]
            plan = plans[target.lang if target else lang]
            yield plan.redirect_page(old.url, target_link(old.new, pages), moved)
        elif page is not None:
            yield replace(page, moved=moved)


class _LanguagePlan:
    """Plans the pages of one language."""

    def __init__(self, lang: str, context: PlanContext) -> None:
        self._lang = lang
        self._context = context
        self._view = context.views[lang]
        self._listings = context.listings[lang]
        self._home = Link(
            self._view.strings["home"], self._view.home_url, lang=self._language_of("home")
        )

    def pages(self) -> Iterator[PageInput]:
        yield self._home_page()
        for category in self._listings.categories:
            yield self._category_page(category)
            for section in category.sections:
                yield self._section_page(category, section)
        for article in self._listings.articles:
            if (
                article.path not in self._listings.index_paths
                and article is not self._listings.home_article
            ):
                yield self._article_page(article)
        for page in self._listings.plugin_pages:
            yield self._made_page(page)
        for article in self._listings.gone:
            yield self._gone_page(article)
        for tree in self._listings.trees.values():
            yield from self._tree_pages(tree)
        yield from self._service_pages()

    def _home_page(self) -> PageInput:
        listings, article = self._listings, self._listings.home_article
        return self._page(
            PageKind.HOME,
            self._view.home_url,
            article.title if article else self._view.name,
            article=article,
            key=("home", ""),
            cards=listings.cards(),
            promoted=listings.promoted(),
            **self._issues(listings.known_issues.open),
        )

    def _category_page(self, category: Category) -> PageInput:
        return self._page(
            PageKind.CATEGORY,
            category.url,
            category.title,
            article=self._listings.by_path.get(category.index),
            summary=category.summary,
            key=("folder", category.path),
            trail=(self._home,),
            shelves=self._listings.category_shelves(category),
        )

    def _section_page(self, category: Category, section: Section) -> PageInput:
        return self._page(
            PageKind.SECTION,
            section.url,
            section.title,
            article=self._listings.by_path.get(section.index),
            summary=section.summary,
            key=("folder", section.path),
            trail=self._listings.trail(category.path, self._home),
            shelves=(self._listings.section_shelf(section),),
        )

    def _article_page(self, article: Article) -> PageInput:
        siblings, total = self._listings.siblings(article)
        return self._page(
            PageKind.ARTICLE,
            article.url,
            article.title,
            article=article,
            key=("article", article.id),
            edit_url=self._context.settings.repository.edit_url(article.path),
            trail=self._listings.trail(article.folder, self._home),
            siblings=siblings,
            siblings_total=total,
            related=self._listings.related(article, siblings),
            **self._issues(self._listings.known_issues.concerning(article)),
        )

    def _made_page(self, page: ListedPage) -> PageInput:
        siblings, total = self._listings.siblings(page)
        return self._page(
            PageKind.MADE,
            page.url,
            page.title,
            key=("made", page.url),
            trail=self._listings.trail(page.folder, self._home),
            siblings=siblings,
            siblings_total=total,
        )

    def _gone_page(self, article: Article) -> PageInput:
        """Plan the page that says that an article has expired or is withdrawn."""
        page = self._page(
            PageKind.GONE,
            article.url,
            self._view.strings["gone.title"],
            key=("article", article.id),
            title_lang=self._language_of("gone.title"),
            trail=self._listings.trail(article.folder, self._home),
            gone=self._listings.gone_view(article),
            problems=self._context.problems.get(article.path, ()),
        )
        return replace(page, description="")

    def _tree_pages(self, tree: Troubleshooter) -> Iterator[PageInput]:
        """Plan the pages of a troubleshooter: one for each question and each solution."""
        start = (Link(tree.title, tree.url),)
        for step, view in zip(tree.steps, self._tree_views(tree), strict=True):
            yield self._page(
                PageKind.TREE,
                step.url,
                tree.title if view.is_start else step.title,
                summary=tree.summary if view.is_start else step.text,
                key=("tree", f"{tree.id}/{step.name}"),
                trail=(self._home,) if view.is_start else (self._home, *start),
                tree=view,
            )

    def _tree_views(self, tree: Troubleshooter) -> Iterator[TreeView]:
        listings = self._context.listings
        others = listings[self._view.languages[0]]
        own = self._listings
        # The page of an article that is gone says so, and offers the nearest ones.
        articles = {item.id: item for item in (*others.gone, *others.articles)}
        articles |= {item.id: item for item in (*own.gone, *own.articles)}
        return tree_views(tree, articles, self._view.contact_url)

    def redirect_page(self, url: str, target: Link, moved: tuple[MovedAnchor, ...]) -> PageInput:
        """Plan the page at an old address."""
        page = self._page(
            PageKind.REDIRECT,
            url,
            self._view.strings["redirect.title"],
            key=("none", ""),
            title_lang=self._language_of("redirect.title"),
        )
        site_url, is_own = self._view.site_url, not is_absolute(target.url)
        canonical = f"{site_url}{target.url}" if site_url and is_own else ""
        return replace(
            page,
            canonical=canonical if is_own else target.url,
            description="",
            alternates=(),
            redirect=target,
            moved=moved,
        )

    def left_out_page(self, item: LeftOutArticle) -> PageInput:
        """Plan the page that shows why an article is not in the site."""
        return self._page(
            PageKind.LEFT_OUT,
            item.url,
            self._view.strings["leftout.title"],
            key=("left out", item.path),
            title_lang=self._language_of("leftout.title"),
            summary=self._context.settings.display_path(item.path),
            trail=(self._home,),
            problems=self._context.problems.get(item.path, ()),
        )

    def _service_pages(self) -> Iterator[PageInput]:
        strings, view = self._view.strings, self._view
        trail, issues = (self._home,), self._listings.known_issues
        yield self._page(
            PageKind.SEARCH,
            view.search_url,
            strings["search.title"],
            key=("service", "search"),
            title_lang=self._language_of("search.title"),
            shelves=self._listings.index(),
            trail=trail,
            **self._issues(issues.open),
        )
        yield self._page(
            PageKind.CONTACT,
            view.contact_url,
            strings["contact.title"],
            key=("service", "contact"),
            title_lang=self._language_of("contact.title"),
            trail=trail,
            **self._issues(issues.open),
        )
        if issues.all:
            yield self._page(
                PageKind.STATUS,
                self._status_url,
                strings["status.title"],
                key=("service", STATUS),
                title_lang=self._language_of("status.title"),
                trail=trail,
                **self._issues(issues.all),
            )
        yield self._page(
            PageKind.NOT_FOUND,
            _not_found_url(self._lang, view),
            strings["notfound.title"],
            key=("none", ""),
            title_lang=self._language_of("notfound.title"),
            shelves=self._listings.short_index(),
            other_languages=tuple(self._other_languages()),
        )

    @property
    def _status_url(self) -> str:
        return service_url(self._context.settings, self._lang, STATUS)

    def _issues(self, issues: tuple[IssueView, ...]) -> dict[str, Any]:
        """Return the parts of a page that show known issues."""
        if not issues:
            return {}
        return {"known_issues": issues, "status_url": self._status_url}

    def _language_of(self, key: str) -> str:
        """Return the language of an interface string, if it is not that of the page."""
        return self._view.strings.get(f"{key}{OTHER_LANGUAGE}", "")

    def _other_languages(self) -> Iterator[OtherLanguage]:
        """Yield what the 404 page at the root says to readers of the site's other languages."""
        first, *others = self._view.languages
        for lang in others if self._lang == first else ():
            view = self._context.views[lang]
            marks = (f"{name}{OTHER_LANGUAGE}" for name in _NOT_FOUND_TEXTS)
            names = (LANG, *_NOT_FOUND_TEXTS, *marks)
            yield OtherLanguage(
                lang=lang,
                direction=view.direction,
                strings={name: view.strings[name] for name in names if name in view.strings},
                home_url=view.home_url,
                search_url=view.search_url,
                contact_url=view.contact_url,
                page=_not_found_url(lang, view),
            )

    def _page(
        self,
        kind: PageKind,
        url: str,
        title: str,
        *,
        key: tuple[str, str],
        article: Article | None = None,
        summary: str = "",
        **parts: object,
    ) -> PageInput:
        """Make a page from its specific parts and those that all pages share.

        `key` identifies the same page in other languages; see `_same_page`.
        """
        facts = self._context.facts.get(article.path) if article else None
        findable = kind not in _NOT_FINDABLE
        site_url = self._view.site_url
        summary = (article.summary if article else "") or summary
        return PageInput(
            kind=kind,
            lang=self._lang,
            url=url,
            output=url_to_output(url),
            base=self._view.root_path if kind is PageKind.NOT_FOUND else relative_base(url),
            title=title,
            description=page_description(summary, facts, self._context.settings, self._lang),
            canonical=f"{site_url}{url}" if site_url and findable else "",
            site=self._view,
            summary=summary,
            article=article_view(article) if article else None,
            newer_source=self._newer_source(article),
            alternates=self._alternates(key, article),
            **{"problems": self._problems(kind, article), **parts},  # type: ignore[arg-type]
        )

    def _newer_source(self, article: Article | None) -> Link | None:
        """Return a link to the source of a translation, if it has changed since."""
        sources = self._context.listings[self._view.languages[0]].by_id
        source = sources.get(article.id) if article else None
        return (
            Link(source.title, source.url)
            if article and source and article.is_older_than(source)
            else None
        )

    def _problems(self, kind: PageKind, article: Article | None) -> tuple[Diagnostic, ...]:
        problems = self._context.problems.get(article.path, ()) if article else ()
        if kind is PageKind.HOME:
            problems += self._context.problems.get(SITE_PROBLEMS, ())
        return problems

    def _alternates(self, key: tuple[str, str], article: Article | None) -> tuple[Alternate, ...]:
        languages = self._view.languages
        if len(languages) < 2 and not self._view.other_sites:
            return ()
        return tuple(self._alternate(lang, key, article) for lang in languages)

    def _alternate(self, lang: str, key: tuple[str, str], article: Article | None) -> Alternate:
        same = self._same_page(lang, key)
        url = same if same is not None else self._nearest(lang, article)
        return Alternate(lang, language_name(lang), url, same is not None, lang == self._lang)

    def _same_page(self, lang: str, key: tuple[str, str]) -> str | None:
        """Return the URL of the same page in another language; None if there is none."""
        view, listings = self._context.views[lang], self._context.listings[lang]
        match key:
            case ("home", _):
                return view.home_url
            case ("service", "search"):
                return view.search_url
            case ("service", "contact"):
                return view.contact_url
            case ("service", name) if listings.known_issues.all:
                return service_url(self._context.settings, lang, name)
            case ("folder", path) if path in listings.folders:
                category, section = listings.folders[path]
                return (section or category).url
            case ("tree", name):
                tree_id, _, step = name.partition("/")
                tree = listings.trees.get(tree_id)
                return tree.step(step).url if tree else None
            case ("made", url) if lang == self._lang:
                return url
            case ("article", name) if name in listings.by_id:
                return listings.by_id[name].url
        return None

    def _nearest(self, lang: str, article: Article | None) -> str:
        """Return the URL of the article's section, category, or home page in a language."""
        listings = self._context.listings[lang]
        folder = article.folder if article else ""
        for path in (folder, folder.partition("/")[0]):
            if path in listings.folders:
                category, section = listings.folders[path]
                return (section or category).url
        return self._context.views[lang].home_url


def _not_found_url(lang: str, view: SiteView) -> str:
    """Return the URL of a language's error page.

    Hosts look for `404.html` in the requested folder and its parents.
    """
    return "404.html" if lang == view.languages[0] else f"{lang}/404.html"


def page_description(
    summary: str, facts: BodyFacts | None, settings: SiteSettings, lang: str
) -> str:
    """Return a page's description: its summary, else its first words, else that of the site."""
    text = facts.first_words if facts else ""
    first_words = shorten(text, _DESCRIPTION_LENGTH, ending_counts=True, trailing="")
    return summary or first_words or settings.text_in("site_description", lang)[0]
