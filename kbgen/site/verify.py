# SPDX-License-Identifier: MIT
"""`kbgen verify SITE`: is a published folder whole? Looks at nothing but the folder.

Manifest: every file is there with the bytes that were published, and nothing else. Links: every link, image, script and
stylesheet of every page leads to a file of the folder, every `#anchor` to an element. Search: each index's entry file
reads, and what it names exists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from kbgen.content.urls import encode
from kbgen.errors import SettingsError
from kbgen.search.browser_files import HASH
from kbgen.site.publish import MANIFEST, read_manifest

_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""[\s"']([^\s"'>/=]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NAMES = frozenset({"href", "src", "id", "action"})
_ORIGIN = "https://site.invalid"


def verify(site_dir: Path, root_path: str = "/") -> tuple[str, ...]:
    """Everything that is wrong with a published folder, one sentence each with its file; empty when it is whole.

    Args:
        site_dir: the folder.
        root_path: the path under which the site is served (of `site_url`).

    Raises:
        SettingsError: this is not a site that kbgen published.
    """
    manifest = read_manifest(site_dir)
    if not manifest:
        raise SettingsError(
            f"{site_dir} is not a site that kbgen published: it has no {MANIFEST}", "Run 'kbgen build'."
        )
    problems = [*_check_manifest(site_dir, manifest)]
    pages = {name: _read_attributes(site_dir / name) for name in manifest if _is_page(site_dir, name)}
    anchors = {name: frozenset(value for key, value in found if key == "id") for name, found in pages.items()}
    for name, found in pages.items():
        urls = [value for key, value in found if key != "id"]
        problems += _check_links(name, urls, set(manifest), anchors, root_path)
    problems += _check_search(site_dir, manifest)
    return tuple(problems)


def _is_page(site_dir: Path, name: str) -> bool:
    return name.endswith(".html") and (site_dir / name).is_file()


def _check_manifest(site_dir: Path, manifest: dict[str, str]) -> Iterator[str]:
    for name, expected in sorted(manifest.items()):
        path = site_dir / name
        if not path.is_file():
            yield f"{name}: the file is missing"
        elif sha256(path.read_bytes()).hexdigest() != expected:
            yield f"{name}: the file is not the one that was published"
    known = {*manifest, MANIFEST}
    for path in sorted(site_dir.rglob("*")):
        name = path.relative_to(site_dir).as_posix()
        if path.is_file() and name not in known and not name.startswith("."):  # `.git` of a deploy branch, `.nojekyll`
            yield f"{name}: the file was not published by kbgen"


def _read_attributes(page: Path) -> tuple[tuple[str, str], ...]:
    """(name, value) of every attribute of a page that names something."""
    return tuple(_attributes(page.read_text("utf-8", "replace")))


def _attributes(html: str) -> Iterator[tuple[str, str]]:
    for tag in _TAG.finditer(html):
        for match in _ATTRIBUTE.finditer(tag.group()):
            if match[1] in _NAMES:
                yield match[1], unescape(match[2] or match[3] or match[4] or "")


def _check_links(
    page: str, urls: Iterable[str], files: set[str], anchors: Mapping[str, frozenset[str]], root_path: str
) -> Iterator[str]:
    for url in urls:
        try:
            target = urlsplit(urljoin(f"{_ORIGIN}{root_path}{encode(page)}", url))
        except ValueError:
            yield f"{page}: '{url}' is not an address"
            continue
        if f"{target.scheme}://{target.netloc}" != _ORIGIN:
            continue
        path = unquote(target.path)
        if not path.startswith(root_path):
            yield f"{page}: '{url}' leads out of the site"
        elif problem := _missing(path[len(root_path) :], unquote(target.fragment), files, anchors):
            yield f"{page}: '{url}' leads to {problem}"


def _missing(path: str, anchor: str, files: set[str], anchors: Mapping[str, frozenset[str]]) -> str:
    """What an address of the site leads to in vain; empty when it is there."""
    file = f"{path}index.html" if not path or path.endswith("/") else path
    if file not in files:
        return f"{file}, which is not there"
    if anchor and file in anchors and anchor not in anchors[file]:
        return f"#{anchor}, which is not on the page"
    return ""


def _check_search(site_dir: Path, manifest: dict[str, str]) -> Iterator[str]:
    entries = [name for name in manifest if re.fullmatch(r"search/[^/]+/entry\.json", name)]
    if not entries:
        yield "search/: there is no search index"
    for name in entries:
        folder = name.rpartition("/")[0]
        try:
            wanted = _search_files(json.loads((site_dir / name).read_bytes())["hashes"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            yield f"{name}: the search index cannot be read"
            continue
        for file in wanted:
            if f"{folder}/{file}" not in manifest:
                yield f"{name}: the index names {file}, which is not there"


def _search_files(hashes: Mapping[str, str]) -> list[str]:
    """The files that an entry's hashes name: see `kbgen.search.browser_files`."""
    return [
        f"{kind}{place}-{joined[start : start + HASH]}.txt"
        for kind, joined in sorted(hashes.items())
        for place, start in enumerate(range(0, len(joined), HASH))
    ]
