# SPDX-License-Identifier: MIT
"""What other articles call an article: the texts of the links that lead to it.

In: the knowledge base and the facts about its bodies. Out: the path of an article → texts, those of
most articles first. A reader who types what a link says looks for its target.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from kbgen.content.links.find_target import TargetFinder
from kbgen.content.links.targets import Inventory
from kbgen.content.source.leading_heading import comparable
from kbgen.language.link_words import names_target
from kbgen.runtime.addresses import is_absolute, own_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kbgen.model import Article, BodyFacts, KnowledgeBase, LinkReference
    from kbgen.settings.types import SiteSettings

MAX_TEXTS: Final = 8
"""Maximum number of texts of one article."""
MAX_LENGTH: Final = 80
"""Maximum length of a text; longer ones are sentences about more than the target."""


class LinkTexts:
    """Collects the texts of links by the article that they lead to."""

    def __init__(self, kb: KnowledgeBase, settings: SiteSettings) -> None:
        """Collect the possible targets of links."""
        self._kb = kb
        self._own_url = settings.own_url
        self._finder = TargetFinder(Inventory(kb, settings), settings)

    def by_target(self, facts: Mapping[str, BodyFacts]) -> dict[str, tuple[str, ...]]:
        """Map the path of each article that others link to to the texts of these links.

        Args:
            facts: Path of an article → facts about its body.
        """
        articles = {article.path: article for article in self._kb.articles}
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for source in articles.values():
            for path, text in self._named(source, facts):
                target = articles.get(path)
                if target and target.lang == source.lang and target.path != source.path:
                    counts[path][text] += 1
        best = {path: _best(texts, articles[path].title) for path, texts in counts.items()}
        return {path: texts for path, texts in best.items() if texts}

    def _named(self, article: Article, facts: Mapping[str, BodyFacts]) -> set[tuple[str, str]]:
        """Return (path of the target, text) of an article's links, each once."""
        if article.path not in facts:
            return set()
        named = texts_of_links(facts[article.path].links, self._own_url)
        return {(self._target(article, target), text) for target, text in named}

    def _target(self, article: Article, path: str) -> str:
        target = self._finder.find(article, path)
        return target.article if target else ""


def texts_of_links(links: Iterable[LinkReference], own_url: str) -> frozenset[tuple[str, str]]:
    """Return (path as written, text) of the links to other pages whose text says where they lead.

    Args:
        links: Links of a body.
        own_url: The site's own address.
    """
    return frozenset(
        (path, link.text)
        for link in links
        if not link.is_image
        and 0 < len(link.text) <= MAX_LENGTH
        and (path := _path(link.target.strip(), own_url))
        and not _is_address(link.text)
        and names_target(link.text)
    )


def _path(target: str, own_url: str) -> str:
    """Return the path in a link to another page of the site; empty for other links."""
    own = own_path(target, own_url)
    if own is None and is_absolute(target):
        return ""
    return unquote((own if own is not None else target).partition("#")[0].partition("?")[0])


def _is_address(text: str) -> bool:
    """Tell whether the text of a link is the address or file that it leads to."""
    return "://" in text or (" " not in text and ("/" in text or text.endswith((".md", ".html"))))


def _best(counts: Counter[str], title: str) -> tuple[str, ...]:
    """Return the texts of most articles; of texts with the same words, the most frequent one.

    Texts with the words of the title add nothing.
    """
    # Of equally frequent texts, the first in the alphabet: the order of articles must not matter.
    ordered = sorted(counts, key=lambda text: (-counts[text], text))
    words = comparable(title)
    different = {comparable(text): text for text in reversed(ordered)}
    kept = [text for text in ordered if different[comparable(text)] is text]
    return tuple(text for text in kept if comparable(text) not in ("", words))[:MAX_TEXTS]
