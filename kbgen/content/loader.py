# SPDX-License-Identifier: MIT
"""Load the content folder into a `KnowledgeBase`.

Walk the folder, read the files, find the language, id and URL of each article, and sort the
articles into categories.

In: `SiteSettings`. Out: a `LoadResult`. A file that cannot be used is left out and reported by a
diagnostic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kbgen.content.article_files import ArticleFiles, FilesReader, files_reader, is_draft
from kbgen.content.assets.find import find_files
from kbgen.content.source.article_source import read_category
from kbgen.content.source.left_out import Reason
from kbgen.content.source.walk import Walk
from kbgen.content.structure import urls
from kbgen.content.structure.apply_plugin_shape import ShapeApplier, ShapedContent
from kbgen.content.structure.categories import (
    CategoryTree,
    build_categories,
    category_folders,
    listed_pages,
)
from kbgen.content.structure.gone_articles import without_articles
from kbgen.content.structure.language_folders import Layout, LocalizedPath, find_layout
from kbgen.content.structure.navigation import NavigationProblem
from kbgen.content.structure.publishable import choose_publishable
from kbgen.content.structure.site_navigation import entries_without_page, unlisted_paths
from kbgen.content.troubleshooters import load_troubleshooters
from kbgen.model import (
    AS_WRITTEN,
    Article,
    Audience,
    Diagnostic,
    KnowledgeBase,
    LeftOutArticle,
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


@dataclass(frozen=True, slots=True)
class LoadResult:
    """A loaded knowledge base with the problems found on the way."""

    kb: KnowledgeBase
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by path, line and column."""


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
    has_run_plugins = shape is not AS_WRITTEN
    if shape.navigation is None:
        shape = replace(shape, navigation=settings.navigation)
    walked = walked or find_files(settings)
    layout = find_layout(
        settings.kbgen.languages, walked.files, has_suffixes=settings.language_suffixes
    )
    loader = _Loader(settings, layout, drafts, shape, list(walked.problems), has_run_plugins)
    articles = [path for path in walked.files if urls.is_markdown(path)]
    categories = [path for path in walked.files if is_category_file(path)]
    assets = [
        path for path in walked.files if not urls.is_markdown(path) and not is_category_file(path)
    ]
    drafts_only = set() if drafts else {path for path in assets if is_draft(path, settings)}
    assets = [path for path in assets if path not in drafts_only]
    kb = loader.knowledge_base(articles, categories, assets, read or files_reader(settings))
    kb = replace(
        kb,
        left_out_files={**walked.left_out, **dict.fromkeys(drafts_only, Reason.DRAFT)},
        pictures=walked.pictures,
        drawings=walked.drawings,
    )
    troubleshooters, problems = load_troubleshooters(settings, kb)
    kb = replace(kb, troubleshooters=troubleshooters)
    loader.diagnostics.extend(problems)
    return LoadResult(kb, tuple(sorted(loader.diagnostics, key=lambda item: item.sort_key)))


def why_hidden(values: Mapping[str, Any], settings: SiteSettings, *, drafts: bool) -> str:
    """Return why an article with these fields is hidden: `audience`, `draft`, or nothing."""
    if values.get("audience", Audience.PUBLIC) not in settings.kbgen.audiences:
        return "audience"
    unreviewed = values.get("provenance") is not None and values.get("reviewed") is None
    return "draft" if (values.get("status") is Status.DRAFT or unreviewed) and not drafts else ""


def has_text(values: Mapping[str, Any], settings: SiteSettings, *, drafts: bool) -> bool:
    """Tell whether a build reads the text of an article with these fields.

    The date in `expires` does not matter, so that the cache is right on every day.
    """
    is_withdrawn = values.get("status") is Status.WITHDRAWN
    return not is_withdrawn and not why_hidden(values, settings, drafts=drafts)


def is_category_file(path: str) -> bool:
    """Tell whether a file describes its folder (`_category.yml`)."""
    return path.rpartition("/")[2] in CATEGORY_FILES


@dataclass(frozen=True, slots=True)
class _Loader:
    settings: SiteSettings
    layout: Layout
    drafts: bool
    shape: SiteShape
    diagnostics: list[Diagnostic]
    has_run_plugins: bool
    """Whether `shape` is what the site's plugins want, or nothing has asked them."""

    def knowledge_base(
        self,
        article_paths: list[str],
        category_files: list[str],
        assets: list[str],
        read: FilesReader,
    ) -> KnowledgeBase:
        """Read the articles and category files, and arrange them with the pages plugins make."""
        shape_applier = ShapeApplier(self.settings, self.layout, self.shape)
        files = ArticleFiles(self.settings, shape_applier, self.diagnostics)
        published, problems = choose_publishable(
            files.articles(article_paths, read),
            files.made_pages(),
            assets,
            self.layout,
            self.settings,
            self.shape.files,
        )
        self.diagnostics.extend(problems)
        articles, pages = published.articles, published.pages
        self._report_unreviewed(articles)
        hidden = {article.path: why for article in articles if (why := self._why_hidden(article))}
        shown = self._adopt_texts(
            [article for article in articles if article.path not in hidden], pages
        )
        fields = self._category_fields(category_files)
        self._report_empty_categories(category_files, article_paths, pages)
        listable = self._listable((*shown, *pages))
        categories = {
            lang: self._categories(lang, listable, fields) for lang in self.settings.kbgen.languages
        }
        shaped = shape_applier.arrange_by_navigation(
            ShapedContent(shown, pages, categories), published.outputs()
        )
        warnings = [(message, (1, 1)) for message in self.shape.warnings]
        self._report_navigation((*warnings, *shaped.unsupported))
        self._report_entries_without_page((*article_paths, *assets))
        self._report_missing(articles, article_paths)
        kb = KnowledgeBase(
            languages=self.settings.kbgen.languages,
            articles=shaped.articles,
            categories={lang: tree.categories for lang, tree in shaped.categories.items()},
            top_articles={lang: tree.top_articles for lang, tree in shaped.categories.items()},
            pages=shaped.pages,
            assets=published.assets,
            hidden=hidden,
            hidden_ids=frozenset(article.id for article in articles if article.path in hidden),
            left_out=self._left_out(article_paths, articles),
        )
        return without_articles(kb, lambda article: article.status is Status.WITHDRAWN)

    def _listable(self, pages: Sequence[Article | ListedPage]) -> tuple[Article | ListedPage, ...]:
        """Return the pages that lists may contain: all but those of `not_in_nav`."""
        paths = (page.path for page in pages)
        unlisted = unlisted_paths(paths, self.shape.navigation, self.settings)
        return tuple(page for page in pages if page.is_index or page.path not in unlisted)

    def _left_out(
        self, paths: Iterable[str], articles: Iterable[Article]
    ) -> tuple[LeftOutArticle, ...]:
        """Return the article files that are no articles, and have a diagnostic that says why."""
        usable = {article.path for article in articles}
        reported = {item.path for item in self.diagnostics}
        return tuple(
            self._without_article(path)
            for path in sorted(paths)
            if path not in usable and self.settings.display_path(path) in reported
        )

    def _without_article(self, path: str) -> LeftOutArticle:
        first = LocalizedPath(self.settings.kbgen.languages[0], path, "")
        localized = self.layout.locate(path) or first
        directory_urls = self.settings.use_directory_urls
        url = localized.url(directory_urls=directory_urls)
        return LeftOutArticle(path, localized.lang, url)

    def _adopt_texts(
        self, articles: list[Article], pages: Iterable[ListedPage]
    ) -> tuple[Article, ...]:
        """Use an article as the text of the folder of the same name.

        With directory URLs, `billing.md` next to the folder `billing/` has the URL of the folder's
        page.
        """
        if not self.settings.use_directory_urls:
            return tuple(articles)
        taken = {(article.lang, article.folder) for article in articles if article.is_index}
        without_text = category_folders((*articles, *pages)) - taken

        def adopt(article: Article) -> Article:
            stem = self._stem(article)
            is_text = (article.lang, stem) in without_text
            return replace(article, folder=stem, is_index=True) if is_text else article

        return tuple(map(adopt, articles))

    def _stem(self, article: Article) -> str:
        located = self.layout.locate(article.path)
        return located.path.rpartition(".")[0] if located else ""

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

    def _report_empty_categories(
        self, files: Iterable[str], articles: Iterable[str], pages: Iterable[ListedPage]
    ) -> None:
        """Report files that describe a folder in which no language has an article, or a draft."""
        located = filter(None, map(self.layout.locate, articles))
        folders = {*(item.path for item in located), *(f"{page.folder}/" for page in pages)}
        for path in files:
            localized = self.layout.locate(path)
            folder = localized.path.rpartition("/")[0] if localized else ""
            if folder and not any(name.startswith(f"{folder}/") for name in folders):
                message = f"the category {folder} has no article, so readers do not see it"
                hint = "Write an article in its folder, or delete this file."
                shown = self.settings.display_path(path)
                self.diagnostics.append(diagnostic("KB309", shown, message, hint=hint))

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
        directory_urls = self.settings.use_directory_urls
        return build_categories(
            (page for page in listed_pages(pages) if page.lang == lang),
            by_folder,
            partial(self.layout.folder_url, lang, directory_urls=directory_urls),
        )

    def _report_navigation(self, problems: Iterable[NavigationProblem]) -> None:
        """Report the parts of the navigation that cannot be shown.

        The diagnostic points at the entry of `nav`, or at the plugin that makes the navigation.
        """
        makers = (
            plugin
            for plugin in self.settings.other_plugins
            if known_plugin(plugin.name).kind is PluginKind.NAVIGATES
        )
        plugin = next(makers, OtherPlugin("", 1, 1))
        name = self.settings.config_file.name
        for message, location in problems:
            line, column = (plugin.line, plugin.column) if location == (1, 1) else location
            self.diagnostics.append(diagnostic("KB708", name, message, line=line, column=column))

    def _report_entries_without_page(self, files: Iterable[str]) -> None:
        """Report wrong entries of `nav`, unless a plugin that has not run may make their pages."""
        settings, navigation = self.settings, self.settings.navigation
        may_be_made = settings.whole_site_plugins and not self.has_run_plugins
        if navigation is None or may_be_made or navigation is not self.shape.navigation:
            return
        made = (page.path for page in self.shape.pages)
        self.diagnostics.extend(
            entries_without_page(navigation, {*files, *made}, self.layout, settings)
        )

    def _report_missing(self, articles: list[Article], paths: Sequence[str]) -> None:
        for lang in self.layout.missing():
            hint = f"Write articles there, or remove {lang} from `languages`."
            self._report("KB306", lang, f"no articles in {lang}", hint)
        if not articles:
            hint = "Correct the errors of the articles." if paths else "Write one with 'kbgen new'."
            self._report("KB307", "", "no article can be published", hint)

    def _report_unreviewed(self, articles: list[Article]) -> None:
        """Report published articles that were generated from tickets and never reviewed."""
        for article in articles:
            is_unreviewed = article.provenance is not None and article.reviewed is None
            if is_unreviewed and article.status is not Status.DRAFT:
                line, column = article.location_of("provenance")
                message = "the article was made from tickets and has not been reviewed"
                hint = "Look for names and other personal data, then add 'reviewed: YYYY-MM-DD'."
                display = self.settings.display_path(article.path)
                self.diagnostics.append(
                    diagnostic("KB507", display, message, line=line, column=column, hint=hint)
                )

    def _report(self, code: str, path: str, message: str, hint: str) -> None:
        display = self.settings.display_path(path).rstrip("/")
        self.diagnostics.append(diagnostic(code, display, message, hint=hint))
