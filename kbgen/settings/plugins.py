# SPDX-License-Identifier: MIT
"""The known MkDocs plugins, and how a build runs each of them.

The manual has the same table. This is an allowlist: an unknown plugin may collect data from all
pages, so it is treated as one that does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PluginKind(StrEnum):
    """How a plugin works, which decides where it can run."""

    OURS = "ours"
    """Built into kbgen."""
    PAGE = "page"
    """Processes one page at a time and depends only on that page and on what `reads` names.

    Runs in the processes that render pages.
    """
    SITE = "site"
    """Writes its own files once all pages are known."""
    GATHERS = "gathers"
    """Needs all pages at once, or is unknown: the build runs in one process."""
    NAVIGATES = "navigates"
    """Makes a navigation, which the site plan follows. Needs all pages at once, too."""
    REPLACED = "replaced"
    """Does not run: kbgen has its own implementation, or pages have no use for its output."""


@dataclass(frozen=True, slots=True)
class KnownPlugin:
    """How kbgen handles a plugin."""

    kind: PluginKind
    reads: str = ""
    """Inputs of its output other than the text and its options, in the words of the manual."""
    fields: tuple[str, ...] = ()
    """Front-matter fields that it reads."""
    attributes: tuple[str, ...] = ()
    """HTML attributes that it sets on links and that the sanitizer keeps."""
    hooks: frozenset[str] | None = None
    """The events to run in a build in one process; None for all."""
    file: tuple[str, str] = ("", "")
    """(option with the name of a file to read in the content folder, default name)."""
    reason: str = "kbgen replaces it"
    """Why the plugin does not run."""
    instead: str = ""
    """The feature of kbgen that replaces the plugin, as a hint for the user."""


_NAVIGATION: Final = PluginKind.NAVIGATES
_LANGUAGES: Final = "List the languages in the setting 'languages'."

KNOWN_PLUGINS: Final[dict[str, KnownPlugin]] = {
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
    # Its other hooks rewrite templates that kbgen does not use.
    "section-index": KnownPlugin(PluginKind.GATHERS, hooks=frozenset({"nav"})),
    "awesome-nav": KnownPlugin(_NAVIGATION, file=("filename", ".nav.yml")),
    "awesome-pages": KnownPlugin(_NAVIGATION, file=("filename", ".pages")),
    "literate-nav": KnownPlugin(_NAVIGATION, file=("nav_file", "SUMMARY.md")),
    "i18n": KnownPlugin(PluginKind.REPLACED, instead=_LANGUAGES),
    "privacy": KnownPlugin(
        PluginKind.REPLACED,
        reason="pages load nothing from other sites",
        instead="It is not needed.",
    ),
    "social": KnownPlugin(
        PluginKind.REPLACED,
        reason="pages name no pictures for social networks",
        instead="It would make pictures that no page uses.",
    ),
}
HOSTED_KINDS: Final = frozenset({PluginKind.PAGE, PluginKind.SITE})
"""Kinds that kbgen runs itself, in any number of processes."""
WHOLE_SITE_KINDS: Final = frozenset({PluginKind.GATHERS, PluginKind.NAVIGATES})
"""Kinds that need MkDocs to build the whole site in one process."""
_UNKNOWN: Final = KnownPlugin(PluginKind.GATHERS)


def plain_name(name: str) -> str:
    """Return the plain name of a plugin.

    MkDocs adds a theme (`material/tags`) or a number (`rss #2`).
    """
    return re.sub(r" #\d+$", "", name).removeprefix("material/")


def known_plugin(name: str) -> KnownPlugin:
    """Return how to handle the plugin with this name."""
    return KNOWN_PLUGINS.get(plain_name(name), _UNKNOWN)


def makes_files(name: str) -> bool:
    """Tell whether a plugin may add any file to the site; an unknown one may."""
    return plain_name(name) == "gen-files" or is_unknown(name)


def is_unknown(name: str) -> bool:
    """Tell whether kbgen does not know what a plugin does."""
    return plain_name(name) not in KNOWN_PLUGINS
