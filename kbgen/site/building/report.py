# SPDX-License-Identifier: MIT
"""The result of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kbgen.model import Diagnostic, SearchStatistics, Severity


@dataclass(frozen=True, slots=True)
class CacheHits:
    """Numbers of requested cache entries and of those found."""

    found: int
    wanted: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a build."""

    pages: int
    languages: tuple[str, ...]
    rendered: int
    """Pages whose template ran."""
    cached: int
    """Pages taken from the cache."""
    diagnostics: tuple[Diagnostic, ...]
    search: dict[str, SearchStatistics]
    published: bool
    """False when `strict` blocked a site with problems, or when there are no articles."""
    seconds: float = 0.0
    atomic: bool = True
    """False when the files of the site were replaced one by one instead of in one step."""
    hits: Mapping[str, CacheHits] = field(default_factory=dict)
    """Cache hits for `texts` and search `records`."""
    prepared: Mapping[str, float] = field(default_factory=dict)
    """Name of each step that a user's first build prepared → seconds."""
    left_out: int = 0
    """Number of articles that a problem keeps out of the site."""
    one_process: tuple[str, ...] = ()
    """Plugins that need all pages at once. With them, the build uses neither workers nor cached
    pages."""


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Tell whether one of the diagnostics is an error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)
