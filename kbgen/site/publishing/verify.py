# SPDX-License-Identifier: MIT
"""`kbgen verify SITE`: is a published folder whole? Looks at nothing but the folder, also at a copy of it elsewhere.

Manifest: every file is there with the bytes that were published, and nothing else. Links: every link, image, script and
stylesheet of every page leads to a file of the folder, every `#anchor` to an element. Search: each index's entry file
reads, what it names exists, and it finds a few articles by their titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from kbgen.errors import SettingsError
from kbgen.search.engines import browser_engine
from kbgen.site.processes.pool import available_cores
from kbgen.site.processes.worker_processes import WorkerProcesses
from kbgen.site.publishing.manifest import MANIFEST, read_manifest
from kbgen.site.publishing.page_facts import PageFacts, read_page
from kbgen.site.publishing.search_smoke_test import check_search, choose
from kbgen.site.publishing.snapshot import Snapshot, observe

_BATCH = 250
"""Pages that one process takes at a time; a smaller site is read in this one."""


def verify(site_dir: Path, root_path: str = "/", *, node: bool | None = None) -> tuple[str, ...]:
    """Everything that is wrong with a published folder, one sentence each with its file; empty when it is whole.

    Args:
        site_dir: the folder.
        root_path: the path under which the site is served (of `site_url`).
        node: whether to put questions to the browser's engine; by default, when Node is installed.

    Raises:
        SettingsError: this is not a site that kbgen published.
    """
    manifest = read_manifest(site_dir)
    if not manifest:
        raise SettingsError(
            f"{site_dir} is not a site that kbgen published: it has no {MANIFEST}", "Run 'kbgen build'."
        )
    seen = observe(site_dir, Snapshot(), frozenset(name.partition("/")[0] for name in manifest if name[:1] == "."))
    there = [name for name in sorted(manifest) if name.endswith(".html") and seen.digests.get(name)]
    pages = _read_pages(site_dir, there, frozenset(manifest), root_path)
    canaries = choose({page: (facts.lang, facts.title) for page, facts in pages.items() if facts.title})
    asked = browser_engine.is_available() if node is None else node
    return (
        *_check_manifest(seen, manifest),
        *_check_links(pages),
        *check_search(site_dir, manifest, canaries, node=asked),
    )


def _check_manifest(seen: Snapshot, manifest: Mapping[str, str]) -> Iterator[str]:
    for name, expected in sorted(manifest.items()):
        if name not in seen.files:
            yield f"{name}: the file is missing"
        elif not seen.digests[name]:
            yield f"{name}: the file cannot be read"
        elif seen.digests[name] != expected:
            yield f"{name}: the file is not the one that was published"
    for name in sorted((seen.files.keys() | seen.others) - {*manifest, MANIFEST}):
        yield f"{name}: the file was not published by kbgen"


def _check_links(pages: Mapping[str, PageFacts]) -> Iterator[str]:
    for page, facts in pages.items():
        for problem in facts.problems:
            yield f"{page}: {problem}"
        for link in facts.links:
            if link.file in pages and link.anchor not in pages[link.file].anchors:
                yield f"{page}: '{link.url}' leads to #{link.anchor}, which is not on the page"


def _read_pages(site_dir: Path, pages: Sequence[str], files: frozenset[str], root_path: str) -> dict[str, PageFacts]:
    """Read pages, many of them in several processes."""
    read = partial(_read_batch, site_dir, files, root_path)
    batches = [pages[start : start + _BATCH] for start in range(0, len(pages), _BATCH)]
    if len(batches) < 2:
        facts = [read(batch) for batch in batches]
    else:
        with WorkerProcesses(available_cores()) as pool:
            facts = list(pool.map(read, batches))
    return dict(zip(pages, (fact for batch in facts for fact in batch), strict=True))


def _read_batch(site_dir: Path, files: frozenset[str], root_path: str, pages: Sequence[str]) -> list[PageFacts]:
    return [read_page((site_dir / page).read_text("utf-8", "replace"), page, files, root_path) for page in pages]
