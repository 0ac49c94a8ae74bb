# SPDX-License-Identifier: MIT
"""Read every article of a site in all its languages, and find the article that a writer names.

In: the settings, a path as the writer typed it. Out: `SiteTexts`, and the path of a file in the
content folder. Drafts and articles of every audience are included: they have translations, too.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import splitext
from typing import TYPE_CHECKING

from kbgen.content.assets.find import find_files
from kbgen.content.loader import is_category_file, load
from kbgen.content.structure.language_folders import Layout, find_layout
from kbgen.errors import SettingsError
from kbgen.model import Article, Audience

if TYPE_CHECKING:
    from kbgen.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class SiteTexts:
    """The articles and category files of a site with several languages."""

    settings: SiteSettings
    layout: Layout
    articles: tuple[Article, ...]
    """With their Markdown, ordered by language, then path."""
    category_files: tuple[str, ...]
    withdrawn_ids: frozenset[str] = frozenset()
    """Ids of articles whose pages only say that they are withdrawn."""

    @property
    def default(self) -> str:
        """Return the language that the others are translated from."""
        return self.settings.kbgen.languages[0]

    def article_at(self, path: str) -> Article | None:
        """Return the article of a file in the content folder."""
        return next((article for article in self.articles if article.path == path), None)

    def translation_of(self, article: Article, lang: str) -> Article | None:
        """Return the article with the same id in another language."""
        same = (item for item in self.articles if item.id == article.id and item.lang == lang)
        return next(same, None)

    def path_in(self, lang: str, path: str) -> str:
        """Return the path that a translation of the file has in the content folder.

        It is the same within its language, so relative links lead to the same articles.
        """
        located = self.layout.locate(path)
        plain = located.path if located else path
        if not self.layout.has_suffixes:
            is_root = lang == self.layout.root_language and lang not in self.layout.folders
            return plain if is_root else f"{lang}/{plain}"
        if lang == self.default:
            return plain
        stem, suffix = splitext(plain)
        separator = "._" if located and path.endswith(f"._{located.lang}{suffix}") else "."
        return f"{stem}{separator}{lang}{suffix}"

    def untitled_category(self, path: str, lang: str) -> str:
        """Return the category file in the default language that lacks a translation.

        Args:
            path: A file in the category.
            lang: The language of the translation.
        """
        located = self.layout.locate(path)
        folder = located.path.rpartition("/")[0] if located else ""
        source = self._category_file(self.default, folder)
        return "" if self._category_file(lang, folder) else source

    def _category_file(self, lang: str, folder: str) -> str:
        places = {path: self.layout.locate(path) for path in self.category_files}
        return next(
            (
                path
                for path, place in places.items()
                if place and place.lang == lang and place.path.rpartition("/")[0] == folder
            ),
            "",
        )


def read_texts(settings: SiteSettings) -> SiteTexts:
    """Read the site.

    Raises:
        SettingsError: The site has one language.
    """
    languages = settings.kbgen.languages
    if len(languages) == 1:
        raise SettingsError(
            f"this site has one language, {languages[0]}",
            "To add one, list the languages in mkdocs.yml, the default first: "
            f"`languages: [{languages[0]}, {'de' if languages[0] == 'en' else 'en'}]`.",
        )
    # Articles for agents are translated, too, even if this site does not publish them.
    everyone = replace(settings, kbgen=replace(settings.kbgen, audiences=frozenset(Audience)))
    walked = find_files(everyone)
    layout = find_layout(languages, walked.files, has_suffixes=settings.language_suffixes)
    loaded = load(everyone, drafts=True, walked=walked)
    categories = tuple(path for path in walked.files if is_category_file(path))
    withdrawn = frozenset(article.id for article in loaded.kb.gone)
    return SiteTexts(settings, layout, loaded.kb.articles, categories, withdrawn)


def content_path(settings: SiteSettings, file: Path) -> str:
    """Return a file's path in the content folder.

    Args:
        settings: The site's settings.
        file: Its path relative to the current folder, the folder of mkdocs.yml, or the content
            folder.

    Raises:
        SettingsError: There is no such file in the content folder.
    """
    bases = (Path.cwd(), settings.root, settings.docs_dir)
    found = next((base / file for base in bases if (base / file).is_file()), None)
    if found is None:
        raise SettingsError(
            f"there is no file {file}",
            f"Write its path from this folder or from {settings.docs_dir.name}/.",
        )
    path = os.path.relpath(os.path.realpath(found), os.path.realpath(settings.docs_dir))
    if path.startswith(os.pardir):
        raise SettingsError(
            f"{file} is outside the content folder", f"Choose an article in {settings.docs_dir}."
        )
    return Path(path).as_posix()


def named_article(texts: SiteTexts, file: Path) -> Article:
    """Return the article that a writer names.

    Raises:
        SettingsError: The file does not exist, or is no article of the site.
    """
    path = content_path(texts.settings, file)
    article = texts.article_at(path)
    if article is None:
        raise SettingsError(
            f"{texts.settings.display_path(path)} is no article of this site",
            "Choose a Markdown file; 'kbgen check' says why a file is left out.",
        )
    return article
