# SPDX-License-Identifier: MIT
"""Mark translations as up to date: write the revision of their source into their front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.content.translations.front_matter_lines import with_field
from kbgen.content.translations.site_texts import SiteTexts, named_article
from kbgen.errors import EnvironmentFailure, SettingsError
from kbgen.runtime.atomic_write import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from kbgen.model import Article


def mark_current(texts: SiteTexts, file: Path) -> Path:
    """Write the current revision of its source into a translation, and return the file's path.

    Raises:
        SettingsError: The file is no translation of an article in the default language.
        EnvironmentFailure: The file cannot be written.
    """
    article = named_article(texts, file)
    source = _source_of(texts, article)
    path = texts.settings.docs_dir / article.path
    if article.source_revision == source.revision:
        return path
    try:
        text = path.read_bytes().decode("utf-8")
        text = with_field(text, "source_revision", source.revision)
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise EnvironmentFailure(f"{path} cannot be written: {error.strerror}") from error
    return path


def _source_of(texts: SiteTexts, article: Article) -> Article:
    display = texts.settings.display_path(article.path)
    if article.lang == texts.default:
        raise SettingsError(
            f"{display} is in {texts.default}, the language that the others are translated from",
            "Name the file of a translation. 'kbgen translations' lists them.",
        )
    source = texts.translation_of(article, texts.default)
    if source is None:
        raise SettingsError(
            f"no article in {texts.default} has the id {article.id}, so {display} has no source",
            "Give the translation the path or the id of its source.",
        )
    return source
