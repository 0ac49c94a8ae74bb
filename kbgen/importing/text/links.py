# SPDX-License-Identifier: MIT
"""Find what the links of an imported article mean, and rewrite them for the new tree.

In: the body of an article, the files of the tree, and where each goes. Out: the body with relative
links, and the files that it uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath, relpath, splitext
from typing import Final
from urllib.parse import quote, unquote

from kbgen.content.structure.urls import MARKDOWN_SUFFIXES
from kbgen.importing.conversion import Conversion, ImportedArticle
from kbgen.importing.findings import DEAD_LINK, Findings
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.outside_code import Hit, replace_outside_code

_INLINE: Final = re.compile(
    r"(?P<before>\]\([ \t]*\n?[ \t]*)"
    r"(?P<link><[^<>\n]+>|(?:[^()\s\\<]|\\.|\([^()\s]*\))(?:[^()\s\\]|\\.|\([^()\s]*\))*)"
    r"(?P<after>[ \t\n]*(?:\"[^\"\n]*\"|'[^'\n]*'|=\d*x\d*)?[ \t]*\))"
)
_DEFINITION: Final = re.compile(
    r"(?P<before>^[ \t]{0,3}\[[^\]\n^][^\]\n]*\]:[ \t]*)(?P<link><[^<>\n]+>|\S+)(?P<after>)",
    re.MULTILINE,
)
_ATTRIBUTE: Final = re.compile(
    r"(?P<before><[A-Za-z][^<>]*?\s(?:src|href|poster)\s*=\s*(?P<quote>[\"'])\s*)"
    r"(?P<link>[^\"'{}]+?)(?P<after>\s*(?P=quote))"
)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_PAGE_SUFFIXES: Final = (*MARKDOWN_SUFFIXES, ".mdx")
_INDEXES: Final = ("index", "README", "readme", "_index")


@dataclass(slots=True)
class Places:
    """Where everything of the imported tree goes, and how links find it."""

    tree: SourceTree
    conversion: Conversion
    targets: dict[str, str]
    """Source of an article → its target with the language folder."""
    asset_target: Callable[[str], str]
    """Returns where a file goes that an article uses; empty if it may not be copied."""
    articles: dict[str, str] = field(default_factory=dict)
    """Old address, in lower case and without its ending → source of the article."""
    folders: dict[str, str] = field(default_factory=dict)
    """Source folder of articles → target folder."""

    def __post_init__(self) -> None:
        for article in self.conversion.articles:
            for address in article.addresses:
                self.articles.setdefault(address_key(address), article.source)
        for source, target in self.targets.items():
            self.folders.setdefault(dirname(source), dirname(target))

    def is_kept_out(self, path: str) -> bool:
        """Tell whether a path is that of a file which may not be copied."""
        return path in self.tree and not _is_page(path) and not self.asset_target(path)


def _is_page(path: str) -> bool:
    return path.lower().endswith(_PAGE_SUFFIXES)


def address_key(address: str) -> str:
    """Return the form of an address by which links find it: `/Docs/Refund.html` → `docs/refund`."""
    path = unquote(address).strip("/").lower()
    stem, suffix = splitext(path)
    path = stem if suffix in (".html", ".htm", ".md") else path
    return "" if path == "index" else path.removesuffix("/index")


def definition_key(label: str) -> str:
    """Return the form of a label by which `[text][label]` finds `[label]: target`."""
    return " ".join(label.split()).casefold()


def rebase_links(body: str, folder: str, new_folder: str) -> str:
    """Return a text that is moved to another folder, with its relative links adjusted.

    For Markdown that is inserted into another file.
    """
    if folder == new_folder:
        return body

    def moved(hit: Hit) -> str:
        link = hit["link"].strip("<>")
        if _SCHEME.match(link) or link.startswith(("/", "#", "@", "~", "{")):
            return hit[0]
        match = re.search(r"[?#]", link)
        end = match.start() if match else len(link)
        new = relpath(join("/", folder, link[:end]), join("/", new_folder))
        slash = "/" if link[:end].endswith("/") else ""
        return f"{hit['before']}{new}{slash}{link[end:]}{hit['after']}"

    for pattern in (_INLINE, _DEFINITION, _ATTRIBUTE):
        body = replace_outside_code(pattern, moved, body)
    return body


@dataclass(slots=True)
class LinkRewriter:
    """Rewrites the links of one article."""

    article: ImportedArticle
    places: Places
    findings: Findings

    def rewrite(self, body: str) -> str:
        """Return the body with links that work at the article's new place."""
        for pattern in (_INLINE, _DEFINITION, _ATTRIBUTE):
            body = replace_outside_code(pattern, self._replace, body)
        return body

    def _replace(self, hit: Hit) -> str:
        written = hit["link"]
        link = written[1:-1] if written.startswith("<") else written
        new = self.target_of(_unescaped(link), self.article.body_line + hit.line)
        if new is None:
            return hit[0]
        return f"{hit['before']}{new}{hit['after']}"

    def target_of(self, link: str, line: int) -> str | None:
        """Return the new form of a link; None if it stays, because it is external or unknown."""
        link = link.strip()
        prefix = next(filter(link.startswith, self.places.conversion.link_prefixes), None)
        if prefix is None and (_SCHEME.match(link) or link.startswith("#") or not link):
            return None
        path, ending = _split(link if prefix is None else link[len(prefix) :])
        if not path:
            return None
        if prefix is None:
            candidates = self._candidates(path)
        else:
            base = self.places.conversion.link_prefixes[prefix]
            candidates = iter((_clean(join(base, path.lstrip("/"))),))
        for candidate in candidates:
            if candidate is None:
                continue
            if self.places.is_kept_out(candidate):
                return None
            if (new := self._new_path_in_any_case(candidate)) is not None:
                return quote(new, safe="/.-_~!$&'*+,;=:@") + ending
        if (source := self._by_address(path)) is not None:
            return self._relative(self.places.targets[source]) + ending
        named = self.places.conversion.page_named
        page = named(path) if named else ""
        if page in self.places.targets:
            return self._relative(self.places.targets[page]) + ending
        if host := self.places.conversion.host if link.startswith("/") else "":
            return host + link
        self.findings.add(DEAD_LINK, self.article.source, link, line)
        return None

    def _candidates(self, path: str) -> Iterator[str | None]:
        """Yield the paths in the tree that a link can mean, most likely first."""
        if path.startswith("/"):
            inside = path.strip("/")
            base = self.places.conversion.base_url.strip("/")
            for root in self.places.conversion.roots:
                yield _clean(join(root, inside))
                if base and inside.startswith(f"{base}/"):
                    yield _clean(join(root, inside[len(base) + 1 :]))
            yield _clean(inside)
            return
        wanted = _clean(join(dirname(self.article.source), path))
        yield wanted
        # What is not translated is in the default language.
        roots = self.places.conversion.roots
        own = [root for root in roots if root and self.article.source.startswith(f"{root}/")]
        if self.article.lang and own and wanted is not None:
            inside = wanted.removeprefix(max(own, key=len)).lstrip("/")
            yield from (_clean(join(root, inside)) for root in roots)
        if self.places.conversion.links_from_roots:
            yield from (_clean(join(root, path)) for root in (*own, *roots))

    def _new_path_in_any_case(self, candidate: str) -> str | None:
        """Return the link to a path; its case may differ, because Windows does not care."""
        new = self._new_path(candidate)
        actual = self.places.tree.find(candidate) if new is None else None
        return self._new_path(actual) if actual else new

    def _new_path(self, candidate: str) -> str | None:
        """Return the relative link to a file, article or folder of the tree."""
        places = self.places
        source = self._article_at(candidate)
        if source is not None:
            return self._relative(places.targets[source])
        if candidate in places.tree and not _is_page(candidate):
            return self._relative(places.asset_target(candidate))
        if candidate.rstrip("/") in places.folders:
            target = places.folders[candidate.rstrip("/")]
            return f"{self._relative(target)}/" if target else None
        return None

    def _article_at(self, candidate: str) -> str | None:
        targets = self.places.targets
        stem, suffix = splitext(candidate)
        stem = stem if suffix.lower() in (".html", ".htm", *_PAGE_SUFFIXES) else candidate
        names = [candidate]
        names += [f"{stem}{ending}" for ending in _PAGE_SUFFIXES]
        names += [join(candidate, f"{index}{end}") for index in _INDEXES for end in _PAGE_SUFFIXES]
        return next((name for name in names if name in targets), None)

    def _by_address(self, path: str) -> str | None:
        """Return the source of the article that had an address on the old site."""
        articles = self.places.articles
        if path.startswith("/"):
            base = self.places.conversion.base_url.strip("/")
            key = address_key(path)
            found = articles.get(key)
            if found is None and base and key.startswith(base.lower()):
                found = articles.get(key[len(base) :].strip("/"))
            return found
        for address in self.article.addresses[:1]:
            for base in (address, dirname(address.rstrip("/"))):
                if (clean := _clean(join(base, path))) is not None and address_key(
                    clean
                ) in articles:
                    return articles[address_key(clean)]
        return None

    def _relative(self, target: str) -> str:
        own = self.places.targets[self.article.source]
        return relpath(target or ".", dirname(own) or ".")


def _unescaped(link: str) -> str:
    """Return a link without backslashes: folders of Windows have them as slashes."""
    is_windows = re.search(r"\\[A-Za-z0-9]", link) and not _SCHEME.match(link)
    return link.replace("\\", "/" if is_windows else "")


def _split(link: str) -> tuple[str, str]:
    """Split a link into its decoded path and its query and fragment."""
    match = re.search(r"[?#]", link)
    position = match.start() if match else len(link)
    ending = link[position:]
    # A query such as `?raw=true` belongs to the old host.
    fragment = ending[ending.find("#") :] if "#" in ending else ""
    return unquote(link[:position]), fragment


def _clean(path: str) -> str | None:
    """Return a path below the tree in its shortest form; None if it leaves the tree."""
    path = normpath(path.lstrip("/")) if path.strip("/") else ""
    return None if path == ".." or path.startswith("../") else "" if path == "." else path
