# SPDX-License-Identifier: MIT
"""Articles as pages of MkDocs: what plugins see of them that gather over pages, and what these make of them.

Our bodies are there before MkDocs begins. A plugin sees the front matter and the text as they are written, and the
body; where it changes the text, MkDocs renders it again; where it changes the body, the page shows that. MkDocs renders
the text of a page that a plugin makes, and we put it into our frame. Other pages that no writer wrote (search, contact,
lists) are none of MkDocs'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from kbgen.content.links.resolve import Destination, Destinations, external_destination, with_links
from kbgen.content.markdown.extensions import effective
from kbgen.content.markdown.finishing import finish
from kbgen.content.markdown.sanitizer import sanitize
from kbgen.content.markdown.snippet_files import confine_folders
from kbgen.content.problems import Problems
from kbgen.content.source.article_source import read_bytes
from kbgen.content.structure.urls import url_to_output
from kbgen.mkdocs_plugin.hosting.blog import Blogs, without_heading
from kbgen.model import Article, Body, Diagnostic, PageInput, SitePlugins, TextHooks, Trust, diagnostic
from kbgen.settings import SiteSettings
from kbgen.site.planning.assemble import Assembly

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import PluginError
    from mkdocs.structure.pages import Page


class ArticlePages:
    """The pages of one build."""

    def __init__(self, settings: SiteSettings, plugins: SitePlugins | None, assembly: Assembly, blogs: Blogs) -> None:
        self._settings = settings
        self._plugins = plugins
        self._assembly = assembly
        self._blogs = blogs
        self._articles = {article.path: article for article in assembly.checked.kb.articles}
        self._planned = {page.output: page for page in assembly.pages}
        self._made = {url_to_output(page.url) for page in assembly.checked.kb.pages if not page.is_elsewhere}
        self._written: dict[str, str | None] = {}
        self._markdown: dict[str, str] = {}
        self._rewritten: dict[str, TextHooks | None] = {}
        self._given: dict[str, str] = {}
        self.files: frozenset[str] = frozenset()
        """Output paths of what plugins make besides pages."""
        self.noticed: list[Diagnostic] = []
        """What is wrong with pages that plugins make."""

    @property
    def others(self) -> list[PageInput]:
        """Pages that neither a writer wrote nor a plugin makes."""
        return [page for page in self._assembly.pages if page.output not in {*self._assembly.paths, *self._made}]

    def is_article(self, page: Page) -> bool:
        """Whether a writer wrote it."""
        return page.file.dest_uri in self._assembly.paths

    def source(self, page: Page) -> str:
        """What a writer wrote; of imported text, only what it is about."""
        path, limit = self._article(page).path, self._settings.kbgen.limits.source_bytes
        data = read_bytes(self._settings.docs_dir, path, limit, Problems(""))
        return (data or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def begin(self, page: Page, markdown: str) -> str:
        """What the first plugin gets."""
        planned = self._planned[page.file.dest_uri]
        if self._article(page).trust is not Trust.AUTHORED:
            markdown = ""
        page.title = planned.title
        page.meta.setdefault("description", planned.description)
        self._written[page.file.dest_uri] = None if is_replaced(page) else markdown
        return markdown

    def end(self, page: Page, markdown: str) -> str:
        """What is left for MkDocs to render once all plugins have seen the text: nothing, unless one changed it."""
        output = page.file.dest_uri
        self._markdown[output] = markdown
        if markdown == self._written[output] or self._article(page).trust is not Trust.AUTHORED:
            return ""
        hooks = self._hooks(page)
        self._rewritten[output] = hooks
        return hooks.on_markdown(markdown) if hooks else markdown

    def body(self, page: Page, html: str) -> str:
        """The body that the first plugin gets."""
        output = page.file.dest_uri
        page.markdown = self._markdown[output]
        if self._blogs.is_post(page) and page.markdown and (hooks := self._hooks(page)):
            page.markdown = hooks.on_markdown(page.markdown)  # lists of posts show the beginning of it
        self._given[output] = html if output in self._rewritten else self._planned[output].body_html
        return self._given[output]

    def finished(self, page: Page, context: Mapping[str, Any]) -> PageInput | None:
        """What the template gets, once all plugins have seen the body; None for a page that nobody planned."""
        output = page.file.dest_uri
        if output not in self._planned:
            return None
        planned = self._blogs.shown(page, context, self._planned)
        if self.is_article(page):
            return self._finished_article(page, planned)
        html = sanitize(page.content or "")
        body = finish(without_heading(html) if planned.posts else html, planned.title, ())
        return replace(planned, body_html=self._with_links(page, planned, body), headings=body.headings)

    def _finished_article(self, page: Page, planned: PageInput) -> PageInput:
        output, content = planned.output, page.content or ""
        if output not in self._given:
            return planned
        if output in self._rewritten:
            hooks = self._rewritten[output]
            html = sanitize(hooks.on_html(content), on_links=hooks.attributes) if hooks else sanitize(content)
            body = finish(html, planned.title, ())
            return replace(planned, body_html=body.html, headings=body.headings)
        is_ours = content == self._given[output] or self._article(page).trust is not Trust.AUTHORED
        return planned if is_ours else replace(planned, body_html=content)

    def _with_links(self, page: Page, planned: PageInput, body: Body) -> str:
        """A body that a plugin made, without links that lead nowhere: the words stay."""
        there = {*self._planned, *self._assembly.files, *self.files}
        destinations: Destinations = {}
        for link in body.links:
            elsewhere = external_destination(link)
            if elsewhere:
                destinations[link.target.strip(), link.is_image] = elsewhere
            elif target_of(link.target, planned, self._settings.root_path) not in there:
                destinations[link.target.strip(), link.is_image] = Destination(None)
                shown = self._settings.display_path(page.file.src_uri)
                self.noticed.append(diagnostic("KB401", shown, f"link {link.target} does not exist"))
        return with_links(body.html, destinations)

    def _article(self, page: Page) -> Article:
        return self._articles[self._assembly.paths[page.file.dest_uri]]

    def _hooks(self, page: Page) -> TextHooks | None:
        if self._plugins is None:
            return None
        article = self._article(page)
        return self._plugins.hooks_for(article.path, article.title, self.source(page))


def is_replaced(page: Page) -> bool:
    """Whether a plugin has put a file of its own in the place of a writer's."""
    return bool(page.file.generated_by)


def target_of(target: str, planned: PageInput, root_path: str) -> str:
    """The output path that a link on a page leads to."""
    path = urlsplit(urljoin(f"//site{root_path}{planned.url}", target)).path
    return url_to_output(path.removeprefix(root_path))


def late_page(output: str) -> PluginError:
    """A page that a plugin has added when all were planned."""
    from mkdocs.exceptions import PluginError

    return PluginError(
        f"a plugin has added the page {output} after on_nav, when kbgen had planned all pages\n"
        "Take that plugin out of mkdocs.yml."
    )


def use_extensions(config: MkDocsConfig, settings: SiteSettings) -> None:
    """Have MkDocs render a text that a plugin has changed with the extensions that our articles can count on."""
    extensions = confine_folders(effective(settings.markdown_extensions, Trust.AUTHORED), settings)
    config.markdown_extensions = [*dict.fromkeys([*extensions, *config.markdown_extensions])]
    config.mdx_configs = {**config.mdx_configs, **extensions}
