# SPDX-License-Identifier: MIT
"""The content folder becomes a `KnowledgeBase`: walk, read, place, name, shelve.

In: `SiteSettings`. Out: a `LoadResult`. A file that cannot be taken is left out and named by a diagnostic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kbgen.content.front_matter.schema import RENAMED
from kbgen.content.problems import Problems
from kbgen.content.source.article_source import Source, read_article, read_category
from kbgen.content.source.walk import Walk, walk
from kbgen.content.structure import urls
from kbgen.content.structure.address_conflicts import address_key, is_reserved, refused_addresses
from kbgen.content.structure.apply_plugin_shape import Shaped, Shaping
from kbgen.content.structure.categories import Shelves, build_shelves, shelf_of
from kbgen.content.structure.identity import id_from_path
from kbgen.content.structure.language_folders import Layout, Place, find_layout
from kbgen.model import (
    AS_WRITTEN,
    Article,
    Audience,
    Diagnostic,
    Kind,
    KnowledgeBase,
    ListedPage,
    SiteShape,
    Status,
    diagnostic,
)
from kbgen.settings import OtherPlugin, PluginKind, known_plugin

if TYPE_CHECKING:
    from kbgen.settings.types import SiteSettings

CATEGORY_FILES = ("_category.yml", "_category.yaml")
_MAX_SHELF_DEPTH = 2


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What loading gives."""

    kb: KnowledgeBase
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by place."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One article file as it was read."""

    source: Source | None
    """None when the file cannot be taken."""
    problems: tuple[Diagnostic, ...]


FilesReader = Callable[[Sequence[tuple[str, str]]], Mapping[str, ReadFile]]
"""(path in the content folder, language) of files → what they say, by path."""


def load(
    settings: SiteSettings,
    *,
    drafts: bool = False,
    read: FilesReader | None = None,
    found: Walk | None = None,
    shape: SiteShape = AS_WRITTEN,
) -> LoadResult:
    """Read the content folder.

    Args:
        settings: of the site.
        drafts: whether drafts are part of the knowledge base, as in `kbgen serve`.
        read: reads the article files, from a cache perhaps; without it, one after the other.
        found: what a walk has just found; without it, the folder is walked.
        shape: what plugins have decided about the site.
    """
    found = found or walk(settings.docs_dir, settings.display_path, settings.navigation_files)
    layout = find_layout(settings.kbgen.languages, found.files)
    loader = _Loader(settings, layout, drafts, shape, read or _plain_reader(settings), list(found.problems))
    articles = [path for path in found.files if urls.is_markdown(path)]
    categories = [path for path in found.files if is_category_file(path)]
    assets = [path for path in found.files if not urls.is_markdown(path) and not is_category_file(path)]
    kb = loader.knowledge_base(articles, categories, assets)
    return LoadResult(kb, tuple(sorted(loader.diagnostics, key=lambda item: item.sort_key)))


def _plain_reader(settings: SiteSettings) -> FilesReader:
    def read(places: Sequence[tuple[str, str]]) -> dict[str, ReadFile]:
        return {path: read_one(path) for path, _ in places}

    def read_one(path: str) -> ReadFile:
        problems = Problems(settings.display_path(path))
        source = read_article(settings.docs_dir, path, settings.kbgen, problems)
        return ReadFile(source, tuple(problems.found))

    return read


def why_hidden(values: Mapping[str, Any], settings: SiteSettings, *, drafts: bool) -> str:
    """Why an article with these front-matter fields is not in this build (`audience`, `draft`); empty when it is."""
    if values.get("audience", Audience.PUBLIC) not in settings.kbgen.audiences:
        return "audience"
    unreviewed = values.get("provenance") is not None and values.get("reviewed") is None
    return "draft" if (values.get("status") is Status.DRAFT or unreviewed) and not drafts else ""


def _is_unreviewed(article: Article) -> bool:
    return article.provenance is not None and article.reviewed is None


def _listed(standing: Iterable[Article | ListedPage]) -> Iterator[Article | ListedPage]:
    """What lists may name."""
    return (item for item in standing if isinstance(item, Article) or item.is_listed)


def _shelves_of(standing: Iterable[Article | ListedPage]) -> set[tuple[str, str]]:
    """(language, folder) of every shelf that something stands on, and of the category it lies in."""
    found = {(item.lang, item.shelf) for item in _listed(standing) if item.shelf}
    return found | {(lang, shelf.partition("/")[0]) for lang, shelf in found}


def is_category_file(path: str) -> bool:
    """Whether a file says something about its folder."""
    return path.rpartition("/")[2] in CATEGORY_FILES


@dataclass(frozen=True, slots=True)
class _Loader:
    settings: SiteSettings
    layout: Layout
    drafts: bool
    shape: SiteShape
    read: FilesReader
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def shaping(self) -> Shaping:
        """What plugins decided about the site."""
        return Shaping(self.settings, self.layout, self.shape)

    def knowledge_base(self, articles: list[str], categories: list[str], assets: list[str]) -> KnowledgeBase:
        every, pages, assets_out = self._publishable(self._read_articles(articles), self._made_pages(), assets)
        self._report_unreviewed(every)
        hidden = {article.path: why for article in every if (why := self._why_hidden(article))}
        shown = self._adopt_texts([article for article in every if article.path not in hidden], pages)
        fields = self._category_fields(categories)
        shelves = {lang: self._shelves(lang, (*shown, *pages), fields) for lang in self.settings.kbgen.languages}
        addresses = [*(article.url for article in every), *(page.url for page in pages)]
        outputs = (*map(urls.url_to_output, addresses), *(output for _, output in assets_out))
        shaped = self.shaping.navigated(Shaped(shown, pages, shelves), outputs)
        self._report_navigation((*self.shape.said, *shaped.said))
        self._report_missing(every)
        return KnowledgeBase(
            languages=self.settings.kbgen.languages,
            articles=shaped.articles,
            categories={lang: shelf.categories for lang, shelf in shaped.shelves.items()},
            top_articles={lang: shelf.top_articles for lang, shelf in shaped.shelves.items()},
            pages=shaped.pages,
            assets=assets_out,
            hidden=hidden,
            hidden_ids=frozenset(article.id for article in every if article.path in hidden),
        )

    def _read_articles(self, paths: list[str]) -> list[Article]:
        """Readable articles, by language order, then path."""
        sources = self._sources({path: place for path in paths if (place := self._place(path))})
        default = self.settings.kbgen.languages[0]
        stated = {
            place.path: source.fields.values["id"]
            for place, source in sources.values()
            if place.lang == default and "id" in source.fields.values
        }
        rank = {lang: number for number, lang in enumerate(self.settings.kbgen.languages)}
        articles = [self._article(path, place, source, stated) for path, (place, source) in sources.items()]
        return sorted(articles, key=lambda article: (rank[article.lang], article.path))

    def _place(self, path: str) -> Place | None:
        place = self.layout.place(path)
        if place is None:
            names = " or ".join(f"{lang}/" for lang in self.layout.languages)
            hint = f"Move it into {names}."
            message = "the article is outside the language folders"
            self._report("KB304", path, message, hint)
        return place

    def _sources(self, places: Mapping[str, Place]) -> dict[str, tuple[Place, Source]]:
        """By path, the files that can be taken."""
        read = self.read([(path, place.lang) for path, place in places.items()])
        for path in places:
            self.diagnostics.extend(read[path].problems)
        return {path: (place, source) for path, place in places.items() if (source := read[path].source)}

    def _article(self, path: str, place: Place, source: Source, stated: Mapping[str, str]) -> Article:
        values: dict[str, Any] = {RENAMED.get(name, name): value for name, value in source.fields.values.items()}
        output = place.prefix + urls.page_output(place.path, directory_urls=self.settings.use_directory_urls)
        values["id"] = values.get("id") or stated.get(place.path) or id_from_path(place.path)
        values["title"] = source.title
        values.setdefault("kind", Kind.MANUAL)
        article = Article(
            lang=place.lang,
            path=path,
            url=urls.output_to_url(output, directory_urls=self.settings.use_directory_urls),
            markdown=source.markdown,
            body_line=source.body_line,
            revision=source.revision,
            shelf=shelf_of(place.path),
            is_index=urls.is_index(place.path) and place.path.count("/") <= _MAX_SHELF_DEPTH,
            field_lines=source.fields.places,
            **values,
        )
        return self.shaping.placed(article, place)

    def _made_pages(self) -> list[ListedPage]:
        """Pages that plugins make, by language order, then path."""
        rank = {lang: number for number, lang in enumerate(self.settings.kbgen.languages)}
        placed = [(made, place) for made in self.shape.pages if (place := self._place(made.path))]
        pages = [self.shaping.page(made, place) for made, place in placed]
        return sorted(pages, key=lambda page: (rank[page.lang], page.path))

    def _publishable(
        self, articles: list[Article], made: list[ListedPage], assets: list[str]
    ) -> tuple[list[Article], tuple[ListedPage, ...], tuple[tuple[str, str], ...]]:
        """Leave out what has no address of its own; `index.md` goes before `README.md`, and a plugin's page last."""
        preferred = sorted(articles, key=lambda article: article.path.rpartition("/")[2] == "README.md")
        pages = [(article.path, urls.url_to_output(article.url)) for article in preferred]
        files = [(path, self.layout.asset_output(path)) for path in assets]
        others = [(page.path, urls.url_to_output(page.url)) for page in made]
        taken = {output for _, output in (*pages, *others)}
        generated = [page for page in self._generated((*articles, *made)) if page[1] not in taken]
        refused, problems = refused_addresses(
            pages + generated + files + others, self.settings.kbgen.languages, self.settings.display_path
        )
        self.diagnostics.extend(problems)
        return (
            [article for article in articles if article.path not in refused],
            tuple(page for page in made if page.path not in refused),
            tuple((path, output) for path, output in files if path not in refused),
        )

    def _generated(self, standing: Iterable[Article | ListedPage]) -> Iterator[tuple[str, str]]:
        """(folder, output path) of the pages that kbgen makes when nobody wrote a text for them."""
        default = self.settings.kbgen.languages[0]
        shelves = _shelves_of(standing)
        for lang, shelf in sorted(shelves | {(lang, "") for lang in self.settings.kbgen.languages}):
            folder = shelf if lang == default else f"{lang}/{shelf}".rstrip("/")
            output = urls.url_to_output(urls.folder_url(folder, directory_urls=self.settings.use_directory_urls))
            if not is_reserved(address_key(output), self.settings.kbgen.languages):
                yield f"{self.layout.source_folder(lang)}{shelf}".rstrip("/"), output

    def _adopt_texts(self, articles: list[Article], pages: Iterable[ListedPage]) -> tuple[Article, ...]:
        """`billing.md` beside the folder `billing/` has the URL of the folder's page: it is the folder's text."""
        if not self.settings.use_directory_urls:
            return tuple(articles)
        taken = {(article.lang, article.shelf) for article in articles if article.is_index}
        shelves = _shelves_of((*articles, *pages)) - taken
        return tuple(
            replace(article, shelf=stem, is_index=True) if (article.lang, stem) in shelves else article
            for article in articles
            for stem in (self._stem(article),)
        )

    def _stem(self, article: Article) -> str:
        path = article.path.removeprefix(self.layout.source_folder(article.lang))
        return path.rpartition(".")[0]

    def _why_hidden(self, article: Article) -> str:
        if article.path in self.shape.hidden:
            return "draft"
        fields = {name: getattr(article, name) for name in ("audience", "status", "provenance", "reviewed")}
        return why_hidden(fields, self.settings, drafts=self.drafts)

    def _category_fields(self, paths: list[str]) -> dict[tuple[str, str], Mapping[str, Any]]:
        """(language, folder) → fields of its `_category.yml`."""
        fields: dict[tuple[str, str], Mapping[str, Any]] = {}
        for path in paths:
            problems = Problems(self.settings.display_path(path))
            read = read_category(self.settings.docs_dir, path, problems)
            self.diagnostics.extend(problems.found)
            if read and (place := self.layout.place(path)):
                fields[place.lang, place.path.rpartition("/")[0]] = read.values
        return fields

    def _shelves(
        self,
        lang: str,
        standing: Iterable[Article | ListedPage],
        fields: Mapping[tuple[str, str], Mapping[str, Any]],
    ) -> Shelves:
        own = {folder: values for (language, folder), values in fields.items() if language == lang}
        default = self.settings.kbgen.languages[0]
        for (language, folder), values in fields.items():
            if language == default:
                shared = {name: values[name] for name in ("icon", "order") if name in values}
                own[folder] = shared | dict(own.get(folder, {}))
        prefix = "" if lang == default else f"{lang}/"
        return build_shelves(
            (item for item in _listed(standing) if item.lang == lang),
            own,
            lambda folder: urls.folder_url(prefix + folder, directory_urls=self.settings.use_directory_urls),
        )

    def _report_navigation(self, said: Iterable[str]) -> None:
        """What is not followed, where mkdocs.yml names the plugin that makes the navigation."""
        makers = (item for item in self.settings.other_plugins if known_plugin(item.name).kind is PluginKind.NAVIGATES)
        at = next(makers, OtherPlugin("", 1, 1))
        name = self.settings.config_file.name
        self.diagnostics.extend(diagnostic("KB708", name, line, line=at.line, column=at.column) for line in said)

    def _report_missing(self, articles: list[Article]) -> None:
        for lang in self.layout.missing():
            hint = f"Write articles there, or take {lang} out of `languages`."
            self._report("KB306", lang, f"no articles in {lang}", hint)
        if not articles:
            self._report("KB307", "", "there is no article that can be published", "Write one: kbgen new.")

    def _report_unreviewed(self, articles: list[Article]) -> None:
        """What machines wrote of tickets is read by a person before customers read it."""
        for article in filter(_is_unreviewed, articles):
            if article.status is not Status.DRAFT:
                line, column = article.place_of("provenance")
                message = "the article was made from tickets and nobody has reviewed it"
                hint = "Look for names and other personal data, then add 'reviewed: YYYY-MM-DD'."
                display = self.settings.display_path(article.path)
                self.diagnostics.append(diagnostic("KB507", display, message, line=line, column=column, hint=hint))

    def _report(self, code: str, path: str, message: str, hint: str) -> None:
        display = self.settings.display_path(path).rstrip("/")
        self.diagnostics.append(diagnostic(code, display, message, hint=hint))
