# SPDX-License-Identifier: MIT
"""Load the content folder into a `KnowledgeBase`.

Walk the folder, read the files, find the language, id and URL of each article, and sort the
articles into categories.

In: `SiteSettings`. Out: a `LoadResult`. A file that cannot be used is left out and reported by a
diagnostic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kbgen.content.front_matter.schema import RENAMED
from kbgen.content.source.article_source import Source, read_article, read_category
from kbgen.content.source.walk import Walk, walk
from kbgen.content.structure import urls
from kbgen.content.structure.address_conflicts import address_key, is_reserved, refused_addresses
from kbgen.content.structure.apply_plugin_shape import ShapeApplier, ShapedContent
from kbgen.content.structure.categories import CategoryTree, build_categories, category_folder
from kbgen.content.structure.identity import id_from_path
from kbgen.content.structure.language_folders import Layout, LocalizedPath, find_layout
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
from kbgen.runtime.problems import Problems
from kbgen.settings import OtherPlugin, PluginKind, known_plugin

if TYPE_CHECKING:
    from kbgen.settings.types import SiteSettings

CATEGORY_FILES = ("_category.yml", "_category.yaml")
_MAX_CATEGORY_DEPTH = 2


@dataclass(frozen=True, slots=True)
class LoadResult:
    """A loaded knowledge base with the problems found on the way."""

    kb: KnowledgeBase
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by path, line and column."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One article file and the problems found in it."""

    source: Source | None
    """None when the file cannot be used."""
    problems: tuple[Diagnostic, ...]


FilesReader = Callable[[Sequence[tuple[str, str]]], Mapping[str, ReadFile]]
"""A function that reads files, given as (path in the content folder, language), by path."""


def load(
    settings: SiteSettings,
    *,
    drafts: bool = False,
    read: FilesReader | None = None,
    walked: Walk | None = None,
    shape: SiteShape = AS_WRITTEN,
) -> LoadResult:
    """Read the content folder.

    Args:
        settings: The site's settings.
        drafts: Whether to include drafts, as `kbgen serve` does.
        read: Reads the article files, for example through a cache. By default they are read from
            disk, one by one.
        walked: The result of a walk that has just been done. By default the folder is walked.
        shape: What plugins have decided about the site.
    """
    walked = walked or walk(settings.docs_dir, settings.display_path, settings.navigation_files)
    layout = find_layout(settings.kbgen.languages, walked.files)
    loader = _Loader(
        settings, layout, drafts, shape, read or _plain_reader(settings), list(walked.problems)
    )
    articles = [path for path in walked.files if urls.is_markdown(path)]
    categories = [path for path in walked.files if is_category_file(path)]
    assets = [
        path for path in walked.files if not urls.is_markdown(path) and not is_category_file(path)
    ]
    kb = loader.knowledge_base(articles, categories, assets)
    return LoadResult(kb, tuple(sorted(loader.diagnostics, key=lambda item: item.sort_key)))


def _plain_reader(settings: SiteSettings) -> FilesReader:
    def read(files: Sequence[tuple[str, str]]) -> dict[str, ReadFile]:
        return {path: read_one(path) for path, _ in files}

    def read_one(path: str) -> ReadFile:
        problems = Problems(settings.display_path(path))
        source = read_article(settings.docs_dir, path, settings.kbgen, problems)
        return ReadFile(source, tuple(problems.diagnostics))

    return read


def why_hidden(values: Mapping[str, Any], settings: SiteSettings, *, drafts: bool) -> str:
    """Return why an article with these fields is hidden: `audience`, `draft`, or nothing."""
    if values.get("audience", Audience.PUBLIC) not in settings.kbgen.audiences:
        return "audience"
    unreviewed = values.get("provenance") is not None and values.get("reviewed") is None
    return "draft" if (values.get("status") is Status.DRAFT or unreviewed) and not drafts else ""


def _is_unreviewed(article: Article) -> bool:
    return article.provenance is not None and article.reviewed is None


def _listed_pages(pages: Iterable[Article | ListedPage]) -> Iterator[Article | ListedPage]:
    """Return the pages that lists may name."""
    return (item for item in pages if isinstance(item, Article) or item.is_listed)


def _category_folders(pages: Iterable[Article | ListedPage]) -> set[tuple[str, str]]:
    """Return (language, folder) of every category and section that has pages.

    The category of such a section is included even when it has no pages of its own.
    """
    folders = {(page.lang, page.shelf) for page in _listed_pages(pages) if page.shelf}
    return folders | {(lang, folder.partition("/")[0]) for lang, folder in folders}


def is_category_file(path: str) -> bool:
    """Tell whether a file describes its folder (`_category.yml`)."""
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
    def shape_applier(self) -> ShapeApplier:
        """Return the object that applies the plugins' decisions."""
        return ShapeApplier(self.settings, self.layout, self.shape)

    def knowledge_base(
        self, article_paths: list[str], category_files: list[str], assets: list[str]
    ) -> KnowledgeBase:
        """Read the articles and category files, and arrange them with the pages plugins make."""
        articles, pages, published_assets = self._publishable(
            self._read_articles(article_paths), self._made_pages(), assets
        )
        self._report_unreviewed(articles)
        hidden = {article.path: why for article in articles if (why := self._why_hidden(article))}
        shown = self._adopt_texts(
            [article for article in articles if article.path not in hidden], pages
        )
        fields = self._category_fields(category_files)
        categories = {
            lang: self._categories(lang, (*shown, *pages), fields)
            for lang in self.settings.kbgen.languages
        }
        addresses = [*(article.url for article in articles), *(page.url for page in pages)]
        outputs = (*map(urls.url_to_output, addresses), *(output for _, output in published_assets))
        shaped = self.shape_applier.arrange_by_navigation(
            ShapedContent(shown, pages, categories), outputs
        )
        self._report_navigation((*self.shape.said, *shaped.unsupported))
        self._report_missing(articles)
        return KnowledgeBase(
            languages=self.settings.kbgen.languages,
            articles=shaped.articles,
            categories={lang: tree.categories for lang, tree in shaped.categories.items()},
            top_articles={lang: tree.top_articles for lang, tree in shaped.categories.items()},
            pages=shaped.pages,
            assets=published_assets,
            hidden=hidden,
            hidden_ids=frozenset(article.id for article in articles if article.path in hidden),
        )

    def _read_articles(self, paths: list[str]) -> list[Article]:
        """Return the readable articles in the site's language order, then by path."""
        sources = self._sources(
            {path: localized for path in paths if (localized := self._locate(path))}
        )
        # A translation without an id has the id that the same path has in the default language.
        default = self.settings.kbgen.languages[0]
        default_ids = {
            localized.path: source.fields.values["id"]
            for localized, source in sources.values()
            if localized.lang == default and "id" in source.fields.values
        }
        rank = {lang: number for number, lang in enumerate(self.settings.kbgen.languages)}
        articles = [
            self._article(path, localized, source, default_ids)
            for path, (localized, source) in sources.items()
        ]
        return sorted(articles, key=lambda article: (rank[article.lang], article.path))

    def _locate(self, path: str) -> LocalizedPath | None:
        """Return the language and path of a file; report one outside all language folders."""
        localized = self.layout.locate(path)
        if localized is None:
            names = " or ".join(f"{lang}/" for lang in self.layout.languages)
            hint = f"Move it into {names}."
            message = "the article is outside the language folders"
            self._report("KB304", path, message, hint)
        return localized

    def _sources(
        self, localized_paths: Mapping[str, LocalizedPath]
    ) -> dict[str, tuple[LocalizedPath, Source]]:
        """Read files; return those that can be used, by path."""
        read = self.read([(path, localized.lang) for path, localized in localized_paths.items()])
        for path in localized_paths:
            self.diagnostics.extend(read[path].problems)
        return {
            path: (localized, source)
            for path, localized in localized_paths.items()
            if (source := read[path].source)
        }

    def _article(
        self, path: str, localized: LocalizedPath, source: Source, default_ids: Mapping[str, str]
    ) -> Article:
        values: dict[str, Any] = {
            RENAMED.get(name, name): value for name, value in source.fields.values.items()
        }
        output = localized.prefix + urls.page_output(
            localized.path, directory_urls=self.settings.use_directory_urls
        )
        values["id"] = (
            values.get("id") or default_ids.get(localized.path) or id_from_path(localized.path)
        )
        values["title"] = source.title
        values.setdefault("kind", Kind.MANUAL)
        article = Article(
            lang=localized.lang,
            path=path,
            url=urls.output_to_url(output, directory_urls=self.settings.use_directory_urls),
            markdown=source.markdown,
            body_line=source.body_line,
            revision=source.revision,
            shelf=category_folder(localized.path),
            is_index=urls.is_index(localized.path)
            and localized.path.count("/") <= _MAX_CATEGORY_DEPTH,
            field_lines=source.fields.positions,
            **values,
        )
        return self.shape_applier.place_article(article, localized)

    def _made_pages(self) -> list[ListedPage]:
        """Return the pages that plugins make, in the site's language order, then by path."""
        rank = {lang: number for number, lang in enumerate(self.settings.kbgen.languages)}
        placed = [
            (made, localized) for made in self.shape.pages if (localized := self._locate(made.path))
        ]
        pages = [self.shape_applier.page(made, localized) for made, localized in placed]
        return sorted(pages, key=lambda page: (rank[page.lang], page.path))

    def _publishable(
        self, articles: list[Article], made: list[ListedPage], assets: list[str]
    ) -> tuple[list[Article], tuple[ListedPage, ...], tuple[tuple[str, str], ...]]:
        """Leave out files whose address is taken or reserved, and report them.

        Of two files with one address, `index.md` wins over `README.md`, and any file over a page
        that a plugin makes.
        """
        # The sort is stable and only moves README.md behind the others.
        preferred = sorted(
            articles, key=lambda article: article.path.rpartition("/")[2] == "README.md"
        )
        pages = [(article.path, urls.url_to_output(article.url)) for article in preferred]
        files = [(path, self.layout.asset_output(path)) for path in assets]
        others = [(page.path, urls.url_to_output(page.url)) for page in made]
        # A generated page gives way to a page that is written or made by a plugin, not to an asset.
        taken = {output for _, output in (*pages, *others)}
        generated = [page for page in self._generated((*articles, *made)) if page[1] not in taken]
        refused, problems = refused_addresses(
            pages + generated + files + others,
            self.settings.kbgen.languages,
            self.settings.display_path,
        )
        self.diagnostics.extend(problems)
        return (
            [article for article in articles if article.path not in refused],
            tuple(page for page in made if page.path not in refused),
            tuple((path, output) for path, output in files if path not in refused),
        )

    def _generated(self, pages: Iterable[Article | ListedPage]) -> Iterator[tuple[str, str]]:
        """Yield (folder, output path) of pages that kbgen generates where no text is written."""
        default = self.settings.kbgen.languages[0]
        homes = {(lang, "") for lang in self.settings.kbgen.languages}
        for lang, category in sorted(_category_folders(pages) | homes):
            folder = category if lang == default else f"{lang}/{category}".rstrip("/")
            output = urls.url_to_output(
                urls.folder_url(folder, directory_urls=self.settings.use_directory_urls)
            )
            if not is_reserved(address_key(output), self.settings.kbgen.languages):
                yield f"{self.layout.source_folder(lang)}{category}".rstrip("/"), output

    def _adopt_texts(
        self, articles: list[Article], pages: Iterable[ListedPage]
    ) -> tuple[Article, ...]:
        """Use an article as the text of the folder of the same name.

        With directory URLs, `billing.md` next to the folder `billing/` has the URL of the folder's
        page.
        """
        if not self.settings.use_directory_urls:
            return tuple(articles)
        taken = {(article.lang, article.shelf) for article in articles if article.is_index}
        without_text = _category_folders((*articles, *pages)) - taken

        def adopt(article: Article) -> Article:
            stem = self._stem(article)
            is_text = (article.lang, stem) in without_text
            return replace(article, shelf=stem, is_index=True) if is_text else article

        return tuple(map(adopt, articles))

    def _stem(self, article: Article) -> str:
        path = article.path.removeprefix(self.layout.source_folder(article.lang))
        return path.rpartition(".")[0]

    def _why_hidden(self, article: Article) -> str:
        if article.path in self.shape.hidden:
            return "draft"
        fields = {
            name: getattr(article, name)
            for name in ("audience", "status", "provenance", "reviewed")
        }
        return why_hidden(fields, self.settings, drafts=self.drafts)

    def _category_fields(self, paths: list[str]) -> dict[tuple[str, str], Mapping[str, Any]]:
        """Read the `_category.yml` files; return their fields by (language, folder)."""
        fields: dict[tuple[str, str], Mapping[str, Any]] = {}
        for path in paths:
            problems = Problems(self.settings.display_path(path))
            read = read_category(self.settings.docs_dir, path, problems)
            self.diagnostics.extend(problems.diagnostics)
            if read and (localized := self.layout.locate(path)):
                fields[localized.lang, localized.path.rpartition("/")[0]] = read.values
        return fields

    def _categories(
        self,
        lang: str,
        pages: Iterable[Article | ListedPage],
        fields: Mapping[tuple[str, str], Mapping[str, Any]],
    ) -> CategoryTree:
        """Build a language's categories, with icons and orders from the default language."""
        by_folder = {
            folder: values for (language, folder), values in fields.items() if language == lang
        }
        default = self.settings.kbgen.languages[0]
        for (language, folder), values in fields.items():
            if language == default:
                shared = {name: values[name] for name in ("icon", "order") if name in values}
                by_folder[folder] = shared | dict(by_folder.get(folder, {}))
        prefix = "" if lang == default else f"{lang}/"
        return build_categories(
            (item for item in _listed_pages(pages) if item.lang == lang),
            by_folder,
            lambda folder: urls.folder_url(
                prefix + folder, directory_urls=self.settings.use_directory_urls
            ),
        )

    def _report_navigation(self, messages: Iterable[str]) -> None:
        """Report the parts of the navigation that cannot be shown.

        The diagnostic points at the plugin in mkdocs.yml that makes the navigation.
        """
        makers = (
            plugin
            for plugin in self.settings.other_plugins
            if known_plugin(plugin.name).kind is PluginKind.NAVIGATES
        )
        plugin = next(makers, OtherPlugin("", 1, 1))
        name = self.settings.config_file.name
        self.diagnostics.extend(
            diagnostic("KB708", name, message, line=plugin.line, column=plugin.column)
            for message in messages
        )

    def _report_missing(self, articles: list[Article]) -> None:
        for lang in self.layout.missing():
            hint = f"Write articles there, or remove {lang} from `languages`."
            self._report("KB306", lang, f"no articles in {lang}", hint)
        if not articles:
            self._report("KB307", "", "no article can be published", "Write one with 'kbgen new'.")

    def _report_unreviewed(self, articles: list[Article]) -> None:
        """Report published articles that were generated from tickets and never reviewed."""
        for article in filter(_is_unreviewed, articles):
            if article.status is not Status.DRAFT:
                line, column = article.place_of("provenance")
                message = "the article was made from tickets and has not been reviewed"
                hint = "Look for names and other personal data, then add 'reviewed: YYYY-MM-DD'."
                display = self.settings.display_path(article.path)
                self.diagnostics.append(
                    diagnostic("KB507", display, message, line=line, column=column, hint=hint)
                )

    def _report(self, code: str, path: str, message: str, hint: str) -> None:
        display = self.settings.display_path(path).rstrip("/")
        self.diagnostics.append(diagnostic(code, display, message, hint=hint))
