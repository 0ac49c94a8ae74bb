# SPDX-License-Identifier: MIT
"""Plan what the pages of troubleshooters show.

In: a `Troubleshooter` and the articles of its language. Out: a `TreeView` for each of its steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kbgen.model import Link, TreeEntry, TreePart, TreeView, TreeWay

if TYPE_CHECKING:
    from kbgen.model import Article, TreeAnswer, TreeStep, Troubleshooter

_ANCHOR = "kb-step-"


def tree_views(
    tree: Troubleshooter, articles: Mapping[str, Article], contact_url: str
) -> Iterator[TreeView]:
    """Yield what each step's page shows, in the order of the steps.

    Args:
        tree: The troubleshooter.
        articles: Id → article; an article in another language for those not translated.
        contact_url: URL of the contact page in the language of the tree.
    """
    planner = _Planner(tree, articles, contact_url)
    entries = tuple(map(planner.entry, tree.steps))
    for index, (step, entry) in enumerate(zip(tree.steps, entries, strict=True)):
        yield TreeView(
            id=tree.id,
            title=tree.title,
            url=tree.url,
            entry=entry,
            path=planner.path_to(step),
            entries=entries if index == 0 else (),
        )


class _Planner:
    """Plans the steps of one troubleshooter."""

    def __init__(
        self, tree: Troubleshooter, articles: Mapping[str, Article], contact_url: str
    ) -> None:
        self._tree = tree
        self._articles = articles
        self._contact_url = contact_url
        self._steps = {step.name: step for step in tree.steps}
        self._ways_to: dict[str, list[tuple[TreeStep, TreeAnswer]]] = {}
        for step in tree.steps:
            for answer in step.ways:
                self._ways_to.setdefault(answer.step, []).append((step, answer))

    def entry(self, step: TreeStep) -> TreeEntry:
        """Return a step with the pages that its answers lead to."""
        article = self._articles.get(step.article)
        return TreeEntry(
            title=step.title,
            url=step.url,
            anchor=f"{_ANCHOR}{step.name}",
            text=step.text,
            ways=tuple(map(self._way, step.ways)),
            remedy=step.remedy,
            article=self._link(article) if article else None,
        )

    def path_to(self, step: TreeStep) -> tuple[TreePart, ...]:
        """Return the questions and answers on the way to a step; nothing if there are several."""
        parts: list[TreePart] = []
        while step is not self._tree.steps[0]:
            ways = self._ways_to.get(step.name, [])
            if len(ways) != 1:
                return ()
            step, answer = ways[0]
            parts.append(TreePart(step.title, answer.text, step.url))
        return tuple(reversed(parts))

    def _way(self, answer: TreeAnswer) -> TreeWay:
        if answer.step:
            step = self._steps[answer.step]
            return TreeWay(answer.text, step.url, step.title, is_step=True)
        if article := self._articles.get(answer.article):
            link = self._link(article)
            return TreeWay(answer.text, link.url, link.title, lang=link.lang)
        return TreeWay(answer.text, self._contact_url)

    def _link(self, article: Article) -> Link:
        lang = "" if article.lang == self._tree.lang else article.lang
        return Link(article.label or article.title, article.url, lang=lang)
