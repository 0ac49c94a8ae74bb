# SPDX-License-Identifier: MIT
"""List the translations of a site, with the passages that changed according to Git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from kbgen.content.source.article_source import parse_article
from kbgen.content.translations.changes import Change, changes_between
from kbgen.content.translations.site_texts import SiteTexts
from kbgen.content.translations.states import Translation, find_translations
from kbgen.model import Article
from kbgen.runtime.problems import Problems

_MAX_VERSIONS = 500


def translations(texts: SiteTexts, languages: Sequence[str]) -> list[Translation]:
    """Return the translations into the given languages; see `find_translations`."""
    return list(find_translations(texts, languages, partial(_changed_passages, texts)))


def _changed_passages(texts: SiteTexts, source: Article, revision: str) -> tuple[Change, ...]:
    """Return the passages that changed since a revision; nothing if Git does not know it."""
    for data in earlier_versions(texts.settings.docs_dir / source.path):
        version = parse_article(data, texts.settings.kbgen, Problems(""))
        if version and version.revision == revision:
            return tuple(changes_between(version.markdown, source.markdown))
    return ()


def earlier_versions(file: Path) -> Iterator[bytes]:
    """Yield the committed contents of a file, the newest first; nothing without Git.

    Follows the file through renames.
    """
    log = _git(
        file.parent,
        ["log", "--follow", f"-n{_MAX_VERSIONS}", "--format=%x01%H", "--name-only", "-z"],
        file.name,
    )
    for entry in log.split(b"\x01")[1:]:
        commit, _, names = entry.partition(b"\0")
        name = names.strip(b"\0\n")
        version = f"{commit.decode()}:{name.decode('utf-8', 'surrogateescape')}"
        yield _git(file.parent, ["cat-file", "blob", version])


def _git(folder: Path, arguments: list[str], file: str | None = None) -> bytes:
    """Return what Git prints, or nothing if it fails or is missing."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    command += [] if file is None else ["--", file]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        return b""
    return done.stdout
