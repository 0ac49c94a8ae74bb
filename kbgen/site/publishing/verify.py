# SPDX-License-Identifier: MIT
"""`kbgen verify SITE`: check a published folder, or a copy of it, by its files alone.

Manifest: every file exists with the published bytes, and there are no others. Links: every link,
image, script and stylesheet of every page points to a file of the folder, and every `#anchor` to an
element. Search: each index's entry file is readable, the files it names exist, and the search finds
a few articles by their titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from kbgen.errors import SettingsError
from kbgen.runtime.diagnostic_groups import MAX_SAME
from kbgen.search.engines import browser_engine
from kbgen.site.processes.pool import available_cores
from kbgen.site.processes.worker_processes import WorkerProcesses
from kbgen.site.publishing.manifest import MANIFEST, read_manifest
from kbgen.site.publishing.page_facts import PageFacts, read_page
from kbgen.site.publishing.search_smoke_test import check_search, choose_articles
from kbgen.site.publishing.snapshot import Snapshot, take_snapshot

_BATCH = 250
"""Number of pages that a process reads at a time. This process alone reads a smaller site."""
_POINTS_TO: Final = " points to "
"""What is between a URL and its target in a problem of `page_facts`."""


def verify(site_dir: Path, root_path: str = "/", *, show_all: bool = False) -> tuple[str, ...]:
    """Return the problems of a published folder, one sentence each with the file name.

    Args:
        site_dir: The folder.
        root_path: The path under which the site is served, from `site_url`.
        show_all: Whether a broken link in many pages is a problem of each page.

    Raises:
        SettingsError: The folder was not published by kbgen.
    """
    manifest = read_manifest(site_dir)
    if not manifest:
        raise SettingsError(
            f"{site_dir} is not a site that kbgen published: it has no {MANIFEST}",
            "Run 'kbgen build'.",
        )
    hidden = frozenset(name.partition("/")[0] for name in manifest if name[:1] == ".")
    seen = take_snapshot(site_dir, Snapshot(), hidden)
    readable = [
        name for name in sorted(manifest) if name.endswith(".html") and seen.digests.get(name)
    ]
    pages = _read_pages(site_dir, readable, frozenset(manifest), root_path)
    chosen = choose_articles(
        {page: (facts.lang, facts.title) for page, facts in pages.items() if facts.title}
    )
    return (
        *_check_manifest(seen, manifest),
        *_joined(_check_links(pages), 0 if show_all else MAX_SAME),
        *check_search(site_dir, manifest, chosen, node=browser_engine.is_available()),
    )


def _check_manifest(seen: Snapshot, manifest: Mapping[str, str]) -> Iterator[str]:
    for name, expected in sorted(manifest.items()):
        if name not in seen.files:
            yield f"{name}: the file is missing"
        elif not seen.digests[name]:
            yield f"{name}: the file cannot be read"
        elif seen.digests[name] != expected:
            yield f"{name}: the file differs from the published one"
    for name in sorted((seen.files.keys() | seen.others) - {*manifest, MANIFEST}):
        yield f"{name}: kbgen did not publish this file"


def _check_links(pages: Mapping[str, PageFacts]) -> Iterator[tuple[str, str, str]]:
    """Yield (page, problem, target) of each broken link. All links to a target have one cause."""
    for page, facts in pages.items():
        for problem in facts.problems:
            yield page, problem, problem.partition(_POINTS_TO)[2] or problem
        for link in facts.links:
            if link.file in pages and link.anchor not in pages[link.file].anchors:
                problem = f"'{link.url}'{_POINTS_TO}#{link.anchor}, which is not on that page"
                yield page, problem, f"{link.file}#{link.anchor}"


def _joined(problems: Iterable[tuple[str, str, str]], most: int) -> Iterator[str]:
    """Yield one line for a target that more than `most` pages link to; 0 joins none."""
    by_target: dict[str, list[tuple[str, str]]] = {}
    for page, problem, target in problems:
        by_target.setdefault(target, []).append((page, problem))
    lines: list[tuple[str, str]] = []
    for items in by_target.values():
        if 0 < most < len(items):
            page, problem = items[0]
            lines.append((page, f"{problem} (in {len({page for page, _ in items}):,} pages)"))
        else:
            lines += items
    for page, problem in sorted(lines):
        yield f"{page}: {problem}"


def _read_pages(
    site_dir: Path, pages: Sequence[str], files: frozenset[str], root_path: str
) -> dict[str, PageFacts]:
    """Read pages, with several processes if there are many."""
    read = partial(_read_batch, site_dir, files, root_path)
    batches = [pages[start : start + _BATCH] for start in range(0, len(pages), _BATCH)]
    if len(batches) < 2:
        facts = [read(batch) for batch in batches]
    else:
        with WorkerProcesses(available_cores()) as pool:
            facts = list(pool.map(read, batches))
    return dict(zip(pages, chain.from_iterable(facts), strict=True))


def _read_batch(
    site_dir: Path, files: frozenset[str], root_path: str, pages: Sequence[str]
) -> list[PageFacts]:
    return [
        read_page((site_dir / page).read_text("utf-8", "replace"), page, files, root_path)
        for page in pages
    ]
