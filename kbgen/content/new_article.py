# SPDX-License-Identifier: MIT
"""Create a new article from the template of its kind, as a draft (`kbgen new`)."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path

from kbgen.content.structure.identity import id_from_path
from kbgen.errors import EnvironmentFailure, SettingsError
from kbgen.model import Kind
from kbgen.runtime.atomic_write import create_text
from kbgen.settings import SiteSettings

_TEMPLATES = Path(__file__).parent / "templates"
_FALLBACK = "en"


def write_article(settings: SiteSettings, kind: Kind, title: str, category: str, lang: str) -> Path:
    """Write the file of a new article.

    Args:
        settings: The site's settings.
        kind: The kind of article, which chooses the template.
        title: The article's title, which gives the file its name.
        category: Folder of the category or section, such as `billing` or `billing/cards`; empty for
            the top level.
        lang: One of the site's languages.

    Returns:
        The path of the new file.

    Raises:
        SettingsError: There is no such language or category, the title has no letter or digit, or
            the file exists.
        EnvironmentFailure: The file cannot be written.
    """
    if lang not in settings.kbgen.languages:
        raise SettingsError(
            f"'{lang}' is not a language of this site",
            f"Its languages are {', '.join(settings.kbgen.languages)}.",
        )
    title = " ".join(title.split())
    slug = id_from_path(f"{title.replace('/', ' ').replace('.', ' ')}.md")
    if not any(char.isalnum() for char in title):
        raise SettingsError(
            "the title has no letter or digit for a file name", "Use a title that contains words."
        )
    folder = _folder(language_folder(settings, lang), category)
    path = folder / f"{slug}.md"
    if not create_file(path, _text(kind, title, category, slug, lang)):
        raise SettingsError(
            f"{path.name} already exists in {path.parent.name}/", "Choose another title."
        )
    return path


def language_folder(settings: SiteSettings, lang: str) -> Path:
    """Return the folder of a language's articles.

    The default language may use the content folder itself.
    """
    folder = settings.docs_dir / lang
    if lang == settings.kbgen.languages[0] and not folder.is_dir():
        return settings.docs_dir
    return folder


def _folder(root: Path, category: str) -> Path:
    parts = [part for part in category.split("/") if part]
    if len(parts) > 2 or any(part.startswith((".", "_")) for part in parts):
        raise SettingsError(
            f"'{category}' is not a category", "Use the folder of a category, or category/section."
        )
    folder = root.joinpath(*parts)
    if parts and not (root / parts[0]).is_dir():
        categories = sorted(
            item.name for item in root.iterdir() if item.is_dir() and item.name[0] not in "._"
        )
        close = get_close_matches(parts[0], categories, 1)
        hint = (
            f"Did you mean '{close[0]}'?"
            if close
            else f"There are: {', '.join(categories) or 'none yet'}."
        )
        raise SettingsError(
            f"there is no category '{parts[0]}'",
            f"{hint} To start a new one, create its folder first.",
        )
    return folder


def _text(kind: Kind, title: str, category: str, slug: str, lang: str) -> str:
    path = _TEMPLATES / lang.partition("-")[0] / f"{kind}.md"
    template = (path if path.is_file() else _TEMPLATES / _FALLBACK / f"{kind}.md").read_text(
        "utf-8"
    )
    # The id includes the category, as an id made from the path does: articles in two categories
    # may have the same file name.
    name = id_from_path(f"{category}/{slug}.md") if category else slug
    quoted = json.dumps(title, ensure_ascii=False)
    head = f"---\ntitle: {quoted}\nid: {name}\nkind: {kind}\nstatus: draft\n"
    return head + template


def create_file(path: Path, text: str) -> bool:
    """Write a new file, or return False if the file exists.

    Raises:
        EnvironmentFailure: The file cannot be written.
    """
    try:
        create_text(path, text)
    except FileExistsError:
        return False
    except OSError as error:
        raise EnvironmentFailure(f"{path} cannot be written: {error.strerror}") from error
    return True
