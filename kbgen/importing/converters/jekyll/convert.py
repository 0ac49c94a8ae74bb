# SPDX-License-Identifier: MIT
"""Convert a folder of Jekyll."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, splitext
from typing import Any, Final

from kbgen.importing.conversion import Conversion, ImportedArticle, ImportedCategory
from kbgen.importing.converters.jekyll.addresses import address_of, read_name
from kbgen.importing.converters.jekyll.hierarchy import ChildPage, targets_of
from kbgen.importing.converters.jekyll.kramdown import convert_kramdown
from kbgen.importing.converters.jekyll.settings import JekyllSite, read_site
from kbgen.importing.converters.jekyll.tags import JekyllTags
from kbgen.importing.findings import TEMPLATE_CODE, FindingKind, Findings
from kbgen.importing.source.fields import carry_fields, to_flag, to_words
from kbgen.importing.source.front_matter import SourceField, SourceText, read_source
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.emoji import convert_emoji
from kbgen.importing.text.liquid.rendering import render, without_dead_targets
from kbgen.importing.text.liquid.values import UNKNOWN
from kbgen.importing.text.outside_code import Hit, hide_code, replace_outside_code
from kbgen.importing.text.slugs import github_slug, kramdown_slug
from kbgen.model import Kind

HTML_PAGE: Final = FindingKind(
    "html-page",
    "pages in HTML",
    "kbgen's articles are Markdown. Copy the text into an article if readers need it.",
)
NOT_PUBLISHED: Final = FindingKind(
    "not-published",
    "Markdown files that the old site did not publish",
    "Copy a file by hand if it is an article.",
)
NO_CONFIG: Final = FindingKind(
    "no-settings",
    "settings that are not in the folder",
    "Old addresses and `site` values come from them. Name the folder that contains the file.",
)
_MARKDOWN: Final = (".md", ".markdown", ".mkdown", ".mkdn", ".mkd")
_NO_PAGES: Final = ("_includes/", "_layouts/", "_sass/", "_data/", "_plugins/", "_site/")
_REPOSITORY_FILES: Final = frozenset(
    {
        "readme", "license", "licence", "copying", "code_of_conduct", "contributing", "security",
        "issue_template", "pull_request_template", "agents", "claude", "maintainers",
    }
)  # fmt: skip
_SITE_ONLY: Final = (
    "posts", "pages", "html_pages", "tags", "categories", "static_files", "github", "time",
    "related_posts", "documents", "html_files", "collections",
)  # fmt: skip
_PAGE_ONLY: Final = (
    "content", "excerpt", "previous", "next", "last_modified_at", "dir", "relative_path",
)  # fmt: skip
_NAVIGATION_FIELDS: Final = ("parent", "grand_parent", "ancestor")
_SLUG_LINK: Final = re.compile(r"\]\(slug:(?://)?([^)#\s]+)")
_DEFINITION: Final = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*\S*[ \t]*$", re.MULTILINE)
_LABEL: Final = re.compile(r"\[([^\[\]\n]+)\](?!:)")
_UNSEEN_FIELDS: Final = ("layout", "has_children", "has_toc", "has_toc", "slug", "nav_fold")
_FORMER: Final = ("previous_url", "previous-url", "old_url")
# Fields that articles may get from `defaults`; others are for templates.
_USED_DEFAULTS: Final = frozenset(
    {*_NAVIGATION_FIELDS, "permalink", "published", "nav_order", "tags", "audience", "status"}
)


def convert(tree: SourceTree, findings: Findings) -> Conversion:
    """Convert the pages, posts and collections of a folder."""
    return _JekyllConversion(tree, findings, read_site(tree, findings)).run()


@dataclass(slots=True)
class _Page:
    path: str
    source: SourceText
    permalink: str = ""
    categories: list[str] = field(default_factory=list)
    child: ChildPage | None = None
    former: list[str] = field(default_factory=list)
    """Former addresses in fields of this site only."""


@dataclass(slots=True)
class _JekyllConversion:
    tree: SourceTree
    findings: Findings
    site: JekyllSite
    slugs: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def run(self) -> Conversion:
        """Return the articles of the folder."""
        if not self.site.config:
            self.findings.add(NO_CONFIG, ".", "_config.yml")
        base_url = self.site.text("baseurl")
        own_address = self.site.text("url").rstrip("/")
        conversion = Conversion(
            roots=self._roots(),
            # The longer one first, because the first that fits counts.
            link_prefixes=dict.fromkeys((own_address + base_url.rstrip("/"), own_address), "")
            if "://" in own_address
            else {},
            base_url=base_url,
            slug=self._slug(),
        )
        pages = [page for path in self._paths() if (page := self._read(path)) is not None]
        targets = targets_of(page.child for page in pages if page.child)
        for page in pages:
            is_published = not page.path.startswith("_drafts/")
            if is_published and (self.site.config or page.permalink):
                self.addresses[page.path] = address_of(
                    page.path, self.site, page.permalink, page.categories
                )
        self.values = self._site_values()
        conversion.categories = self._collection_titles()
        for page in pages:
            conversion.articles.append(self._article(page, targets.get(page.path)))
        return conversion

    def _slug(self) -> Callable[[str], str]:
        """Return how headings get their anchors; Jekyll reads Markdown as GitHub does."""
        options = self.site.config.get("kramdown")
        form = options.get("input") if isinstance(options, dict) else "GFM"
        return kramdown_slug if form == "kramdown" else github_slug

    def _collection_titles(self) -> list[ImportedCategory]:
        """Return the titles and the order that Just the Docs gives to collections."""
        theme = self.site.config.get("just_the_docs")
        named = theme.get("collections") if isinstance(theme, dict) else None
        entries = named.items() if isinstance(named, dict) else ()
        return [
            ImportedCategory(str(name), {"title": str(options["name"]), "order": order})
            for order, (name, options) in enumerate(entries, start=1)
            if isinstance(options, dict) and options.get("name")
        ]

    def _roots(self) -> dict[str, str]:
        folders = {f"_{name}": name for name in self.site.collections}
        return {"": "", **folders, "_drafts": "posts"}

    def _paths(self) -> list[str]:
        paths = []
        for path in self.tree.below("", *_MARKDOWN, ".html", ".htm"):
            if path.startswith(_NO_PAGES) or self.site.is_excluded(path):
                continue
            first = path.split("/")[0]
            if not path.lower().endswith(_MARKDOWN):
                self._report_html(path)
            elif first.startswith("_") and not self.site.collection_of(path) and first != "_drafts":
                self.findings.add(NOT_PUBLISHED, path, f"the folder {first}")
            else:
                paths.append(path)
        return paths

    def _report_html(self, path: str) -> None:
        text = self.tree.text(path) if "/_" not in f"/{path}" else None
        if text and text.startswith("---\n"):
            self.findings.add(HTML_PAGE, path, path)

    def _read(self, path: str) -> _Page | None:
        text = self.tree.text(path)
        if text is None:
            return None
        source = read_source(text, path, self.findings)
        stem = splitext(basename(path))[0].lower().replace("-", "_")
        if not text.startswith("---") and stem in _REPOSITORY_FILES and self._is_not_index(path):
            self.findings.add(NOT_PUBLISHED, path, basename(path))
            return None
        return self._page(path, source)

    def _is_not_index(self, path: str) -> bool:
        """Tell whether a file is not its folder's page: as on GitHub, a lonely README is."""
        folder = dirname(path)
        is_readme = splitext(basename(path))[0].lower() == "readme"
        names = ("index.md", "index.html", "index.markdown")
        return not is_readme or any(join(folder, name) in self.tree for name in names)

    def _page(self, path: str, source: SourceText) -> _Page:
        for name, default in self.site.default_fields(path).items():
            if name in _USED_DEFAULTS:
                source.fields.setdefault(name, default)
        page = _Page(path, source)
        item = source.fields.get("slug")
        if item and isinstance(item.value, str):
            self.slugs.setdefault(item.value, path)
        page.permalink = source.take_text("permalink")
        page.former = [word for name in _FORMER for word in source.take_text(name).split(",")]
        page.categories = self._categories(source)
        page.child = self._child(path, source)
        for name in _UNSEEN_FIELDS:
            source.take(name)
        return page

    def _categories(self, source: SourceText) -> list[str]:
        item = source.fields.get("categories") or source.fields.get("category")
        if item is None:
            return []
        value = item.value
        return value.split() if isinstance(value, str) else to_words(value) or []

    def _child(self, path: str, source: SourceText) -> ChildPage | None:
        title = source.fields.get("title")
        parent, grand_parent, ancestor = map(source.take_text, _NAVIGATION_FIELDS)
        if self.site.collection_of(path) == "posts":
            return None
        source.take("great_grand_parent")
        collection = self.site.collection_of(path)
        shown = title.value.strip() if title and isinstance(title.value, str) else ""
        return ChildPage(path, shown or path, parent, grand_parent or ancestor, collection)

    def _article(self, page: _Page, target: str | None) -> ImportedArticle:
        variables = {"site": self.values, "page": self._page_values(page), **_CONSTANTS}
        kind = self._kind(page)
        fields = self._fields(page)
        body = self._body(page, variables)
        carried = carry_fields(fields, page.path, self.findings)
        values = carried.values
        if kind:
            values["kind"] = kind
        if date := read_name(page.path).date:
            values.setdefault("updated", date)
        if page.path.startswith("_drafts/"):
            values["status"] = "draft"
        addresses = [self.addresses.get(page.path, ""), *carried.addresses, *page.former]
        return ImportedArticle(
            page.path,
            target or self._target(page.path),
            values,
            body,
            page.source.body_line,
            tuple(filter(None, addresses)),
        )

    def _fields(self, page: _Page) -> dict[str, SourceField]:
        """Return the fields to carry; categories become tags, as they are on Jekyll's lists."""
        fields = dict(page.source.fields)
        for name in ("categories", "category"):
            item = fields.pop(name, None)
            if item is not None:
                fields.setdefault("tags", SourceField(page.categories, item.line))
        return fields

    def _kind(self, page: _Page) -> str:
        item = page.source.fields.get("type")
        is_kind = item is not None and item.value in {str(kind) for kind in Kind}
        if item is None or not is_kind:
            return ""
        del page.source.fields["type"]
        return str(item.value)

    def _target(self, path: str) -> str:
        collection = self.site.collection_of(path)
        if collection == "posts" or path.startswith("_drafts/"):
            folder = path.partition("_posts/")[0] if collection else ""
            return f"{folder}posts/{read_name(path).stem}.md"
        target = path.removeprefix("_") if collection else path
        stem = splitext(target)[0]
        if basename(stem).lower() == "readme":
            stem = join(dirname(stem), "index")
        return f"{stem}.md"

    def _body(self, page: _Page, variables: dict[str, Any]) -> str:
        first = page.source.body_line
        tags = JekyllTags(self.tree, page.path, variables, self.slugs)
        body = render(
            page.source.body,
            tags.site(),
            lambda text, line: self.findings.add(TEMPLATE_CODE, page.path, text, first + line),
        )
        if tags.inserted:
            body = _without_unused_definitions(body)
        body = replace_outside_code(_SLUG_LINK, self._slug_link, body)
        if self._has_emoji():
            body = convert_emoji(body)
        return convert_kramdown(
            without_dead_targets(body),
            lambda kind, text, line: self.findings.add(kind, page.path, text, first + line),
        )

    def _slug_link(self, hit: Hit) -> str:
        path = self.slugs.get(hit[1])
        return f"](/{path}" if path else hit[0]

    def _has_emoji(self) -> bool:
        plugins = self.site.config.get("plugins") or self.site.config.get("gems")
        return isinstance(plugins, list) and "jemoji" in plugins

    def _site_values(self) -> dict[str, Any]:
        config = {str(key): value for key, value in self.site.config.items()}
        own = dict.fromkeys((*_SITE_ONLY, *self.site.collections), UNKNOWN)
        return {"url": "", "baseurl": "", "title": "", **config, "data": self.site.data, **own}

    def _page_values(self, page: _Page) -> dict[str, Any]:
        defaults = self.site.default_fields(page.path)
        fields = {**defaults, **page.source.fields}
        return {
            **{name: _typed(item.value) for name, item in fields.items()},
            **dict.fromkeys(_PAGE_ONLY, UNKNOWN),
            "path": page.path,
            "name": basename(page.path),
            "url": self.addresses.get(page.path, UNKNOWN),
        }


_CONSTANTS: Final = {"jekyll": {"environment": "production", "version": UNKNOWN}}


def _without_unused_definitions(body: str) -> str:
    """Remove definitions of links that no link uses: some themes insert hundreds on each page."""
    hidden = hide_code(body)
    uses = {_label(match[1]) for match in _LABEL.finditer(hidden)}

    def kept(hit: Hit) -> str:
        return hit[0] if _label(hit[1]) in uses else ""

    return replace_outside_code(_DEFINITION, kept, body)


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _typed(value: Any) -> Any:
    """Return a boolean for its text, because conditions depend on it."""
    flag = to_flag(value) if value in ("true", "false") else None
    return value if flag is None else flag
