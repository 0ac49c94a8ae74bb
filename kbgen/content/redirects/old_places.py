# SPDX-License-Identifier: MIT
"""Read an old address in any of the forms that people write, and find its place in the site.

In: `old/page.md`, `/old/page/`, `old/page.html#part`, or a URL of the site. Out: the output path
and the anchor, or the problem of the text. A path that could leave the site is never an address.
"""

from __future__ import annotations

import re
from posixpath import splitext
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from kbgen.content.markdown.finishing.reserved_names import is_usable_id
from kbgen.content.source.file_names import name_problem
from kbgen.content.structure import urls
from kbgen.content.structure.language_folders import split_suffix
from kbgen.runtime.addresses import is_absolute, own_path

if TYPE_CHECKING:
    from kbgen.content.structure.language_folders import Layout
    from kbgen.settings.types import SiteSettings

_MAX_LENGTH: Final = 1_000
_PAGE_SUFFIXES: Final = (".html", ".htm")
# The end of a name that is a file rather than a folder: not `v1.2`.
_FILE: Final = re.compile(r"\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)


class Old(NamedTuple):
    """An old address."""

    output: str
    """Path of the file that the page had, or would have, in the site."""
    anchor: str
    """Decoded; empty for a whole page."""


class NoAddress(Exception):
    """A text is not an old address that a redirect can have. The message says why."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def old_place(text: str, lang: str, layout: Layout, settings: SiteSettings) -> Old:
    """Return where an old address is.

    Args:
        text: The address as written.
        lang: Language of the article that names it; empty in the data file.
        layout: The site's language folders.
        settings: The site's settings.

    Raises:
        NoAddress: The text is not an address, or no page can be written there.
    """
    path, anchor = _split(text, settings)
    names = path.rstrip("/").split("/") if path.strip("/") else []
    if any(not name.strip(". ") for name in names):
        raise NoAddress("has an empty part, or a part made of dots", "Write a plain address.")
    if problem := name_problem("/".join(names)):
        raise NoAddress(problem, "No page can be written there. Redirect it on the web server.")
    path = "/".join(names) + ("/" if path.endswith("/") and names else "")
    if urls.is_markdown(path):
        return Old(_output_of_file(path, lang, layout, settings), anchor)
    if not names or path.endswith("/"):
        return Old(f"{path}index.html", anchor)
    if path.endswith(_PAGE_SUFFIXES):
        return Old(path, anchor)
    # A page at `list.pdf/` would not answer requests for `list.pdf`.
    if _FILE.fullmatch(splitext(names[-1])[1]):
        hint = "Only pages can be redirected. Keep the file, or redirect it on the web server."
        raise NoAddress("is the address of a file", hint)
    return Old(f"{path}/index.html", anchor)


def _split(text: str, settings: SiteSettings) -> tuple[str, str]:
    """Return path and anchor of an address, decoded, the path without a leading slash."""
    if len(text) > _MAX_LENGTH:
        raise NoAddress(f"is longer than {_MAX_LENGTH} characters", "Check the address.")
    root = settings.own_root
    if is_absolute(text):
        inside = own_path(text, settings.own_url)
        if inside is None:
            hint = "Write the part of the address after the site's own: `old/page/`."
            raise NoAddress("is not an address of this site", hint)
        text = inside.removeprefix(root)
    elif root != "/" and text.startswith(root):
        text = text.removeprefix(root)
    written, _, fragment = text.partition("#")
    if "?" in written:
        raise NoAddress("has a query", "Remove the `?` and what follows: a page needs neither.")
    path, anchor = unquote(written), unquote(fragment)
    path = path.removeprefix("/")
    # `//host/` is an address on another host.
    if path.startswith("/"):
        raise NoAddress("is an address of another site", "Begin with the name of a folder.")
    if fragment and not (is_usable_id(anchor) and anchor.isprintable()):
        raise NoAddress("has an anchor that no heading can have", "Check the part after the #.")
    if not written and fragment:
        hint = "Write the page, too, in _data/redirects.yml: `old/page/#part: new/page/#part`."
        raise NoAddress("names no page", hint)
    return path, anchor


def _output_of_file(path: str, lang: str, layout: Layout, settings: SiteSettings) -> str:
    if lang and layout.has_suffixes and not split_suffix(path, layout.languages)[0]:
        stem, suffix = splitext(path)
        path = f"{stem}.{lang}{suffix}"
    located = layout.locate(path)
    # Every article is in a language folder, which the writer has left out.
    if located is None:
        located = layout.locate(f"{layout.source_folder(lang or layout.languages[0])}{path}")
    if located is None:
        raise NoAddress("is outside the language folders", "Begin with the folder of a language.")
    return urls.url_to_output(located.url(directory_urls=settings.use_directory_urls))
