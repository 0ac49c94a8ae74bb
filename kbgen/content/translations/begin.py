# SPDX-License-Identifier: MIT
"""Begin a translation: a draft with the fields and the text of its source, to be overwritten.

In: an article, or a category file, and a language. Out: the new file. The draft has the id of the
source, so links and `related` work, and the revision that it will be a translation of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.content.front_matter.schema import FOREIGN_NAMES
from kbgen.content.loader import is_category_file
from kbgen.content.new_article import create_file
from kbgen.content.source.article_source import parse_article
from kbgen.content.source.decoding import decode
from kbgen.content.translations.front_matter_lines import with_field, without_fields, without_lines
from kbgen.content.translations.site_texts import SiteTexts, content_path, named_article
from kbgen.errors import SettingsError
from kbgen.model import Article, Status
from kbgen.runtime.problems import Problems

if TYPE_CHECKING:
    from pathlib import Path

_NOT_CARRIED = (
    # The dates and the state of the source say nothing about the translation.
    *("status", "updated", "reviewed", "source_revision"),
    *(name for name, own in FOREIGN_NAMES.items() if own.startswith(("status", "updated"))),
    # The old addresses of the source lead to the source.
    "redirect_from",
)
_SHARED_WITH_SOURCE = ("icon", "order")
"""Fields of a category that its translations take from the default language."""
_TO_DO = "# Translate the fields and the text; then delete this line and `status: draft`.\n"
UNKNOWN_REVISION = "0"
"""The revision of a translation that has not been compared with its source."""


def begin_translation(texts: SiteTexts, file: Path, lang: str) -> Path:
    """Write the file of a new translation.

    Args:
        texts: The site.
        file: The article or the category file to translate. It can be a translation itself.
        lang: The language to translate into.

    Returns:
        The path of the new file.

    Raises:
        SettingsError: The article cannot be translated into this language, or has been.
        EnvironmentFailure: The file cannot be written.
    """
    settings = texts.settings
    _check_language(texts, lang)
    path = content_path(settings, file)
    if is_category_file(path):
        text = without_lines(f"{_text(texts, path)}\n", _SHARED_WITH_SOURCE).rstrip() + "\n"
    else:
        article = named_article(texts, file)
        _check_new(texts, article, lang)
        text = _draft(texts, article, lang)
    located = texts.layout.locate(path)
    if located and located.lang == lang:
        raise SettingsError(
            f"{settings.display_path(path)} is in {lang} already",
            f"Choose another language with --lang: {_others(texts, lang)}.",
        )
    new = settings.docs_dir / texts.path_in(lang, path)
    if not create_file(new, text):
        raise SettingsError(
            f"{settings.display_path(texts.path_in(lang, path))} already exists",
            "Edit that file, or delete it first.",
        )
    return new


def _check_language(texts: SiteTexts, lang: str) -> None:
    languages = texts.settings.kbgen.languages
    if not lang:
        raise SettingsError(
            "the language of the translation is missing",
            f"Add --lang with one of {', '.join(languages)}.",
        )
    if lang not in languages:
        raise SettingsError(
            f"'{lang}' is not a language of this site",
            f"Its languages are {', '.join(languages)}. To add one, list it in `languages` in "
            "mkdocs.yml.",
        )


def _check_new(texts: SiteTexts, article: Article, lang: str) -> None:
    existing = texts.translation_of(article, lang)
    if existing is None:
        return
    if existing is article:
        raise SettingsError(
            f"{texts.settings.display_path(article.path)} is in {lang} already",
            f"Choose another language with --lang: {_others(texts, lang)}.",
        )
    raise SettingsError(
        f"{texts.settings.display_path(existing.path)} is the translation of this article already",
        "Edit that file. 'kbgen translations' lists what is missing.",
    )


def _others(texts: SiteTexts, lang: str) -> str:
    return ", ".join(code for code in texts.settings.kbgen.languages if code != lang)


def _draft(texts: SiteTexts, article: Article, lang: str) -> str:
    """Return the text of a draft."""
    source_text = _text(texts, article.path)
    text = without_fields(source_text, _NOT_CARRIED)
    text = with_field(text, "id", article.id)
    text = with_field(text, "status", str(Status.DRAFT))
    if lang != texts.default:
        text = with_field(text, "source_revision", _revision(texts, article))
    text = text.replace("---\n", f"---\n{_TO_DO}", 1)
    problems = Problems("")
    source = parse_article(text.encode(), texts.settings.kbgen, problems)
    if source is None or source.fields.values.get("status") is not Status.DRAFT:
        # Fields in braces, for example. The front matter itself is correct.
        raise SettingsError(
            f"the front matter of {texts.settings.display_path(article.path)} cannot be copied",
            "Write each field on a line of its own: `name: value`.",
        )
    return text


def _revision(texts: SiteTexts, article: Article) -> str:
    """Return the revision of the text in the default language that a copy of the article has."""
    if article.lang == texts.default:
        return article.revision
    return article.source_revision or UNKNOWN_REVISION


def _text(texts: SiteTexts, path: str) -> str:
    """Return the text of a file that has been read before."""
    data = (texts.settings.docs_dir / path).read_bytes()
    text = decode(data, Problems(""))
    if text is None:
        raise SettingsError(
            f"{texts.settings.display_path(path)} cannot be read", "Run 'kbgen check' to see why."
        )
    return text
