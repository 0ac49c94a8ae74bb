# SPDX-License-Identifier: MIT
"""Articles → bodies, through the cache: only what changed is rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kbgen.content.body import BodyRenderer, render_article
from kbgen.model import Article, Body, Diagnostic, KnowledgeBase
from kbgen.settings import SiteSettings
from kbgen.site.cache import Cache, digest
from kbgen.site.codec import decode_body, encode_body

CACHE_KIND = "body"


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of a knowledge base."""

    by_path: dict[str, Body]
    """Articles whose body could not be rendered are missing; a diagnostic says why."""
    diagnostics: tuple[Diagnostic, ...]


def render_bodies(
    kb: KnowledgeBase, settings: SiteSettings, cache: Cache, progress: Callable[[int], None] = lambda _: None
) -> Bodies:
    """Render every article's Markdown, or take it from the cache.

    Args:
        kb: the articles.
        settings: Markdown extensions and limits.
        cache: asked first, filled with what was missing.
        progress: called with the number of bodies that are ready.
    """
    renderer = BodyRenderer(settings)
    shown = {article.path: settings.display_path(article.path) for article in kb.articles}
    keys = {article.path: _key(article, shown[article.path], renderer.fingerprint) for article in kb.articles}
    stored = cache.get_many(CACHE_KIND, keys.values())
    bodies: dict[str, Body] = {}
    diagnostics: list[Diagnostic] = []
    fresh: dict[str, bytes] = {}
    for count, article in enumerate(kb.articles, 1):
        key = keys[article.path]
        kept = _decoded(stored.get(key))
        body, found = kept or render_article(renderer, article, shown[article.path])
        if body is not None:
            bodies[article.path] = body
            if kept is None:
                fresh[key] = encode_body(body, found)
        diagnostics.extend(found)
        progress(count)
    cache.put_many(CACHE_KIND, fresh)
    return Bodies(bodies, tuple(diagnostics))


def _decoded(data: bytes | None) -> tuple[Body, tuple[Diagnostic, ...]] | None:
    """What the cache has; None when it has nothing, or what another version of kbgen put there."""
    if data is None:
        return None
    try:
        return decode_body(data)
    except (ValueError, TypeError):
        return None


def _key(article: Article, shown: str, fingerprint: str) -> str:
    # Path and line are in the key because the diagnostics stored with a body name them.
    return digest(
        fingerprint, shown, str(article.body_line), article.title, article.lang, article.trust, article.markdown
    )
