# SPDX-License-Identifier: MIT
"""Measure related articles with meaning off and on, against links that writers made by hand.

    KBGEN_DATA=FOLDER python -m tests.bench related

Truth are the links below "See also" and "Related" that lead to another article of the same folder.
Related articles depend on titles and tags alone, so the links need not be removed from the texts.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from kbgen.language.headings import is_of_links
from kbgen.language.meaning.encoder import default_encoder
from kbgen.language.meaning.texts import title_text
from kbgen.model import Article, Kind
from kbgen.search.meaning.near_titles import near_titles
from kbgen.site.planning.related import Related

from ..tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDERS: Final = (
    ("openclaw-help/en", "en"),
    ("openclaw-help/ru", "ru"),
    ("openclaw-help/pl", "pl"),
    ("telerik-kb", "en"),
)
"""(folder of `articles`, its language)"""
_FRONT_MATTER: Final = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_HEADING: Final = re.compile(r"^#+ +(.*)$", re.MULTILINE)
_TARGET: Final = re.compile(r"\]\((?:\{%\s*slug\s+([^%\s]+)|([^)#?\s]+))")
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Linked:
    """Articles, and the related ones that their writers named."""

    articles: list[Article]
    links: dict[str, set[str]]
    """URL → URLs, for articles with such links."""


def related_table(data: Path) -> str:
    """Return one row per folder."""
    head = ("articles of", "articles", "with links", "off: right", "offers", "on: right", "offers")
    rows = (_row(data / "articles" / folder, lang) for folder, lang in FOLDERS)
    return table(head, list(rows))


def _row(folder: Path, lang: str) -> list[str]:
    linked = read_linked(folder, lang)
    return [
        folder.name if len(folder.name) > 2 else f"{folder.parent.name} ({lang})",
        f"{len(linked.articles):,}",
        f"{len(linked.links):,}",
        *_quality(linked, Related(linked.articles, lang)),
        *_quality(linked, by_meaning(linked.articles, lang)),
    ]


def by_meaning(articles: list[Article], lang: str) -> Related:
    """Return what finds related articles with meaning on."""
    texts = {item.url: title_text(item.title, item.questions) for item in articles}
    titles = {url: text for url, text in texts.items() if text}
    encoder = default_encoder()
    with tempfile.TemporaryDirectory() as folder:
        near = near_titles(titles, titles, Path(folder), encoder.fingerprint, encoder.encode)
    return Related(articles, lang, near)


def _quality(linked: Linked, related: Related) -> Iterator[str]:
    """Yield the share of the links among the first offers, and the number of offers per article."""
    by_url = {item.url: item for item in linked.articles}
    right = offers = 0.0
    for url, links in linked.links.items():
        found = [item.url for item in related.nearest(by_url[url], ())]
        right += len(links.intersection(found)) / min(_SHOWN, len(links))
        offers += len(found)
    yield f"{right / len(linked.links):.3f}"
    yield f"{offers / len(linked.links):.2f}"


def read_linked(folder: Path, lang: str) -> Linked:
    """Read a folder of Markdown files."""
    articles: list[Article] = []
    targets: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for file in sorted(folder.rglob("*.md*")):
        match = _FRONT_MATTER.match(file.read_text(encoding="utf-8"))
        fields = yaml.safe_load(match[1]) if match else {}
        if match is None or not fields.get("title"):
            continue
        url = file.relative_to(folder).with_suffix("").as_posix()
        articles.append(_article(url, str(fields["title"]), _tags(fields.get("tags")), lang))
        targets[url] = list(_targets(match[2]))
        names |= {file.stem: url, str(fields.get("slug", file.stem)): url}
    links = {
        url: {names[name] for name in found if name in names and names[name] != url}
        for url, found in targets.items()
    }
    return Linked(articles, {url: found for url, found in links.items() if found})


def _tags(value: object) -> tuple[str, ...]:
    parts: Iterable[object] = value.split(",") if isinstance(value, str) else value or ()  # type: ignore[assignment]
    return tuple(str(part).strip() for part in parts)


def _targets(text: str) -> Iterator[str]:
    """Yield the names of the files that are linked below a heading of links."""
    _, *parts = _HEADING.split(text)
    for title, below in zip(parts[::2], parts[1::2], strict=True):
        if is_of_links(title):
            for match in _TARGET.finditer(below):
                yield (match[1] or match[2]).rstrip("/").rpartition("/")[2].removesuffix(".md")


def _article(url: str, title: str, tags: tuple[str, ...], lang: str) -> Article:
    return Article(
        id=url,
        lang=lang,
        path=f"{url}.md",
        url=url,
        title=title,
        kind=Kind.MANUAL,
        markdown="",
        body_line=1,
        revision="",
        tags=tags,
    )
