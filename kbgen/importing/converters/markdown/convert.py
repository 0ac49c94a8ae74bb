# SPDX-License-Identifier: MIT
"""Convert any folder of Markdown, as the tool reads it for which it was written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from posixpath import basename, dirname, join, normpath, splitext
from typing import Any, Final
from urllib.parse import unquote

from kbgen.importing.conversion import Conversion, ImportedArticle, ImportedCategory
from kbgen.importing.converters.markdown.flavors import Flavor, Tool, recognize
from kbgen.importing.converters.markdown.includes import Includer
from kbgen.importing.converters.markdown.languages import find_languages, is_language_code
from kbgen.importing.converters.markdown.shortcodes import ShortcodeConverter
from kbgen.importing.converters.markdown.summary import read_summary
from kbgen.importing.converters.markdown.vue import convert_vue, home_text
from kbgen.importing.converters.markdown.wiki_links import WikiLinks
from kbgen.importing.findings import NOT_DOCUMENTS, Findings
from kbgen.importing.source.fields import CarriedFields, carry_fields, to_day, to_flag
from kbgen.importing.source.front_matter import SourceText, read_source
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.code_blocks import convert_code_blocks
from kbgen.importing.text.emoji import convert_emoji
from kbgen.importing.text.mdx import MdxConverter
from kbgen.importing.text.outside_code import Hit, replace_outside_code
from kbgen.importing.text.tags import Tag

_ENDINGS: Final = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
_NOT_ARTICLES: Final = frozenset(
    {"SUMMARY.md", "_Sidebar.md", "_Footer.md", "_Header.md"}
    | {"_sidebar.md", "_navbar.md", "_coverpage.md", "_footer.md"}
)
_HEADING_LINK: Final = re.compile(
    r"^( {0,3}#{1,6}[ \t].*?)[ \t]*<a [^<>]*?\bid=\"([\w.:-]+)\"[^<>]*>\s*</a>[ \t]*$", re.MULTILINE
)
_HEADING_ANCHOR: Final = re.compile(
    r"^( {0,3}#{1,6}[ \t].*?)[ \t]*\{[ ]*(#[\w.:-]+)[ ]*\}[ \t]*$", re.MULTILINE
)
_POSTS: Final = "_posts/"
_DRAFTS: Final = "_drafts/"
_NEARLY_ALL: Final = 0.9
_MORE: Final = re.compile(r"^[ \t]*<!--[ ]*more[ ]*-->[ \t]*$", re.MULTILINE | re.IGNORECASE)
_DEFAULT_LANGUAGE: Final = re.compile(
    r"^\s*defaultContentLanguage\s*[:=]\s*[\"']?([A-Za-z-]+)", re.MULTILINE
)


def convert(tree: SourceTree, findings: Findings) -> Conversion:
    """Convert the Markdown files of a folder."""
    return _FolderConverter(tree, recognize(tree), findings).run()


class _FolderConverter:
    def __init__(self, tree: SourceTree, flavor: Flavor, findings: Findings) -> None:
        flavor = replace(flavor, root=_only_language(tree, flavor.root))
        self._tree, self._flavor, self._findings = tree, flavor, findings
        self._paths = {
            path: path[len(flavor.root) :].lstrip("/")
            for path in tree.below(flavor.root, *_ENDINGS)
        }
        self._languages = find_languages(self._paths.values(), self._default_language())
        is_wiki = flavor.tool is Tool.WIKI
        self._wiki = WikiLinks(tree.below(flavor.root), text_first=is_wiki)
        self._conversion = Conversion(
            languages=self._languages.codes,
            roots=self._roots(),
            link_prefixes={"@/": flavor.root} if flavor.tool is Tool.VITEPRESS else {},
            slug=flavor.slug,
            page_named=self._wiki.page if is_wiki else None,
        )

    def run(self) -> Conversion:
        listed = self._listed()
        hidden = self._headless_folders()
        for path, inside in self._paths.items():
            if self._is_article(path, listed, hidden):
                self._add(path, inside)
        conversion = self._conversion
        uses_tabs = any('=== "' in article.body for article in conversion.articles)
        conversion.extensions = ("pymdownx.tabbed",) if uses_tabs else ()
        for path in self._tree.below("", *_ENDINGS):
            if path not in self._paths:
                first, slash, _ = path.partition("/")
                self._findings.add(NOT_DOCUMENTS, path, f"{first}{slash}")
        return conversion

    # Which files

    def _roots(self) -> dict[str, str]:
        flavor = self._flavor
        roots = {flavor.root: ""}
        default = next(iter(self._languages.codes), "")
        # The default language comes first: links that begin with a slash mean it.
        for name in sorted(self._languages.folders, key=lambda name: (name != default, name)):
            roots[join(flavor.root, name)] = "" if name == default else name.replace("_", "-")
        for folder in flavor.static:
            if self._tree.below(folder):
                roots[folder] = ""
        if flavor.tool is Tool.GITBOOK:
            roots[join(flavor.root, ".gitbook")] = ""
        return roots

    def _default_language(self) -> str:
        text = self._tree.text(self._flavor.config) if self._flavor.config else None
        match = _DEFAULT_LANGUAGE.search(text) if text else None
        return match[1].lower() if match else ""

    def _listed(self) -> frozenset[str] | None:
        """Return the files that a SUMMARY.md lists: the others have no page there."""
        flavor = self._flavor
        text = self._tree.text(flavor.summary) if flavor.summary else None
        if text is None:
            return None
        entries = read_summary(text, flavor.summary, self._source_of, self._findings)
        self._conversion.navigation = entries
        if flavor.tool is Tool.WIKI:
            return None
        sources: set[str] = set()
        pending = list(entries)
        while pending:
            entry = pending.pop()
            sources.add(entry.target)
            pending.extend(entry.children)
        return frozenset(sources - {""}) or None

    def _source_of(self, link: str) -> str:
        """Return the article that a link of a SUMMARY.md or sidebar means."""
        path = link.partition("#")[0].strip()
        if self._flavor.tool is Tool.WIKI:
            name = path.rpartition("/wiki/")[2] if "://" in path else path
            is_home = path.rstrip("/").endswith("/wiki")
            is_wiki = "/wiki" in path or "://" not in path
            page = self._wiki.page("Home" if is_home else name) if is_wiki else ""
            return page if page in self._paths else ""
        folder = dirname(self._flavor.summary)
        candidate = normpath(join(folder, unquote(path))) if path else ""
        names = (candidate, f"{candidate}.md", join(candidate, "README.md"))
        return next((name for name in names if name in self._paths), "")

    def _headless_folders(self) -> tuple[str, ...]:
        """Return the folders of Hugo whose pages are never rendered."""
        if self._flavor.tool is not Tool.HUGO:
            return ()
        folders = []
        for path in self._paths:
            if basename(path) == "_index.md" and "cascade" in (text := self._tree.text(path) or ""):
                fields = read_source(text, path, Findings()).fields
                cascade = fields.get("cascade")
                if cascade and "'render': 'never'" in str(cascade.value):
                    folders.append(f"{dirname(path)}/")
        return tuple(folders)

    def _is_article(
        self, path: str, listed: frozenset[str] | None, hidden: tuple[str, ...]
    ) -> bool:
        if listed is not None and path in listed:
            return True
        if basename(path) in _NOT_ARTICLES or any(map(path.startswith, hidden)):
            return False
        if listed is not None:
            self._findings.add(NOT_DOCUMENTS, path, f"not in {basename(self._flavor.summary)}")
            return False
        return True

    # One article

    def _add(self, path: str, inside: str) -> None:
        text = self._tree.text(path)
        if text is None:
            return
        source = read_source(text, path, self._findings)
        if self._is_headless(source, path):
            return
        lang, inside = self._languages.split(inside)
        address = self._address(inside, lang, source)
        hero = source.fields.get("hero")
        home = home_text(source) if self._flavor.tool is Tool.VITEPRESS else ""
        body = self._body(source, path)
        carried = self._carry(source, path)
        if home and hero and isinstance(hero.value, dict) and hero.value.get("name"):
            carried.values.setdefault("title", str(hero.value["name"]))
        if basename(inside) == "_index.md":
            self._add_category(inside, lang, carried, body)
        self._conversion.articles.append(
            ImportedArticle(
                source=path,
                target=self._target(inside),
                fields=carried.values,
                body=f"{home}\n\n{body}" if home else body,
                body_line=source.body_line,
                addresses=(*address, *carried.addresses),
                lang=lang,
            )
        )

    def _is_headless(self, source: SourceText, path: str) -> bool:
        headless = source.take("headless")
        if headless and to_flag(headless.value):
            self._findings.add(NOT_DOCUMENTS, path, "headless")
            return True
        return False

    def _carry(self, source: SourceText, path: str) -> CarriedFields:
        if self._flavor.tool is Tool.HUGO:
            # Shown in menus, where kbgen shows titles.
            for name in ("type", "layout"):
                source.fields.pop(name, None)
        carried = carry_fields(source.fields, path, self._findings)
        if self._flavor.tool is Tool.HEXO and self._paths[path].startswith(_DRAFTS):
            carried.values["status"] = "draft"
        return carried

    def _add_category(self, inside: str, lang: str, carried: CarriedFields, body: str) -> None:
        known: dict[str, Any] = {
            name: carried.values[name]
            for name in ("title", "summary", "order")
            if name in carried.values
        }
        if isinstance(known.get("order"), float):
            known["order"] = round(known["order"])
        if dirname(inside) and not body.strip():
            self._conversion.categories.append(ImportedCategory(dirname(inside), known, lang))

    def _target(self, inside: str) -> str:
        if self._flavor.tool is Tool.HEXO:
            inside = inside.removeprefix(_POSTS).removeprefix(_DRAFTS)
        folder, name = dirname(inside), basename(inside)
        stem, ending = splitext(name)
        if stem in ("_index", "README", "readme", "Readme"):
            stem = "index"
        if self._flavor.tool is Tool.WIKI and stem.lower() == "home" and not folder:
            stem = "index"
        return join(folder, f"{stem}{'.md' if ending.lower() == '.mdx' else ending}")

    def _address(self, inside: str, lang: str, source: SourceText) -> tuple[str, ...]:
        """Return the address that the old tool gave to a page; pages of a wiki are elsewhere."""
        if self._flavor.tool is Tool.WIKI:
            return ()
        return (self._own_address(inside, lang, source),)

    def _own_address(self, inside: str, lang: str, source: SourceText) -> str:
        flavor = self._flavor
        url, slug = source.take_text("url"), source.take_text("slug")
        permalink = source.take_text("permalink")
        if url or permalink:
            return url or permalink
        if flavor.tool is Tool.HEXO and inside.startswith(_POSTS):
            return _post_address(inside, source)
        path = splitext(self._target(inside))[0]
        is_index = basename(path) == "index"
        path = dirname(path) if is_index else path
        if slug and not is_index:
            path = slug.strip("/") if slug.startswith("/") else join(dirname(path), slug)
        if flavor.tool is Tool.HUGO:
            path = path.lower().replace(" ", "-")
        path = join(lang, path) if lang else path
        if not path:
            return ""
        return f"{path}/" if is_index or flavor.suffix == "/" else f"{path}{flavor.suffix}"

    # Its text

    def _body(self, source: SourceText, path: str) -> str:
        text, line, flavor = source.body, source.body_line, self._flavor
        includer = Includer(self._tree, path, line, self._findings, flavor.root)
        if path.lower().endswith(".mdx"):
            return MdxConverter(self._tree, path, self._findings, flavor.root).convert(text, line)
        if flavor.tool is Tool.MDBOOK:
            text = includer.convert_mdbook(text)
        if flavor.tool is Tool.VITEPRESS:
            text = convert_vue(text, path, line, self._findings)
            text = includer.convert_vitepress(text)
        else:
            text = self._shortcodes(text, path, line, includer)
        text = replace_outside_code(_HEADING_LINK, _anchored, text)
        text = replace_outside_code(_HEADING_ANCHOR, lambda hit: f"{hit[1]} {{ {hit[2]} }}", text)
        text = convert_emoji(replace_outside_code(_MORE, lambda _: "", text))
        text = self._wiki.convert(text, path, line, self._findings)
        return convert_code_blocks(text)

    def _shortcodes(self, text: str, path: str, line: int, includer: Includer) -> str:
        folders = (dirname(path), self._flavor.root, *self._roots(), "")

        def include(written: str, tag: Tag) -> str | None:
            return includer.insert(written, line + tag.line, *folders) or ""

        converter = ShortcodeConverter(path, line, self._findings, include, self._page)
        return converter.convert(text)

    def _page(self, name: str) -> str:
        """Return the link to a page that Hugo's `ref` names: by path, or by its name alone."""
        path, mark, anchor = name.partition("#")
        if path and not path.startswith(("/", ".")):
            found = self._wiki.page(path)
            path = f"/{self._paths[found]}" if found in self._paths else path
        return f"{path}{mark}{anchor}"


def _post_address(inside: str, source: SourceText) -> str:
    """Return the address that Hexo gives to a post by default: `2024/05/01/name/`."""
    item = source.fields.get("date")
    day = to_day(item.value) if item else None
    name = splitext(inside.removeprefix(_POSTS))[0]
    return f"{day.replace('-', '/')}/{name}/" if day else f"{name}/"


def _only_language(tree: SourceTree, root: str) -> str:
    """Return the folder of the articles: that of the language, if they are all in one."""
    paths = tree.below(root, *_ENDINGS)
    inside = [path[len(root) :].lstrip("/") for path in paths]
    folders = Counter(path.partition("/")[0] for path in inside if "/" in path)
    name, count = folders.most_common(1)[0] if folders else ("", 0)
    is_only = is_language_code(name) and count >= _NEARLY_ALL * len(paths)
    return join(root, name) if is_only else root


def _anchored(hit: Hit) -> str:
    return f"{hit[1]} {{ #{hit[2]} }}"
