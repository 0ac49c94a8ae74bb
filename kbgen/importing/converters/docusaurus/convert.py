# SPDX-License-Identifier: MIT
"""Convert a Docusaurus site: its documents in all languages, their categories and their order."""

from __future__ import annotations

import re
from posixpath import basename, dirname, join
from typing import Final

from kbgen.importing.conversion import (
    Conversion,
    ImportedArticle,
    ImportedCategory,
    NavEntry,
)
from kbgen.importing.converters.docusaurus.documents import (
    Document,
    clean_folder,
    is_partial,
    read_documents,
    without_number,
)
from kbgen.importing.converters.docusaurus.sidebars import SidebarReader
from kbgen.importing.converters.docusaurus.site import Documents, Site, read_site
from kbgen.importing.findings import NOT_DOCUMENTS, Findings
from kbgen.importing.source.data_files import mapping, plain, read_data, text_of
from kbgen.importing.source.fields import carry_fields, to_order, to_text
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.mdx.convert import MdxConverter
from kbgen.importing.text.slugs import github_slug

_CATEGORY_FILE: Final = re.compile(r"_category_\.(?:json|ya?ml)")
_TRANSLATED: Final = re.compile(r"sidebar\.[^.]+\.category\.(.+)")


def convert(tree: SourceTree, findings: Findings) -> Conversion:
    """Convert the documents of a site."""
    site = read_site(tree)
    static = join(site.root, "static")
    conversion = Conversion(
        languages=site.languages,
        link_prefixes={
            "@site/": site.root,
            "pathname:///": static,
            "pathname://": static,
        },
        links_from_roots=True,
        base_url=site.base_url,
        slug=github_slug,
    )
    roots: dict[str, str] = {}
    for documents in site.sets:
        _SetConverter(tree, site, documents, conversion, findings, roots).run()
    conversion.roots = {**roots, static: ""}
    _report_others(tree, site, conversion, findings)
    return conversion


class _SetConverter:
    def __init__(
        self,
        tree: SourceTree,
        site: Site,
        documents: Documents,
        conversion: Conversion,
        findings: Findings,
        roots: dict[str, str],
    ) -> None:
        self._tree, self._site, self._set = tree, site, documents
        self._conversion, self._findings, self._roots = conversion, findings, roots
        self._titles: dict[str, str] = {}
        self._orders: dict[str, float] = {}

    def run(self) -> None:
        documents = self._language("", self._set.folder)
        if self._set.sidebars:
            by_id = {document.id: document for document in documents}
            reader = SidebarReader(
                self._set.sidebars, by_id, self._titles, self._orders, self._findings
            )
            entries = reader.read(self._tree)
            if entries and self._set.target:
                entries = [NavEntry(self._set.target.capitalize(), children=entries)]
            self._conversion.navigation += entries
        for lang in self._site.languages[1:]:
            folder = join(self._site.root, "i18n", lang, self._set.translations, "current")
            if self._tree.below(folder, ".md", ".mdx"):
                self._language(lang, folder)
                self._translate_categories(lang, f"{folder}.json")

    def _language(self, lang: str, folder: str) -> list[Document]:
        self._roots[folder] = join(lang, self._set.target)
        for path in self._tree.below(folder, ".json", ".yml", ".yaml"):
            if _CATEGORY_FILE.fullmatch(basename(path)):
                self._category(path, folder, lang)
        documents = read_documents(self._tree, self._set, folder, self._findings)
        for document in documents:
            self._conversion.articles.append(self._article(document, lang))
        self._number_categories(folder, lang)
        return documents

    def _article(self, document: Document, lang: str) -> ImportedArticle:
        text = document.text
        carried = carry_fields(text.fields, document.source, self._findings)
        if document.order is not None:
            carried.values.setdefault("order", document.order)
        mdx = MdxConverter(self._tree, document.source, self._findings, self._site.root)
        is_plain = document.source.endswith(".md") and self._site.markdown != "mdx"
        convert = mdx.convert_plain if is_plain else mdx.convert
        body = convert(text.body, text.body_line)
        address = join(lang, document.address)
        return ImportedArticle(
            source=document.source,
            target=document.target,
            fields=carried.values,
            body=body,
            body_line=text.body_line,
            addresses=(address, *carried.addresses),
            lang=lang,
        )

    def _category(self, path: str, folder: str, lang: str) -> None:
        values = plain(mapping(read_data(self._tree, path, self._findings)))
        inside = clean_folder(dirname(path).removeprefix(folder).strip("/"))
        summary = values.get("description") or mapping(values.get("link")).get("description")
        order = to_order(values.get("position"))
        if isinstance(order, float):
            order = round(order)
        fields = {
            "title": to_text(values.get("label")),
            "summary": to_text(summary),
            "order": order,
        }
        known = {name: value for name, value in fields.items() if value not in (None, "")}
        if not lang:
            self._titles[inside] = str(known.get("title", ""))
            if order is not None:
                self._orders[inside] = order
        self._conversion.categories.append(
            ImportedCategory(join(self._set.target, inside), known, lang)
        )

    def _number_categories(self, folder: str, lang: str) -> None:
        """Take the order of a folder from the number in its name, if no file gives one."""
        known = {category.folder for category in self._conversion.categories}
        folders = {dirname(path) for path in self._tree.below(folder, ".md", ".mdx")}
        for path in sorted(folders):
            inside = path.removeprefix(folder).strip("/")
            number = without_number(basename(inside))[1]
            target = join(self._set.target, clean_folder(inside))
            if number is not None and target not in known and not lang:
                self._orders[clean_folder(inside)] = number
                self._conversion.categories.append(ImportedCategory(target, {"order": number}))

    def _translate_categories(self, lang: str, path: str) -> None:
        """Add the titles of categories in a language, which Docusaurus keeps in one file."""
        values = mapping(read_data(self._tree, path, self._findings))
        titles = {
            match[1]: text_of(mapping(value), "message")
            for key, value in values.items()
            if (match := _TRANSLATED.fullmatch(str(key)))
        }
        for category in list(self._conversion.categories):
            title = titles.get(str(category.fields.get("title", "")))
            if title and not category.lang:
                self._conversion.categories.append(
                    ImportedCategory(category.folder, {"title": title}, lang)
                )


def _report_others(
    tree: SourceTree, site: Site, conversion: Conversion, findings: Findings
) -> None:
    """Name the Markdown files that are no documents: posts, pages, old versions."""
    imported = {article.source for article in conversion.articles}
    folders = [documents.folder for documents in site.sets]
    for path in tree.below("", ".md", ".mdx"):
        is_used = any(not folder or path.startswith(f"{folder}/") for folder in folders)
        if path not in imported and not (is_partial(path) and is_used):
            inside = path.removeprefix(f"{site.root}/") if site.root else path
            first, slash, _ = inside.partition("/")
            findings.add(NOT_DOCUMENTS, path, f"{first}{slash}")
