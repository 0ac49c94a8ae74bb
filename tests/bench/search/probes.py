# SPDX-License-Identifier: MIT
"""Test what people expect of a search box, with invented articles among real ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from ..build.corpora import english_sources
from .corpus import Page, real_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FILES: Final = Path(__file__).parent / "probes"
LANGUAGES: Final = ("en", "ru", "pl")
WITHIN: Final = 3
_OTHERS: Final = 300


@dataclass(frozen=True, slots=True)
class Probe:
    """A query and the article that must be near the top."""

    lang: str
    ability: str
    query: str
    url: str
    within: int = WITHIN

    def passes(self, urls: Sequence[str]) -> bool:
        """Tell whether the article is high enough in the results."""
        return self.url in urls[: self.within]


def read_probes(lang: str) -> tuple[list[Page], list[Probe]]:
    """Return the invented articles of a language and its probes.

    Raises:
        KeyError: a probe wants a missing article, or lacks a field.
        TypeError: a probe has an unknown field.
    """
    read = yaml.safe_load((FILES / f"{lang}.yml").read_text("utf-8"))
    pages = {
        name: Page(f"probes/{name}.md", row["title"], row["text"], False)
        for name, row in read["articles"].items()
    }
    return list(pages.values()), [_probe(lang, row, pages) for row in read["probes"]]


def _probe(lang: str, row: dict[str, Any], pages: Mapping[str, Page]) -> Probe:
    fields = dict(row)
    return Probe(lang=lang, url=pages[fields.pop("want")].url, **fields)


def others(data: Path, lang: str) -> list[Page]:
    """Return at most 300 real articles of the language, to mix with the invented ones."""
    folder = data / "articles" / "openclaw-help" / lang
    files = english_sources(data) if lang == "en" else sorted(folder.rglob("*.md"))
    articles = islice(real_articles(files), _OTHERS)
    return [
        Page(f"others/article-{number:03}.md", *each, True) for number, each in enumerate(articles)
    ]


def ability_rows(
    probes: Sequence[Probe], answers: Mapping[str, Sequence[Sequence[str]]]
) -> list[list[str]]:
    """Return table rows: ability and language, each engine's `passed/asked`; the last is the sum.

    Args:
        probes: the probes.
        answers: engine → the URLs found for each probe, in the same order.
    """
    passed = {engine: [probe.passes(urls) for probe, urls in zip(probes, found, strict=True)]
              for engine, found in answers.items()}  # fmt: skip
    groups = dict.fromkeys((probe.lang, probe.ability) for probe in probes)
    rows = [
        [f"{ability} ({lang})", *_counts(passed, [at for at, probe in enumerate(probes)
                                                  if (probe.lang, probe.ability) == (lang, ability)])]
        for lang, ability in groups
    ]  # fmt: skip
    return [*rows, ["all", *_counts(passed, range(len(probes)))]]


def _counts(passed: Mapping[str, Sequence[bool]], places: Iterable[int]) -> list[str]:
    chosen = list(places)
    return [f"{sum(results[at] for at in chosen)}/{len(chosen)}" for results in passed.values()]


def failures(probes: Sequence[Probe], found: Sequence[Sequence[str]]) -> list[tuple[Probe, str]]:
    """Return an engine's failed probes, each with the first URL instead (empty if none)."""
    pairs = zip(probes, found, strict=True)
    return [(probe, urls[0] if urls else "") for probe, urls in pairs if not probe.passes(urls)]
