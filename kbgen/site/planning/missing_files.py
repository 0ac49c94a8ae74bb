# SPDX-License-Identifier: MIT
"""Report files that mkdocs.yml puts on every page but that are not in the site.

`kbgen verify` would find them on each published page; here, each has one cause and one place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from posixpath import normpath

from kbgen.content.links.nearest import Nearest
from kbgen.model import Diagnostic, Severity, diagnostic
from kbgen.runtime.addresses import is_absolute
from kbgen.settings import SiteSettings, place_of_setting


def missing_files(settings: SiteSettings, published: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each logo, icon, stylesheet and script that is not published.

    Args:
        settings: The site's settings.
        published: Output paths of all files that are no pages.
    """
    for setting, word, value in _files(settings):
        path = normpath(value.partition("?")[0].partition("#")[0])
        if is_absolute(value) or path in published:
            continue
        words = {word} if setting == "theme" else {value}
        line, column = place_of_setting(settings.config_file, setting, words) or (1, 1)
        near = Nearest(published).to(path)
        folder = settings.display_path("").rstrip("/")
        yield diagnostic(
            "KB703",
            settings.config_file.name,
            f"'{word}': the file {value} does not exist",
            line=line,
            column=column,
            hint=f"Did you mean {near}?" if near else f"Save the file as {folder}/{path}.",
            severity=Severity.WARNING,
        )


def _files(settings: SiteSettings) -> Iterator[tuple[str, str, str]]:
    """Yield (setting, name in the message, path) of each file that pages load."""
    theme = {"logo": settings.logo, "favicon": settings.favicon}
    yield from (("theme", name, path) for name, path in theme.items() if path)
    for path in settings.extra_css:
        yield "extra_css", "extra_css", path
    for path in settings.extra_javascript:
        yield "extra_javascript", "extra_javascript", path
