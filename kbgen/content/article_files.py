# SPDX-License-Identifier: MIT
"""Turn the files of the content folder into articles: language, id, URL and fields.

In: paths, and a function that reads files. Out: `Article`s, the pages that plugins make, and
diagnostics. A file that cannot be used is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from kbgen.content.front_matter.foreign_values import own_fields
from kbgen.content.front_matter.schema import RENAMED
from kbgen.content.source.article_source import Source, parse_article, read_bytes
from kbgen.content.source.foreign_fields import decide_foreign_fields
from kbgen.content.source.included_files import included_paths
from kbgen.content.structure import urls
from kbgen.content.structure.categories import category_folder
from kbgen.content.structure.file_titles import is_file_name, title_from_path, title_source
from kbgen.content.structure.identity import id_from_path
from kbgen.content.structure.site_navigation import page_titles
from kbgen.model import (
    Article,
    Diagnostic,
    Kind,
    ListedPage,
    Status,
    diagnostic,
    navigation_pages,
)
from kbgen.runtime.problems import Problems
from kbgen.settings.file_patterns import file_patterns

if TYPE_CHECKING:
    from kbgen.content.front_matter import Fields
    from kbgen.content.structure.apply_plugin_shape import ShapeApplier
    from kbgen.content.structure.language_folders import LocalizedPath
    from kbgen.settings.types import SiteSettings

_MAX_CATEGORY_DEPTH = 2


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One article file and the problems found in it."""

    source: Source | None
    """None when the file cannot be used."""
    problems: tuple[Diagnostic, ...]
    own_fields: tuple[str, ...]
    """For a file that cannot be used: fields in which it has a value of kbgen."""


FilesReader = Callable[[Sequence[tuple[str, str]]], Mapping[str, ReadFile]]
"""A function that reads files, given as (path in the content folder, language), by path."""


def files_reader(settings: SiteSettings) -> FilesReader:
    """Return a reader that reads files from disk, one by one."""

    def read_one(path: str) -> ReadFile:
        problems = Problems(settings.display_path(path))
        data = read_bytes(settings.docs_dir, path, settings.kbgen.limits.source_bytes, problems)
        source = None if data is None else parse_article(data, settings.kbgen, problems)
        own = () if data is None or source else own_fields(data)
        return ReadFile(source, tuple(problems.diagnostics), own)

    return lambda files: {path: read_one(path) for path, _ in files}


def is_draft(path: str, settings: SiteSettings) -> bool:
    """Tell whether `draft_docs` in mkdocs.yml makes a file a draft."""
    return bool(settings.draft_docs) and file_patterns(settings.draft_docs).match_file(path)


@dataclass(frozen=True)
class ArticleFiles:
    """The files of one site that become articles and pages."""

    settings: SiteSettings
    shape_applier: ShapeApplier
    """Applies the plugins' decisions."""
    diagnostics: list[Diagnostic]
    """Receives the problems."""

    def articles(self, paths: Sequence[str], read: FilesReader) -> list[Article]:
        """Return the readable articles in the site's language order, then by path."""
        localized = self._locate(paths)
        files = read([(path, file.lang) for path, file in localized.items()])
        for path in localized:
            self.diagnostics.extend(files[path].problems)
        sources = {path: source for path in localized if (source := files[path].source)}
        foreign = decide_foreign_fields(
            sources, chain.from_iterable(file.own_fields for file in files.values())
        )
        self.diagnostics.extend(foreign.problems)
        sources = {path: item for path, item in sources.items() if path not in foreign.left_out}
        parts = self._mere_parts(sources)
        sources = {path: source for path, source in sources.items() if path not in parts}
        # A translation without an id has the id that the same path has in the default language.
        default_ids = {
            localized[path].path: source.fields.values["id"]
            for path, source in sources.items()
            if localized[path].lang == self.settings.kbgen.languages[0]
            and "id" in source.fields.values
        }
        articles = [
            self._article(path, localized[path], source, default_ids)
            for path, source in sources.items()
        ]
        return sorted(articles, key=self._order)

    def made_pages(self) -> tuple[ListedPage, ...]:
        """Return the pages that plugins make, in the site's language order, then by path."""
        made = {page.path: page for page in self.shape_applier.shape.pages}
        localized = self._locate(made)
        pages = (self.shape_applier.page(made[path], page) for path, page in localized.items())
        return tuple(sorted(pages, key=self._order))

    def _mere_parts(self, sources: Mapping[str, Source]) -> frozenset[str]:
        """Return the paths of files that are only parts of articles, which include them."""
        includes = ((path, source.includes) for path, source in sources.items())
        included = included_paths(includes, self.settings)
        return included - self._named - {path for path, source in sources.items() if source.title}

    @cached_property
    def _named(self) -> frozenset[str]:
        """Return the paths that the navigation names."""
        pages = navigation_pages(self.shape_applier.shape.navigation or ())
        return frozenset(page.path for page in pages)

    @cached_property
    def _nav_titles(self) -> dict[str, str]:
        written = page_titles(self.settings.nav_for_plugin)
        return written | page_titles(self.shape_applier.shape.navigation)

    def _title(self, path: str, localized: LocalizedPath, fields: Fields) -> str:
        """Return a title for an article without one: from the navigation, else from its name."""
        titles = self._nav_titles
        if title := titles.get(path) or titles.get(localized.path):
            return self.settings.nav_translations.get(localized.lang, {}).get(title, title)
        site_name = self.settings.text_in("site_name", localized.lang)[0]
        title = title_from_path(localized.path, site_name)
        position = next(
            ((line, column) for name, line, column in fields.positions if name == "title"), (1, 1)
        )
        if position == (1, 1) and is_file_name(localized.path, title):
            return title
        message = f"the article has no title: {title_source(localized.path)} gives it “{title}”"
        hint = "Add `title: …` to the front matter, or begin the text with `# Heading`."
        display = self.settings.display_path(path)
        line, column = position
        if position != (1, 1):
            hint = 'Write it in the field `title`; if it is the word null, in quotes: "null"'
        self.diagnostics.append(
            diagnostic("KB210", display, message, line=line, column=column, hint=hint)
        )
        return title

    def _order(self, page: Article | ListedPage) -> tuple[int, str]:
        return self.settings.kbgen.languages.index(page.lang), page.path

    def _locate(self, paths: Iterable[str]) -> dict[str, LocalizedPath]:
        """Return the language and path of files; report those outside all language folders."""
        layout = self.shape_applier.layout
        located = {path: layout.locate(path) for path in paths}
        for path in (path for path, localized in located.items() if localized is None):
            names = " or ".join(f"{lang}/" for lang in layout.languages)
            message = "the article is outside the language folders"
            display, hint = self.settings.display_path(path), f"Move it into {names}."
            self.diagnostics.append(diagnostic("KB304", display, message, hint=hint))
        return {path: localized for path, localized in located.items() if localized}

    def _article(
        self, path: str, localized: LocalizedPath, source: Source, default_ids: Mapping[str, str]
    ) -> Article:
        values: dict[str, Any] = {
            RENAMED.get(name, name): value for name, value in source.fields.values.items()
        }
        values["id"] = (
            values.get("id") or default_ids.get(localized.path) or id_from_path(localized.path)
        )
        values["title"] = (
            source.title or values.get("title") or self._title(path, localized, source.fields)
        )
        values.setdefault("kind", Kind.MANUAL)
        if updates := values.get("updates"):
            values["updates"] = tuple(sorted(updates, key=lambda item: item.time, reverse=True))
        if is_draft(path, self.settings):
            values["status"] = Status.DRAFT
        article = Article(
            lang=localized.lang,
            path=path,
            url=localized.url(directory_urls=self.settings.use_directory_urls),
            markdown=source.markdown,
            body_line=source.body_line,
            revision=source.revision,
            folder=category_folder(localized.path),
            is_index=urls.is_index(localized.path)
            and localized.path.count("/") <= _MAX_CATEGORY_DEPTH,
            field_lines=source.fields.positions,
            **values,
        )
        return self.shape_applier.place_article(article, localized)
