# SPDX-License-Identifier: MIT
"""Pass articles through the plugins of MkDocs that work on all pages.

Article bodies are rendered before MkDocs begins. A plugin sees the front matter, the text as
written, and the body. If a hook changes the text, kbgen renders it again. If another plugin may
have changed it, MkDocs does, because plugins look for their marks in its output. If a plugin
changes the body, the page shows that body. MkDocs also renders the text of a page that a plugin
makes, and we put it into our page frame. MkDocs never sees other pages (search, contact, lists).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from kbgen.content.links.destinations import Destination, Destinations, external_destination
from kbgen.content.links.resolve import LinkResolver
from kbgen.content.links.rewrite_links import with_links
from kbgen.content.markdown.blocks.callout_titles import with_translated_titles
from kbgen.content.markdown.blocks.extension import CommonMarkBlocks
from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.content.markdown.finishing.finish import finish
from kbgen.content.markdown.foreign.directives import has_directive, report_failure
from kbgen.content.markdown.foreign.looks_like import readers_of, report_lookalikes
from kbgen.content.markdown.rendering.conversions import Conversions
from kbgen.content.markdown.rendering.extensions import effective, without_replaced
from kbgen.content.markdown.rendering.snippet_files import confine_folders
from kbgen.content.markdown.sanitizing.sanitizer import sanitize
from kbgen.content.source.article_source import markdown_of, read_bytes
from kbgen.content.structure.urls import url_to_output
from kbgen.mkdocs_plugin.hosting.blog import Blogs, without_heading
from kbgen.mkdocs_plugin.hosting.log_capture import capture_log, error_line
from kbgen.model import (
    Article,
    Body,
    Diagnostic,
    PageInput,
    SitePlugins,
    TextHooks,
    Trust,
    diagnostic,
)
from kbgen.runtime.problems import Problems
from kbgen.settings import SiteSettings
from kbgen.settings.plugins import is_unknown
from kbgen.settings.types import BlockRules
from kbgen.site.planning.assemble import Assembly, resolver_for_changed_texts
from kbgen.site.processes.tasks import with_body

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


_TAGS_MARK: Final = re.compile(r"^#+ \S+/name \{ #\S+/slug \}$", re.MULTILINE)
"""The heading with which Material's plugin `tags` marks where a list goes."""


class ArticlePages:
    """The pages of one build."""

    def __init__(
        self, settings: SiteSettings, plugins: SitePlugins | None, assembly: Assembly, blogs: Blogs
    ) -> None:
        self._settings = settings
        self._plugins = plugins
        self._assembly = assembly
        self._blogs = blogs
        self._readers = readers_of(settings)
        self._articles = {article.path: article for article in assembly.checked.kb.articles}
        self.planned = {page.output: page for page in assembly.pages}
        """Output path → page input, without what plugins change."""
        # All by output path: what plugins were shown, what they left, and which texts they changed.
        self._shown_markdown: dict[str, str | None] = {}
        self._markdown: dict[str, str] = {}
        self._rewritten: dict[str, TextHooks | None] = {}
        self._rendered: set[str] = set()
        self._changed: dict[str, int] = {}
        """Displayed path → first line of the text of each article that a plugin changed."""
        self._shown_html: dict[str, str] = {}
        self.files: frozenset[str] = frozenset()
        """Output paths of the files other than pages that plugins make."""
        self.diagnostics: list[Diagnostic] = []
        """Problems of pages that plugins make."""

    @property
    def unhandled_pages(self) -> list[PageInput]:
        """Return the pages that neither a writer nor a plugin makes."""
        kb = self._assembly.checked.kb
        made = {url_to_output(page.url) for page in kb.pages if not page.is_elsewhere}
        handled = {*self._assembly.paths, *made}
        return [page for page in self._assembly.pages if page.output not in handled]

    def is_article(self, page: Page) -> bool:
        """Tell whether a writer wrote the page."""
        return page.file.dest_uri in self._assembly.paths

    def source(self, page: Page) -> str:
        """Return the file that a writer wrote, with its front matter."""
        path, limit = self._article(page).path, self._settings.kbgen.limits.source_bytes
        data = read_bytes(self._settings.docs_dir, path, limit, Problems(""))
        return (data or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def markdown_for_plugins(self, page: Page, markdown: str) -> str:
        """Return the text that the first plugin gets; it is empty for imported articles."""
        planned = self.planned[page.file.dest_uri]
        if self._article(page).trust is not Trust.AUTHORED:
            markdown = ""
        page.title = planned.title
        page.meta.setdefault("description", planned.description)
        self._shown_markdown[page.file.dest_uri] = None if is_replaced(page) else markdown
        return markdown

    def markdown_to_render(
        self, page: Page, markdown: str, config: MkDocsConfig, files: Files
    ) -> str:
        """Return the text for MkDocs to render: empty, unless a plugin needs it."""
        output = page.file.dest_uri
        self._markdown[output] = markdown
        if self._article(page).trust is not Trust.AUTHORED:
            return ""
        is_changed = markdown != self._shown_markdown[output]
        is_for_plugin = self._is_for_plugin(page, markdown, config, files)
        if not is_for_plugin and is_changed and self._only_hooks_changed(markdown):
            self._render_changed(page, markdown)
        if not is_for_plugin and (not is_changed or output in self._rendered):
            return ""
        hooks = self._hooks(page)
        self._rewritten[output] = hooks
        return hooks.on_markdown(markdown) if hooks else markdown

    def _only_hooks_changed(self, markdown: str) -> bool:
        """Tell whether a changed text has no mark of a plugin that would read MkDocs' output."""
        has_unknown = any(is_unknown(plugin.name) for plugin in self._settings.other_plugins)
        return self._settings.has_hooks and not has_unknown and not _TAGS_MARK.search(markdown)

    def _render_changed(self, page: Page, markdown: str) -> None:
        """Render a text that a plugin or a hook has changed, as kbgen renders others."""
        article, output = self._written_article(page), page.file.dest_uri
        display_path = self._settings.display_path(article.path)
        body, problems = render_article(
            self._renderer, article, display_path, self._hooks(page), markdown
        )
        self.diagnostics += problems
        if body is None:
            return
        destinations, broken_links = self._resolver.destinations(article, body.links)
        self.diagnostics += broken_links
        self._changed[display_path] = article.body_line
        self._rendered.add(output)
        self.planned[output] = with_body(self.planned[output], body, destinations)

    def is_current(self, problem: Diagnostic) -> bool:
        """Tell whether a problem does not concern a text that a plugin has changed since."""
        first_line = self._changed.get(problem.path)
        is_in_text = first_line is not None and problem.line >= first_line
        return not (is_in_text and problem.code.startswith(("KB4", "KB6")))

    @cached_property
    def _renderer(self) -> BodyRenderer:
        return BodyRenderer(self._settings)

    @cached_property
    def _resolver(self) -> LinkResolver:
        return resolver_for_changed_texts(self._assembly.checked.articles, self._settings)

    def _is_for_plugin(self, page: Page, markdown: str, config: MkDocsConfig, files: Files) -> bool:
        """Tell whether a plugin's Markdown extension, which we lack, changes the text.

        MkDocs would end the build if the extension failed, so it is tried first, on a copy of the
        page: extensions may need what MkDocs adds to Markdown when it renders a page.
        """
        names = (plugin.name for plugin in self._settings.other_plugins)
        if "mkdocstrings" not in names or not has_directive(markdown):
            return False
        try:
            probe = copy(page)
            probe.markdown = markdown
            with capture_log():  # the page itself logs the same
                probe.render(config, files)
        except Exception as error:  # the code of another package may raise anything
            problems = Problems(self._settings.display_path(self._article(page).path))
            report_failure(self.source(page), error_line(error), problems)
            self.diagnostics += problems.diagnostics
            return False
        return True

    def html_for_plugins(self, page: Page, html: str) -> str:
        """Return the body that the first plugin gets."""
        output = page.file.dest_uri
        page.markdown = self._markdown[output]
        if self._blogs.is_post(page) and page.markdown and (hooks := self._hooks(page)):
            # The blog renders the beginning of this text for its lists of posts.
            page.markdown = hooks.on_markdown(page.markdown)
        self._shown_html[output] = (
            html if output in self._rewritten else self.planned[output].body_html
        )
        return self._shown_html[output]

    def final_input(self, page: Page, context: Mapping[str, Any]) -> PageInput | None:
        """Return the template's input after all plugins have run; None for an unplanned page."""
        output = page.file.dest_uri
        if output not in self.planned:
            return None
        planned = self._blogs.shown(page, context, self.planned)
        if self.is_article(page):
            final = self._final_article(page, planned)
            self._report_lookalikes(page, final)
            return final
        body = self._safe_body(page.content or "", planned)
        return replace(
            planned, body_html=self._with_links(page, planned, body), headings=body.headings
        )

    def _final_article(self, page: Page, planned: PageInput) -> PageInput:
        output, content = planned.output, page.content or ""
        if output not in self._shown_html:
            return planned
        if output in self._rewritten:
            hooks = self._rewritten[output]
            html, attributes = (
                (hooks.on_html(content), hooks.attributes) if hooks else (content, ())
            )
            body = self._safe_body(html, planned, attributes, page)
            html = self._with_links(page, planned, body)
            return replace(planned, body_html=html, headings=body.headings)
        is_ours = (
            content == self._shown_html[output] or self._article(page).trust is not Trust.AUTHORED
        )
        return planned if is_ours else replace(planned, body_html=content)

    def _report_lookalikes(self, page: Page, final: PageInput) -> None:
        """Report what reading the articles did not, because plugins and hooks may change texts."""
        article = self._written_article(page)
        if article.trust is Trust.AUTHORED and self._settings.may_rewrite_texts:
            problems = Problems(self._settings.display_path(article.path))
            report_lookalikes(article, final.body_html, self._readers, problems)
            self.diagnostics += problems.diagnostics

    def _safe_body(
        self,
        html: str,
        planned: PageInput,
        on_links: tuple[str, ...] = (),
        written: Page | None = None,
    ) -> Body:
        """Return the body of what MkDocs rendered, and report the formulas in an article."""
        conversions = Conversions(self._settings, may_run=True)
        safe = sanitize(conversions.convert(html), on_links=on_links)
        if planned.posts and not written:
            safe = without_heading(safe)
        body = finish(safe, planned.title, ())
        if written:
            article = self._written_article(written)
            problems = Problems(self._settings.display_path(article.path))
            conversions.report(article, problems)
            self.diagnostics += problems.diagnostics
        return replace(body, html=conversions.insert(body.html))

    def _with_links(self, page: Page, planned: PageInput, body: Body) -> str:
        """Return a body made by a plugin, with links to missing pages reported and removed.

        Their text stays.
        """
        published = {*self.planned, *self._assembly.files, *self.files}
        destinations: Destinations = {}
        for link in body.links:
            external = external_destination(link, "")
            if external:
                destinations[link.target.strip(), link.is_image] = external
            elif output_of_link(link.target, planned, self._settings.root_path) not in published:
                destinations[link.target.strip(), link.is_image] = Destination(None)
                shown = self._settings.display_path(page.file.src_uri)
                self.diagnostics.append(
                    diagnostic("KB401", shown, f"link {link.target} does not exist")
                )
        html = with_links(body.html, destinations)
        return with_translated_titles(html, planned.site.strings)

    def _article(self, page: Page) -> Article:
        return self._articles[self._assembly.paths[page.file.dest_uri]]

    def _written_article(self, page: Page) -> Article:
        """Return the article with its text as the writer wrote it."""
        return replace(self._article(page), markdown=markdown_of(self.source(page).encode()))

    def _hooks(self, page: Page) -> TextHooks | None:
        if self._plugins is None:
            return None
        article = self._article(page)
        return self._plugins.hooks_for(article.path, article.title, self.source(page))


def is_replaced(page: Page) -> bool:
    """Tell whether a plugin replaced the writer's file with its own."""
    return bool(page.file.generated_by)


def output_of_link(target: str, planned: PageInput, root_path: str) -> str:
    """Return the output path of a link's target."""
    path = urlsplit(urljoin(f"//site{root_path}{planned.url}", target)).path
    return url_to_output(path.removeprefix(root_path))


def use_extensions(config: MkDocsConfig, settings: SiteSettings) -> None:
    """Have MkDocs use our articles' Markdown extensions when it renders changed text.

    MkDocs always adds `fenced_code`. The last one that reads fences wins, and it must be ours.
    """
    extensions = confine_folders(effective(settings.markdown_extensions, Trust.AUTHORED), settings)
    config.markdown_extensions = [
        *dict.fromkeys([*extensions, *without_replaced(config.markdown_extensions)])
    ]
    if settings.kbgen.markdown.blocks is BlockRules.COMMONMARK:
        config.markdown_extensions.append(CommonMarkBlocks(extensions, html=True))  # type: ignore[arg-type]
    config.mdx_configs = {**config.mdx_configs, **extensions}
