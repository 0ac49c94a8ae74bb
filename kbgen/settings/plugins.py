# SPDX-License-Identifier: MIT
"""The plugins of MkDocs that are known: what a build does with each of them. The manual's table says the same.

An allow-list: a plugin that is not here may gather over pages, and is treated as one that does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PluginKind(StrEnum):
    """How a plugin works, and so where it can run."""

    OURS = "ours"
    """kbgen does its work."""
    PAGE = "page"
    """One page at a time, of which it is a function, and of what `reads` names: runs where pages are made."""
    SITE = "site"
    """Writes files of its own when the pages are known."""
    GATHERS = "gathers"
    """Needs all pages at once, or is not known: one process."""
    NAVIGATES = "navigates"
    """Makes navigation, which our plan follows: needs all pages at once too."""
    REPLACED = "replaced"
    """kbgen has its own way: does not run."""


@dataclass(frozen=True, slots=True)
class KnownPlugin:
    """What is known of a plugin."""

    kind: PluginKind
    reads: str = ""
    """What else than the text and its options decides what it makes; the manual's words."""
    fields: tuple[str, ...] = ()
    """Front-matter fields that are for it."""
    attributes: tuple[str, ...] = ()
    """What it writes on links, and the sanitiser is to let through."""
    hooks: frozenset[str] | None = None
    """Its events that run in a build in one process; None: all."""
    file: tuple[str, str] = ("", "")
    """Of a file that it reads in the content folder: the option that names it, and its name without that option."""
    instead: str = ""
    """What does its work in kbgen."""


_NAVIGATION: Final = PluginKind.NAVIGATES
_LANGUAGES: Final = "Name the languages in the setting 'languages'."

KNOWN: Final[dict[str, KnownPlugin]] = {
    "kbgen": KnownPlugin(PluginKind.OURS),
    "search": KnownPlugin(PluginKind.OURS),
    "glightbox": KnownPlugin(
        PluginKind.PAGE,
        fields=("glightbox", "glightbox-manual", "glightbox.auto_caption"),
        attributes=(
            *("data-type", "data-width", "data-height", "data-title", "data-description"),
            *("data-gallery", "data-desc-position"),
        ),
    ),
    "macros": KnownPlugin(
        PluginKind.PAGE,
        reads="included files, YAML files, the module, `mkdocs.yml`, the last commit",
        fields=("render_macros",),
    ),
    "git-revision-date-localized": KnownPlugin(
        PluginKind.PAGE, reads="the Git history of each article", fields=("locale",)
    ),
    "redirects": KnownPlugin(PluginKind.SITE, reads="the addresses of articles"),
    "rss": KnownPlugin(PluginKind.GATHERS),
    "tags": KnownPlugin(PluginKind.GATHERS),
    "blog": KnownPlugin(
        PluginKind.GATHERS,
        fields=("date", "authors", "categories", "slug", "draft", "readtime", "pin", "links"),
    ),
    "gen-files": KnownPlugin(PluginKind.GATHERS),
    # Its other hooks rewrite templates that our pages do not have.
    "section-index": KnownPlugin(PluginKind.GATHERS, hooks=frozenset({"nav"})),
    "awesome-nav": KnownPlugin(_NAVIGATION, file=("filename", ".nav.yml")),
    "awesome-pages": KnownPlugin(_NAVIGATION, file=("filename", ".pages")),
    "literate-nav": KnownPlugin(_NAVIGATION, file=("nav_file", "SUMMARY.md")),
    "i18n": KnownPlugin(PluginKind.REPLACED, instead=_LANGUAGES),
}
HOSTED: Final = frozenset({PluginKind.PAGE, PluginKind.SITE})
"""Kinds that kbgen runs itself, in any number of processes."""
TOGETHER: Final = frozenset({PluginKind.GATHERS, PluginKind.NAVIGATES})
"""Kinds for which MkDocs makes the whole site, in one process."""
_UNKNOWN: Final = KnownPlugin(PluginKind.GATHERS)


def plain_name(name: str) -> str:
    """The name of a plugin without what MkDocs adds: its theme (`material/tags`) and a number (`rss #2`)."""
    return re.sub(r" #\d+$", "", name).removeprefix("material/")


def known_plugin(name: str) -> KnownPlugin:
    """What is known of the plugin of this name."""
    return KNOWN.get(plain_name(name), _UNKNOWN)
