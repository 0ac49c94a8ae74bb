# SPDX-License-Identifier: MIT
"""Find the files of a site: articles and assets, and what is left out of the site and why.

In: the settings. Out: a `Walk` with the sizes of pictures and with drawings made inert; KB108 and
KB109 for what is not published, KB408 for pictures that are large.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kbgen.content.assets.pictures import (
    DRAWING_SUFFIX,
    RASTER_SUFFIXES,
    drawing_size,
    picture_size,
)
from kbgen.content.source.left_out import LeftOutRules, Reason
from kbgen.content.source.walk import Walk, walk
from kbgen.model import diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kbgen.model import Diagnostic
    from kbgen.settings.types import SiteSettings

_DELETE: Final = "Delete it, or move it out of the content folder."
_HINTS: Final = {
    Reason.LEFTOVER: _DELETE,
    Reason.MISNAMED: "Remove .txt from its name.",
    Reason.KEY: "Move it out of the content folder, and replace keys that others may have seen.",
    Reason.DUMP: "Move it out of the content folder; offer samples for download as a ZIP file.",
    Reason.TEMPLATE: "Rename the folder, or add '!/templates/' to exclude_docs in mkdocs.yml.",
    Reason.ACTIVE: "If you trust it, name it in 'active_files' of the kbgen block.",
    Reason.UNREADABLE: "Export it again, or open it in a browser to see the error.",
}
"""What to do. Files that mkdocs.yml leaves out are only named where something links to them."""
_CODES: Final = {Reason.ACTIVE: "KB109", Reason.UNREADABLE: "KB109"}
_PARTS_HINTS: Final = {
    "<foreignObject>": "Export the drawing with its labels as SVG text, or as PNG.",
    "addresses of other files": "Embed the pictures, styles and fonts in the drawing.",
}
_SAME_DIR: Final = re.compile(r"\.(?:md|markdown|js|css)$|^CNAME$", re.IGNORECASE)
"""Files next to mkdocs.yml that are content with the plugin `same-dir`."""
_MEGABYTE: Final = 1_000_000


def find_files(settings: SiteSettings) -> Walk:
    """Return the files of the content folder, with facts about its assets and with problems."""
    rules = LeftOutRules(settings)
    found = _walk_site(settings, rules)
    _Examiner(settings, found).examine()
    found.files = [path for path in found.files if path not in found.left_out]
    found.problems += _left_out_problems(settings, found.left_out)
    return found


def _walk_site(settings: SiteSettings, rules: LeftOutRules) -> Walk:
    """List the files of a site's content folder.

    With the plugin `same-dir`, the folder of mkdocs.yml is the content folder. As with the plugin
    itself, the output is not content; next to mkdocs.yml, only articles, scripts, stylesheets and
    `CNAME` are.
    """
    names, display = settings.navigation_files, settings.display_path
    if not settings.docs_beside_settings:
        return walk(settings.docs_dir, display, names, rules)
    output = os.path.relpath(settings.site_dir, settings.docs_dir).replace(os.sep, "/")
    found = walk(settings.docs_dir, display, names, rules, {output})
    found.files = [path for path in found.files if "/" in path or _SAME_DIR.search(path)]
    return found


class _Examiner:
    """Reads the pictures and drawings of a walk."""

    def __init__(self, settings: SiteSettings, found: Walk) -> None:
        self._settings = settings
        self._found = found
        self._removed: dict[str, list[str]] = defaultdict(list)
        """What was removed from drawings → their paths."""

    def examine(self) -> None:
        for path in self._found.files:
            lower = path.lower()
            if lower.endswith(RASTER_SUFFIXES):
                self._picture(path)
            elif lower.endswith(DRAWING_SUFFIX):
                self._drawing(path)
        for part, paths in sorted(self._removed.items()):
            message = f"{part} removed from the drawing{_and_more(paths)}"
            hint = _PARTS_HINTS.get(part, "Remove it from the file: it would run on your site.")
            display = self._settings.display_path(paths[0])
            self._found.problems.append(diagnostic("KB109", display, message, hint=hint))

    def _picture(self, path: str) -> None:
        file = self._settings.docs_dir / path
        try:
            size_in_bytes = file.stat().st_size
        except OSError:  # reported when it is copied
            return
        size = picture_size(file)
        if size:
            self._found.pictures[path] = size
        limits = self._settings.kbgen.limits
        is_wide = size is not None and max(size) > limits.picture_pixels
        if size_in_bytes > limits.picture_bytes or is_wide:
            self._found.problems.append(_large(self._settings, path, size_in_bytes, size))

    def _drawing(self, path: str) -> None:
        from kbgen.content.drawings.svg import UnreadableSvg, make_inert

        file = self._settings.docs_dir / path
        try:
            data = file.read_bytes()
        except OSError:
            return
        try:
            inert = make_inert(data)
        except UnreadableSvg:
            self._found.left_out[path] = Reason.UNREADABLE
            return
        if inert:
            self._found.drawings[path] = inert.content
            for part in inert.removed:
                self._removed[part].append(path)
        if size := drawing_size(inert.content if inert else data):
            self._found.pictures[path] = size
        if len(data) > self._settings.kbgen.limits.picture_bytes:
            self._found.problems.append(_large(self._settings, path, len(data), None))


def _large(
    settings: SiteSettings, path: str, size_in_bytes: int, size: tuple[int, int] | None
) -> Diagnostic:
    facts = [f"{size[0]} × {size[1]} pixels"] if size else []
    is_small = size_in_bytes < _MEGABYTE / 10
    facts.append(
        f"{size_in_bytes / 1000:.0f} kB" if is_small else f"{size_in_bytes / _MEGABYTE:.1f} MB"
    )
    limits = settings.kbgen.limits
    hint = (
        f"Make it smaller: at most {limits.picture_pixels} pixels and"
        f" {limits.picture_bytes / _MEGABYTE:g} MB load fast on a phone."
    )
    message = f"the picture is large: {' and '.join(facts)}"
    return diagnostic("KB408", settings.display_path(path), message, hint=hint)


def _left_out_problems(settings: SiteSettings, left_out: dict[str, Reason]) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each reason that the settings do not give."""
    by_reason: dict[Reason, list[str]] = defaultdict(list)
    for path, reason in sorted(left_out.items()):
        by_reason[reason].append(path)
    for reason, paths in by_reason.items():
        if hint := _HINTS.get(reason):
            message = f"not published, because it is {reason}{_and_more(paths)}"
            code = _CODES.get(reason, "KB108")
            yield diagnostic(code, settings.display_path(paths[0]), message, hint=hint)


def _and_more(paths: Sequence[str]) -> str:
    """Return how many other files have the same problem, with the next one as an example."""
    others = len(paths) - 1
    if not others:
        return ""
    files = f"the same goes for {paths[1]}"
    return f"; {files}" if others == 1 else f"; {files} and {others - 1} more"
