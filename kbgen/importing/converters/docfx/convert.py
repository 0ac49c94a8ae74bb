# SPDX-License-Identifier: MIT
"""Convert a folder of DocFX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from posixpath import basename, dirname, join, splitext
from typing import Any, Final

from kbgen.content.front_matter.foreign_values import can_be_foreign
from kbgen.importing.conversion import Conversion, ImportedArticle
from kbgen.importing.converters.docfx.blocks import convert_blocks
from kbgen.importing.converters.docfx.cross_references import convert_references
from kbgen.importing.converters.docfx.faq import faq_text
from kbgen.importing.converters.docfx.includes import Includes
from kbgen.importing.converters.docfx.navigation import Navigation
from kbgen.importing.converters.docfx.redirections import Redirections, read_redirection_files
from kbgen.importing.converters.docfx.settings import (
    PUBLISHING_FILE,
    ContentFile,
    Docset,
    read_docsets,
)
from kbgen.importing.findings import FindingKind, Findings
from kbgen.importing.source.fields import carry_fields, to_text
from kbgen.importing.source.front_matter import SourceField, SourceText, read_source
from kbgen.importing.source.plain_yaml import read_plain_yaml
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.links import address_key
from kbgen.importing.text.outside_code import hide_code
from kbgen.importing.text.slugs import github_slug, heading_text
from kbgen.runtime.located_yaml import Located

PLATFORM_FIELD: Final = FindingKind(
    "platform-field",
    "front-matter fields of Microsoft's publishing system",
    "They were left out: they have no meaning elsewhere.",
)
FOREIGN_AUDIENCE: Final = FindingKind(
    "audience",
    "groups of readers that kbgen does not have",
    "These articles are public. If some are not for everyone, set `audience` in them.",
)
YAML_PAGE: Final = FindingKind(
    "yaml-page",
    "pages in YAML: landing pages and API references",
    "kbgen's articles are Markdown. Write an article if readers need the page.",
)
NOT_IN_SETTINGS: Final = FindingKind(
    "not-published",
    "Markdown files that docfx.json does not publish",
    "Copy a file by hand if it is an article.",
)
LOST_REDIRECT: Final = FindingKind(
    "redirect",
    "redirects whose target is not in the folder",
    "Write `old: new` into content/_data/redirects.yml if the old address matters.",
)
_PLATFORM_NAMES: Final = frozenset(
    {
        "manager", "toctitle", "mtps_version", "localization_priority", "search.appverid",
        "monikerrange", "robots", "appliesto", "apiversion", "f1_keywords", "helpviewer_keywords",
        "dev_langs", "ms-hkey", "contentlocale", "zone_pivot_groups", "external help file",
        "online version", "schema", "locale", "module name", "breadcrumb_path", "uhfheaderid",
        "titlesuffix", "hide_comments", "feedback_system", "no-loc", "social_image_url", "layout",
        "rowtype", "recommendations", "products", "author", "ai-usage", "adobe-target",
    }
)  # fmt: skip
_PREFIXES: Final = ("ms.", "ms:", "f1.", "archive.")
_LEARN_HOST: Final = "https://learn.microsoft.com"
_TITLE_ENDING: Final = re.compile(r"\s*[|-]\s*Microsoft (?:Docs|Learn)\s*$")
_HEADING: Final = re.compile(r"^ {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_YAML_KIND: Final = re.compile(r"###\s*YamlMime:\s*(\w+)")
_INDEXES: Final = ("index", "readme")


def convert(tree: SourceTree, findings: Findings) -> Conversion:
    """Convert the articles that docfx.json names, or all Markdown files."""
    return _DocfxConversion(tree, findings).run()


@dataclass(slots=True)
class _DocfxConversion:
    tree: SourceTree
    findings: Findings
    uids: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """Source of an article → its place on the old site."""
    inserted: set[str] = field(default_factory=set)
    """Files that articles include."""
    has_tabs: bool = False
    is_learn: bool = False

    def run(self) -> Conversion:
        self.is_learn = any(basename(path) == PUBLISHING_FILE for path in self.tree.files)
        docsets = read_docsets(self.tree, self.findings)
        host = _LEARN_HOST if self.is_learn else ""
        base_url = next((docset.base_url for docset in docsets if docset.base_url), "")
        redirections = Redirections(base_url, host)
        # All files are read before any is converted: cross references need the uids of all.
        pages = [
            (docset, file, source)
            for docset in docsets
            for file in docset.files(self.tree)
            if (source := self._read(file, redirections)) is not None
        ]
        self._read_redirections(redirections, docsets)
        conversion = Conversion(
            roots=self._roots(docsets), base_url=base_url, host=host, slug=_slug
        )
        conversion.articles = [self._article(*page) for page in pages]
        self._redirect(conversion, redirections)
        self._name_others(redirections)
        navigation = Navigation(self.tree, self.findings, self.places, self.uids, host)
        conversion.navigation = tuple(
            chain.from_iterable(navigation.read(docset.folder) for docset in docsets)
        )
        conversion.extensions = ("pymdownx.tabbed",) if self.has_tabs else ()
        return conversion

    def _roots(self, docsets: list[Docset]) -> dict[str, str]:
        return {**{docset.folder: "" for docset in docsets}, "": ""}

    def _read(self, file: ContentFile, redirections: Redirections) -> SourceText | None:
        text = self.tree.text(file.path)
        if text is None or basename(file.path).lower().startswith("toc."):
            return None
        if not file.path.lower().endswith(".md"):
            source = self._read_yaml(file.path, text)
        else:
            source = read_source(text, file.path, self.findings)
        if source is None:
            return None
        # Such a file is a redirect and no article.
        if target := source.take_text("redirect_url"):
            redirections.pages.add(file.path)
            redirections.add(splitext(file.place)[0], target)
            return None
        if uid := source.take_text("uid"):
            self.uids.setdefault(uid, file.path)
        self.places[file.path] = file.place
        return source

    def _read_yaml(self, path: str, text: str) -> SourceText | None:
        match = _YAML_KIND.match(text.lstrip("\ufeff \n"))
        if match is None:
            return None
        value = read_plain_yaml(self.tree, path, self.findings) if match[1] == "FAQ" else None
        if not isinstance(value, dict):
            if match[1] not in ("TableOfContent", "TOC"):
                self.findings.add(YAML_PAGE, path, match[1])
            return None
        metadata = value.get("metadata")
        names = metadata if isinstance(metadata, dict) else {}
        fields = {str(name): SourceField(_plain(item), 1) for name, item in names.items()}
        title = to_text(value.get("title"))
        if title:
            fields["title"] = SourceField(title, 1)
        return SourceText(fields, faq_text(value), 1)

    def _article(self, docset: Docset, file: ContentFile, source: SourceText) -> ImportedArticle:
        is_faq = not file.path.lower().endswith(".md")
        self._drop_platform_fields(file.path, source)

        def converted(text: str, path: str, first_line: int) -> str:
            return self._converted(text, path, first_line, docset.folder)

        includes = Includes(
            self.tree, self.findings, file.path, docset.folder, converted, self.inserted
        )
        first = source.body_line
        body = includes.insert(source.body, first)
        carried = carry_fields(source.fields, file.path, self.findings)
        fields = carried.values
        if title := _title(body, fields.get("title")):
            fields["title"] = title
        if is_faq:
            fields["kind"] = "faq"
        addresses = (self._address(file.place), *carried.addresses)
        return ImportedArticle(file.path, self._target(file), fields, body, first, addresses)

    def _converted(self, text: str, path: str, first_line: int, home: str) -> str:
        """Return the text of one file, an article or an include, in plain Markdown."""

        def report(kind: FindingKind, shown: str, line: int) -> None:
            self.findings.add(kind, path, shown, first_line + line)

        text = convert_references(text, self.uids, home, report)
        text, has_tabs = convert_blocks(text, report)
        self.has_tabs |= has_tabs
        return text

    def _name_others(self, redirections: Redirections) -> None:
        """Report the Markdown files that are neither articles nor parts of articles."""
        known = {*self.places, *self.inserted, *redirections.pages}
        for path in self.tree.below("", ".md"):
            if path not in known and not basename(path).lower().startswith("toc."):
                self.findings.add(NOT_IN_SETTINGS, path, dirname(path) or basename(path))

    def _target(self, file: ContentFile) -> str:
        stem = splitext(file.place)[0]
        if basename(stem).lower() in _INDEXES:
            stem = join(dirname(stem), "index")
        # Two groups of docfx.json may put files at the same place; the first one keeps the name.
        twins = [path for path, place in self.places.items() if place == file.place]
        return (
            f"{stem}.md"
            if len(twins) < 2 or twins[0] == file.path
            else join(file.group, f"{stem}.md")
        )

    def _address(self, place: str) -> str:
        """Return the address of an article: Microsoft Learn leaves the ending out."""
        stem = splitext(place)[0]
        if self.is_learn:
            return f"{dirname(stem)}/" if basename(stem) == "index" else f"{stem}/"
        return f"{stem}.html"

    def _drop_platform_fields(self, path: str, source: SourceText) -> None:
        for name in list(source.fields):
            lower = name.lower()
            if lower == "audience" and can_be_foreign("audience", _located(source.fields[name])):
                item = source.fields.pop(name)
                self.findings.add(FOREIGN_AUDIENCE, path, f"{name}: {item.value}", item.line)
            if lower != "ms.date" and (lower.startswith(_PREFIXES) or lower in _PLATFORM_NAMES):
                item = source.fields.pop(name)
                self.findings.add(PLATFORM_FIELD, path, name, item.line)

    def _read_redirections(self, redirections: Redirections, docsets: list[Docset]) -> None:
        folders = sorted((docset.folder for docset in docsets), key=len, reverse=True)
        sources = _source_folders(docsets)

        def place_of(path: str) -> str:
            """Return the address that a deleted file had."""
            for folder, dest in sources:
                if path.startswith(f"{folder}/"):
                    return join(dest, path[len(folder) + 1 :])
            folder = next((item for item in folders if path.startswith(f"{item}/")), "")
            return path[len(folder) :].lstrip("/")

        for address, target in read_redirection_files(self.tree, place_of, self.findings):
            redirections.add(address, target)

    def _redirect(self, conversion: Conversion, redirections: Redirections) -> None:
        """Add old addresses to their articles; others become redirects of the site."""
        by_key = {address_key(splitext(place)[0]): source for source, place in self.places.items()}
        articles, external, lost = redirections.resolve(
            lambda address: by_key.get(address_key(address))
        )
        for article in conversion.articles:
            article.addresses += tuple(articles.get(article.source, ()))
        conversion.redirects = external
        for address in lost:
            self.findings.add(LOST_REDIRECT, ".", f"{address} → {redirections.entries[address]}")


def _slug(heading: str) -> str:
    return github_slug(heading) or "section"


def _source_folders(docsets: list[Docset]) -> list[tuple[str, str]]:
    """Return the folders of content and where each is on the old site, deepest first."""
    folders: dict[str, str] = {}
    for docset in docsets:
        entries = docset.settings.get("content")
        for entry in entries if isinstance(entries, list) else ():
            source = entry.get("src") if isinstance(entry, dict) else None
            if isinstance(source, str) and source.strip("./"):
                dest = entry.get("dest")
                folder = join(docset.folder, source.strip("./"))
                folders.setdefault(folder, dest.strip("./") if isinstance(dest, str) else "")
    return sorted(folders.items(), key=lambda item: -len(item[0]))


def _title(body: str, title: str | None) -> str | None:
    """Return the heading that readers see as title, or the title in the front matter."""
    match = _HEADING.search(hide_code(body))
    before = body[: match.start()].strip() if match else ""
    if match and not re.search(r"^#", before, re.MULTILINE):
        shown = heading_text(body[slice(*match.span(1))])
        if shown:
            return shown
    return _TITLE_ENDING.sub("", title) if title else None


def _located(field: SourceField) -> Located:
    value = field.value
    inner = [Located(item, field.line, 1) for item in value] if isinstance(value, list) else value
    return Located(inner, field.line, 1)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return "" if value is None else str(value)
