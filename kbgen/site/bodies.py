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
    keys: dict[str, str]
    """Article path → the body's cache key: a hash of everything the body depends on."""
    rendered: int
    cached: int


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
    keys = {article.path: _key(article, renderer.fingerprint) for article in kb.articles}
    stored = cache.get_many(CACHE_KIND, keys.values())
    bodies: dict[str, Body] = {}
    diagnostics: list[Diagnostic] = []
    fresh: dict[str, bytes] = {}
    for count, article in enumerate(kb.articles, 1):
        key = keys[article.path]
        body: Body | None
        if key in stored:
            body, found = decode_body(stored[key])
        else:
            body, found = render_article(renderer, article, settings.display_path(article.path))
            if body is not None:
                fresh[key] = encode_body(body, found)
        if body is not None:
            bodies[article.path] = body
        diagnostics.extend(found)
        progress(count)
    cache.put_many(CACHE_KIND, fresh)
    return Bodies(bodies, tuple(diagnostics), keys, len(fresh), len(bodies) - len(fresh))


def _key(article: Article, fingerprint: str) -> str:
    # Path and line are in the key because the diagnostics stored with a body name them.
    return digest(fingerprint, article.path, str(article.body_line), article.title, article.lang, article.markdown)
