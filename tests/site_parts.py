# SPDX-License-Identifier: MIT
"""Make parts of a site for tests of `kbgen.site`: planned without files, built without MkDocs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from content_sites import settings_for, write

from kbgen.content.structure.categories import build_categories
from kbgen.content.structure.urls import folder_url
from kbgen.model import Article, Body, FileContent, Heading, KnowledgeBase, PageInput, Passage
from kbgen.runtime.progress import NoProgress, Progress
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache
from kbgen.site.caching.work_folder import CACHE_FILE
from kbgen.site.planning.assemble import AssembleOptions, Assembly, assemble
from kbgen.site.publishing.publish import MANIFEST, Published, publication_of, publish
from kbgen.site.reading.articles import BODY
from kbgen.site.reading.search_records import RECORD


class PlainRenderer:
    """A renderer without MkDocs that records the rendered pages."""

    def __init__(self, fingerprint: str = "plain") -> None:
        self.fingerprint = fingerprint
        self.rendered: list[str] = []
        self.checks = 0

    def check(self) -> None:
        self.checks += 1

    def render(self, page: PageInput) -> str:
        self.rendered.append(page.output)
        return f"<title>{page.title}</title>{page.body_html}"


class RecordingProgress(NoProgress):
    """A progress that records its phases."""

    def __init__(self) -> None:
        self.phases: list[tuple[str, int]] = []

    def phase(self, name: str, total: int) -> Any:
        self.phases.append((name, total))
        return super().phase(name, total)


def _folder_url(prefix: str, folder: str) -> str:
    return folder_url(f"{prefix}{folder}", directory_urls=True)


def knowledge_base(
    *articles: Article, languages: tuple[str, ...] = ("en",), **fields: Any
) -> KnowledgeBase:
    """Return a knowledge base of articles without files; their paths determine the categories."""
    shelves = {
        lang: build_categories(
            [article for article in articles if article.lang == lang],
            fields.get("shelves", {}),
            partial(_folder_url, "" if lang == languages[0] else f"{lang}/"),
        )
        for lang in languages
    }
    return KnowledgeBase(
        languages=languages,
        articles=articles,
        categories={lang: found.categories for lang, found in shelves.items()},
        top_articles={lang: found.top_articles for lang, found in shelves.items()},
        assets=fields.get("assets", ()),
        hidden={},
    )


def body(text: str = "Some text.", html: str = "<p>Some text.</p>") -> Body:
    """Return a body of one passage."""
    return Body(html, (Heading(2, "part", "Part"),), (Passage("", "", 0, text),), (), ("part",))


def assembled(
    root: Path,
    files: dict[str, str | bytes],
    *languages: str,
    drafts: bool = False,
    preview: bool = False,
    progress: Progress | None = None,
    **changes: Any,
) -> Assembly:
    """Assemble a site given as path → text."""
    settings: SiteSettings = settings_for(write(root, files), *languages, **changes)
    with Cache(settings.work_dir / "cache.sqlite") as cache:
        return assemble(settings, cache, AssembleOptions(drafts, preview), progress)


def forget_bodies(settings: SiteSettings) -> None:
    """Remove all texts and search records from a site's cache, but not what was read of them."""
    with Cache(settings.work_dir / CACHE_FILE) as cache:
        cache.forget_unused((BODY, RECORD))


def page(assembly: Assembly, output: str) -> PageInput:
    """Return one page of an assembly."""
    return next(item for item in assembly.pages if item.output == output)


def put(files: dict[str, FileContent], site: Path) -> Published:
    """Publish existing files."""
    return publish(publication_of(files), site)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder except the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
