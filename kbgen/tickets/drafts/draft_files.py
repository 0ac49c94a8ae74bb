# SPDX-License-Identifier: MIT
"""Write drafts into the content folder. Existing files belong to writers and are not changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kbgen.content.new_article import create_file, language_folder
from kbgen.content.structure.identity import id_from_path
from kbgen.errors import SettingsError
from kbgen.model import DraftArticle
from kbgen.settings import SiteSettings
from kbgen.tickets.drafts.draft_text import markdown

_MAX_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """A draft and its file."""

    article: DraftArticle
    path: Path
    is_new: bool
    """False when the file existed before."""


def write_drafts(
    settings: SiteSettings, drafts: Sequence[DraftArticle], category: str
) -> list[WrittenDraft]:
    """Write drafts into a category.

    Args:
        settings: The site's settings.
        drafts: The drafts, all in one language.
        category: Folder of a category or section; created if missing.

    Raises:
        SettingsError: The category's name is not valid.
        EnvironmentFailure: A file cannot be written.
    """
    parts = [part for part in category.split("/") if part]
    if not 1 <= len(parts) <= 2 or any(part != id_from_path(f"{part}.md") for part in parts):
        raise SettingsError(
            f"'{category}' is not a valid category",
            "Use one or two folder names in lowercase, such as from-tickets.",
        )
    written: list[WrittenDraft] = []
    for article in drafts:
        slug = _slug(article.title)
        path = language_folder(settings, article.lang).joinpath(*parts, f"{slug}.md")
        text = markdown(article, id_from_path(f"{'/'.join(parts)}/{slug}.md"))
        written.append(WrittenDraft(article, path, create_file(path, text)))
    return written


def _slug(title: str) -> str:
    name = id_from_path(f"{title.replace('/', ' ').replace('.', ' ')}.md")
    return name if len(name) <= _MAX_NAME else name[: _MAX_NAME + 1].rpartition("-")[0]
