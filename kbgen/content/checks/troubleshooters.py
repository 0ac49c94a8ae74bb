# SPDX-License-Identifier: MIT
"""Check that the articles to which troubleshooters lead exist in their language (KB337)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kbgen.content.links.nearest import Nearest
from kbgen.model import diagnostic

if TYPE_CHECKING:
    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic, Troubleshooter


def check(site: Site) -> Iterator[Diagnostic]:
    """Report answers and solutions that lead to an article that readers cannot open."""
    for lang in site.kb.languages:
        trees = [tree for tree in site.kb.troubleshooters if tree.lang == lang]
        if trees:
            ids = {item.id for item in (*site.kb.articles, *site.kb.gone) if item.lang == lang}
            nearest = Nearest(ids)
            for tree in trees:
                yield from _check_tree(tree, ids, nearest, site)


def _check_tree(
    tree: Troubleshooter, ids: set[str], nearest: Nearest, site: Site
) -> Iterator[Diagnostic]:
    for name, (line, column) in _articles(tree):
        if name in ids:
            continue
        message = f"there is no article with the id {name} in the language {tree.lang}"
        near = nearest.to(name)
        hint = f"Did you mean {near}?" if near else "Write the id of a published article."
        if name in site.kb.hidden_ids:
            hint = "It is a draft or for another audience: publish it, or name another article."
        path = site.settings.display_path(tree.path)
        yield diagnostic("KB337", path, message, line=line, column=column, hint=hint)


def _articles(tree: Troubleshooter) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the ids of articles, and where the file has them."""
    for step in tree.steps:
        if step.article:
            yield step.article, step.location
        for answer in step.answers:
            if answer.article:
                yield answer.article, answer.location
