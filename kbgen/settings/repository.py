# SPDX-License-Identifier: MIT
"""Where the sources of a site are, and where a writer edits the source of a page.

The rules are those of MkDocs (`repo_url`, `repo_name`, `edit_uri`, `edit_uri_template`). A page has
the link if mkdocs.yml says how to edit pages, or has Material's feature `content.action.edit`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit

from kbgen.runtime.addresses import is_web_address

EDIT_FEATURES: Final = frozenset({"content.action.edit", "content.action.view"})
_HOSTS: Final[Mapping[str, tuple[str, str]]] = {
    "github.com": ("GitHub", "edit/master/docs/"),
    "gitlab.com": ("GitLab", "edit/master/docs/"),
    "bitbucket.org": ("Bitbucket", "src/default/docs/"),
}
"""Host → its name, and the path below a repository where its pages are edited."""
_PLACE: Final = re.compile(r"\{(path|path_noext)(!q)?\}")


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository of a site's sources."""

    url: str = ""
    name: str = ""
    edit_base: str = ""
    """The address to which the path of a source is added; empty without edit links."""
    edit_template: str = ""
    """The same with `{path}` or `{path_noext}` in it; it goes before `edit_base`."""

    def edit_url(self, path: str) -> str:
        """Return the address at which a file of the content folder is edited, or an empty string.

        Args:
            path: The file, relative to the content folder.
        """
        if self.edit_template:
            values = {"path": path, "path_noext": path.rpartition(".")[0] or path}

            def fill(place: re.Match[str]) -> str:
                return quote(values[place[1]], safe="" if place[2] else "/")

            return urljoin(_folder(self.url), _PLACE.sub(fill, self.edit_template))
        return self.edit_base + quote(path) if self.edit_base else ""


def read_repository(plain: Mapping[str, Any], features: Collection[str]) -> Repository:
    """Return the repository that mkdocs.yml names.

    Args:
        plain: The settings, by name.
        features: `theme.features`.
    """
    url = _text(plain, "repo_url")
    url = url if is_web_address(url) else ""
    name, default = _HOSTS.get(urlsplit(url).netloc.lower(), ("", ""))
    edit_uri = _text(plain, "edit_uri") or (default if EDIT_FEATURES & set(features) else "")
    template = _text(plain, "edit_uri_template")
    root = url.rstrip("/") if edit_uri.startswith(("?", "#")) else _folder(url)
    base = urljoin(root, edit_uri) if edit_uri else ""
    return Repository(
        url=url,
        name=_text(plain, "repo_name") or name or urlsplit(url).netloc,
        edit_base=_folder(base) if is_web_address(base) else "",
        edit_template=template if is_web_address(urljoin(_folder(url), template)) else "",
    )


def _folder(url: str) -> str:
    return url if not url or url.endswith(("/", "=")) else f"{url}/"


def _text(plain: Mapping[str, Any], name: str) -> str:
    value = plain.get(name)
    return value.strip() if isinstance(value, str) else ""
