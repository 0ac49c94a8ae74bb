# SPDX-License-Identifier: MIT
"""Put a conversion together: names, links, used files, anchors, ids, order and redirects.

In: what a converter returned. Out: the files to write below the content folder.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import basename, dirname, join, normpath
from typing import Any, Final

import yaml

from kbgen.content.source.left_out import reason_for_name
from kbgen.content.source.walk import DATA_FOLDER
from kbgen.content.structure.identity import id_from_path
from kbgen.content.structure.urls import output_to_url, page_output
from kbgen.importing.conversion import (
    Conversion,
    ImportedArticle,
    ImportedCategory,
    NavEntry,
)
from kbgen.importing.findings import NOT_COPIED, RENAMED, Findings
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.links import LinkRewriter, Places
from kbgen.importing.text.slugs import keep_anchors
from kbgen.importing.writing.file_names import NewNames, is_reserved, safe_path
from kbgen.runtime.addresses import is_external

_BLANK_LINES: Final = re.compile(r"\n(?:[ \t]*\n){3,}")
_FIRST_FIELDS: Final = ("title", "id", "status", "audience", "summary")
REDIRECTS_FILE: Final = f"{DATA_FOLDER}/redirects.yml"
NAV_FILE: Final = f"{DATA_FOLDER}/nav.yml"
"""mkdocs.yml can `INHERIT` it."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(slots=True)
class Assembled:
    """The files of an import, by path below the content folder."""

    texts: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    """Target of a used file → its path in the imported folder."""
    navigation: str = ""
    """The file with `nav`; empty if folders decide."""
    articles: int = 0
    redirects: int = 0
    languages: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()


def assemble(tree: SourceTree, conversion: Conversion, findings: Findings) -> Assembled:
    """Return the files that a conversion gives."""
    return _Assembly(tree, conversion, findings).run()


@dataclass(slots=True)
class _Assembly:
    tree: SourceTree
    conversion: Conversion
    findings: Findings
    names: NewNames = field(default_factory=NewNames)
    assets: dict[str, str] = field(default_factory=dict)
    """Source of a used file → its target; empty if it may not be copied."""
    targets: dict[str, str] = field(default_factory=dict)
    result: Assembled = field(default_factory=Assembled)

    def run(self) -> Assembled:
        # All targets are known before the first link is rewritten.
        articles = sorted(self.conversion.articles, key=_naming_order)
        for article in articles:
            self.targets[article.source] = self._target(article)
        self._reserve_folder_pages()
        _rank_orders(articles)
        places = Places(self.tree, self.conversion, self.targets, self._asset_target)
        ids: dict[tuple[str, str], str] = {}
        for article in articles:
            body = self._body(article, places)
            self.result.texts[self.targets[article.source]] = _text(
                self._fields(article, ids), body
            )
        for category in self.conversion.categories:
            self._add_category(category)
        if nav := list(self._nav(self.conversion.navigation)):
            self.result.navigation = NAV_FILE
            self.result.texts[NAV_FILE] = _yaml({"nav": nav})
        self._add_redirects()
        self.result.articles = len(articles)
        self.result.languages = self.conversion.languages
        self.result.extensions = self.conversion.extensions
        return self.result

    def _add_redirects(self) -> None:
        """Write the redirects to other sites; those to articles are in their front matter."""
        redirects: dict[str, str] = {}
        for address, url in self.conversion.redirects.items():
            clean = _clean_address(address)
            output = f"{clean}index.html" if clean.endswith("/") else clean
            if clean and is_external(url) and output.lower() not in self.names.taken:
                redirects[clean] = url
        if redirects:
            self.result.redirects += len(redirects)
            self.result.texts[REDIRECTS_FILE] = _yaml(dict(sorted(redirects.items())))

    def _reserve_folder_pages(self) -> None:
        """Keep redirects away from the pages that kbgen makes for folders."""
        for target in self.targets.values():
            for parent in PurePosixPath(target).parents:
                self.names.taken.add((parent / "index.html").as_posix().lower())

    def _nav(self, entries: Iterable[NavEntry]) -> Iterator[Any]:
        """Yield the entries of `nav` in MkDocs' form; entries without an article are left out."""
        for entry in entries:
            target = self.targets.get(entry.target) or (
                entry.target if is_external(entry.target) else ""
            )
            children = list(self._nav(entry.children))
            if children and target:
                children.insert(0, target)
            value = children or target
            if value:
                yield {entry.title: value} if entry.title else value

    def _folder(self, lang: str) -> str:
        """Return the language folder; the default language is at the top."""
        default = next(iter(self.conversion.languages), "")
        return lang if lang != default and _LANGUAGE.fullmatch(lang) else ""

    def _target(self, article: ImportedArticle) -> str:
        top = self._folder(article.lang)
        wanted = join(top, normpath(article.target.replace("\\", "/").strip("/") or "index.md"))
        target = self.names.unique(join(top, safe_path(article.target)), top)
        if target != wanted:
            self.findings.add(RENAMED, article.source, f"{wanted} → {target}")
        return target

    def _asset_target(self, source: str) -> str:
        """Return where a used file goes, and remember to copy it."""
        if source not in self.assets:
            if reason := reason_for_name(basename(source)):
                self.findings.add(NOT_COPIED, source, f"it is {reason}")
                self.assets[source] = ""
            else:
                target = self.names.unique(safe_path(self._asset_place(source)))
                self.assets[source] = self.result.copies[target] = target
                self.result.copies[target] = source
        return self.assets[source]

    def _asset_place(self, source: str) -> str:
        roots = [
            root for root in self.conversion.roots if not root or source.startswith(f"{root}/")
        ]
        if not roots:
            return source.lstrip(".")
        # The innermost root: `docs/static` counts more than `docs`.
        root = max(roots, key=len)
        inside = source[len(root) :].lstrip("/")
        return join(self.conversion.roots[root], inside.lstrip("."))

    def _body(self, article: ImportedArticle, places: Places) -> str:
        body = LinkRewriter(article, places, self.findings).rewrite(article.body)
        slug = self.conversion.slug
        return keep_anchors(body, slug) if slug else body

    def _fields(self, article: ImportedArticle, ids: dict[tuple[str, str], str]) -> dict[str, Any]:
        target = self.targets[article.source]
        top = self._folder(article.lang)
        inside = target.removeprefix(f"{top}/") if top else target
        fields = dict(article.fields)
        own_id = id_from_path(inside)
        # Paths such as `a-b.md` and `a/b.md` give the same id.
        if ids.setdefault((article.lang, own_id), target) != target:
            fields["id"] = _free_id(own_id, article.lang, ids, target)
        if addresses := self._old_addresses(article, target):
            fields["redirect_from"] = addresses
            self.result.redirects += len(addresses)
        return {
            **{name: fields[name] for name in _FIRST_FIELDS if name in fields},
            **{name: value for name, value in fields.items() if name not in _FIRST_FIELDS},
        }

    def _old_addresses(self, article: ImportedArticle, target: str) -> list[str]:
        new = output_to_url(page_output(target, directory_urls=True), directory_urls=True)
        outputs = self.names.taken
        addresses = []
        for address in article.addresses:
            clean = _clean_address(address)
            output = f"{clean}index.html" if not clean or clean.endswith("/") else clean
            is_own = is_reserved(clean.removeprefix(f"{article.lang}/"))
            # A page of the new site keeps its address, and of two old pages, the first one wins.
            if clean != new and not is_own and output.lower() not in outputs:
                outputs.add(output.lower())
                addresses.append(clean)
        return addresses

    def _add_category(self, category: ImportedCategory) -> None:
        top, folder = self._folder(category.lang), category.folder.strip("/")
        if not category.fields or not folder:
            return
        inside = safe_path(folder)
        path = join(top, inside, "_category.yml")
        if path not in self.result.texts:
            self.result.texts[path] = _yaml(category.fields)


def _naming_order(article: ImportedArticle) -> tuple[str, str, bool, str]:
    """Sort articles by target; an index comes before a README that wants the same name."""
    is_readme = basename(article.source).lower().startswith("readme")
    return article.lang, article.target, is_readme, article.source


def _clean_address(address: str) -> str:
    """Return an old address as `redirect_from` has it: below the root, folders with a slash."""
    path = address.strip().split("#")[0].split("?")[0].strip("/")
    path = safe_path(path) if path else ""
    path = path.removesuffix("index.html").removesuffix("index.htm")
    last = basename(path)
    return (
        path if not path or path.endswith("/") or last.endswith((".html", ".htm")) else f"{path}/"
    )


def _free_id(wanted: str, lang: str, ids: dict[tuple[str, str], str], target: str) -> str:
    number = 2
    while ids.setdefault((lang, f"{wanted}-{number}"), target) != target:
        number += 1
    return f"{wanted}-{number}"


def _rank_orders(articles: Iterable[ImportedArticle]) -> None:
    """Replace fractions in `order` by ranks, folder by folder."""
    folders: dict[tuple[str, str], list[ImportedArticle]] = defaultdict(list)
    for article in articles:
        if "order" in article.fields:
            folders[article.lang, dirname(article.target)].append(article)
    for group in folders.values():
        if any(isinstance(article.fields["order"], float) for article in group):
            # kbgen's `order` is a whole number; `0.5` only means "before 1".
            ranks = sorted({article.fields["order"] for article in group})
            for article in group:
                article.fields["order"] = ranks.index(article.fields["order"]) + 1


def _text(fields: dict[str, Any], body: str) -> str:
    body = _BLANK_LINES.sub("\n\n\n", body).strip("\n").rstrip()
    front_matter = f"---\n{_yaml(fields)}---\n\n" if fields else ""
    return f"{front_matter}{body}\n" if body else front_matter


def _yaml(fields: dict[str, Any]) -> str:
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)
