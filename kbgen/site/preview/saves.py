# SPDX-License-Identifier: MIT
"""Watch the files of a site, and tell when a writer saves one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kbgen.model import Plugins
from kbgen.settings import SiteSettings
from kbgen.site.preview.reloads import Reloads

_POLL_MILLISECONDS = 200
"""Interval at which mkdocs.yml and other single files are checked for changes."""


def watch_for_saves(settings: SiteSettings, plugins: Plugins, reloads: Reloads) -> Iterator[bool]:
    """Yield True once when the watch is set up, then True after every save.

    Yields False when nothing was saved but a page waits for search.

    Single files such as mkdocs.yml are polled, not watched: editors save by replacing a file, which
    ends a watch of the old file.
    """
    from watchfiles import watch

    plugin_paths = [Path(path) for path in plugins.hosted.watched_paths] if plugins.hosted else []
    candidates = (settings.docs_dir, settings.custom_dir, *plugin_paths)
    folders = [folder for folder in candidates if folder and folder.is_dir()]
    polled = [settings.config_file, *(path for path in plugin_paths if not path.is_dir())]
    signatures = [*map(_file_signature, polled)]
    watching = watch(
        *folders,
        debounce=60,
        step=10,
        rust_timeout=_POLL_MILLISECONDS,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for number, changes in enumerate(watching):
        before, signatures = signatures, [*map(_file_signature, polled)]
        saved = number == 0 or bool(changes) or signatures != before
        if saved or reloads.search_wanted:
            yield saved


def _file_signature(file: Path) -> tuple[int, ...]:
    """Return a value that differs after every save; empty for a missing file."""
    try:
        status = file.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino
