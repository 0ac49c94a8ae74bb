# SPDX-License-Identifier: MIT
"""Make small content folders: files as a mapping, settings without mkdocs.yml, articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pymdownx.slugs import slugify

from kbgen.content.links.resolve import LinkResolver
from kbgen.content.links.rewrite_links import with_links
from kbgen.content.loader import LoadResult, load
from kbgen.content.markdown.body import BodyRenderer
from kbgen.model import Article, Audience, Body, Diagnostic, Kind
from kbgen.settings.types import (
    FrontMatterSettings,
    KbgenSettings,
    LimitSettings,
    PythonName,
    SiteSettings,
    UnknownFields,
)


def anchor_of(title: str, separator: str) -> str:
    """Return the anchor of a heading with the letters of every language."""
    return str(_SLUG(title, separator))


_SLUG = slugify(case="lower")
LETTERS_IN_ANCHORS: tuple[str, dict[str, Any]] = (
    "toc",
    {"slugify": PythonName(f"{__name__}.anchor_of")},
)
"""An extension of `mkdocs.yml`, so that tests can see which heading an anchor is for."""


def settings_for(
    root: Path,
    *languages: str,
    unknown: str = "error",
    docs: str = "content",
    audiences: frozenset[Audience] = frozenset({Audience.PUBLIC}),
    limits: LimitSettings | None = None,
    active_files: tuple[str, ...] = (),
    **changes: Any,
) -> SiteSettings:
    """Return the settings of a site whose articles are in `root/content`."""
    plain = SiteSettings(
        root=root,
        config_file=root / "mkdocs.yml",
        site_name="Acme",
        site_url="https://help.example.com/help/",
        docs_dir=root / docs if docs else root,
        site_dir=root / "site",
        use_directory_urls=True,
        theme_language="en",
        markdown_extensions=(LETTERS_IN_ANCHORS,),
        kbgen=KbgenSettings(
            languages=languages or ("en",),
            front_matter=FrontMatterSettings(UnknownFields(unknown)),
            audiences=audiences,
            limits=limits or LimitSettings(),
            active_files=active_files,
        ),
    )
    return replace(plain, **changes)


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files to `root/content`; text without front matter and heading becomes a body."""
    for path, text in files.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def load_files(
    root: Path, files: Mapping[str, str | bytes], *languages: str, **options: Any
) -> LoadResult:
    """Load a content folder given as path → text."""
    drafts = options.pop("drafts", False)
    return load(settings_for(write(root, files), *languages, **options), drafts=drafts)


def article(markdown: str = "", **fields: Any) -> Article:
    """Return an article that has no file."""
    values: dict[str, Any] = {
        "id": "refund",
        "lang": "en",
        "path": "billing/refund.md",
        "url": "billing/refund/",
        "title": "Refund",
        "kind": Kind.MANUAL,
        "markdown": markdown,
        "body_line": 1,
        "revision": "0" * 16,
    }
    return Article(**(values | fields))


def render_all(result: LoadResult, settings: SiteSettings) -> dict[str, Body]:
    """Return article path → rendered body."""
    renderer = BodyRenderer(settings)
    return {
        item.path: renderer.render(item.markdown, title=item.title) for item in result.kb.articles
    }


def resolve(
    root: Path, files: Mapping[str, str | bytes], path: str, *languages: str, **changes: Any
) -> tuple[str, list[Diagnostic]]:
    """Return an article's HTML with resolved links, and the problems of its links."""
    settings = settings_for(write(root, files), *languages, **changes)
    result = load(settings)
    bodies = render_all(result, settings)
    source = next(item for item in result.kb.articles if item.path == path)
    resolver = LinkResolver(result.kb, settings, bodies)
    destinations, problems = resolver.destinations(source, bodies[path].links)
    return with_links(bodies[path].html, destinations), list(problems)


def lines(problems: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[str]:
    """Return diagnostics as the user sees them."""
    return [str(problem) for problem in problems]


def codes(problems: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[str]:
    """Return the codes of diagnostics."""
    return [problem.code for problem in problems]
