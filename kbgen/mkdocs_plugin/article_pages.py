# SPDX-License-Identifier: MIT
"""Articles as pages of MkDocs: what plugins see of them that gather over pages, and what these make of them.

Our bodies are there before MkDocs begins. A plugin sees the front matter and the text as they are written, and the
body; where it changes the text, MkDocs renders it again; where it changes the body, the page shows that. Pages that no
writer wrote (search, contact, lists) are none of MkDocs'.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kbgen.content.extensions import effective
from kbgen.content.file_access import confined
from kbgen.content.finishing import finish
from kbgen.content.problems import Problems
from kbgen.content.reading import read_bytes
from kbgen.content.sanitizer import sanitize
from kbgen.model import Article, PageInput, TextHooks, Trust
from kbgen.settings import SiteSettings
from kbgen.site.assemble import Assembly

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import PluginError
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page


class ArticlePages:
    """The pages of one build."""

    def __init__(self, settings: SiteSettings, assembly: Assembly) -> None:
        self._settings = settings
        self._assembly = assembly
        self._articles = {article.path: article for article in assembly.checked.kb.articles}
        self._planned = {page.output: page for page in assembly.pages}
        self._written: dict[str, str] = {}
        self._markdown: dict[str, str] = {}
        self._rewritten: dict[str, TextHooks | None] = {}
        self._given: dict[str, str] = {}

    @property
    def others(self) -> list[PageInput]:
        """Pages that no writer wrote."""
        return [page for page in self._assembly.pages if page.output not in self._assembly.paths]

    def files(self, found: Files, config: MkDocsConfig) -> Files:
        """The articles, what they show, and files that other plugins have made.

        Args:
            found: what MkDocs and other plugins have found.
            config: of MkDocs.

        Raises:
            PluginError: another plugin has made a page.
        """
        from mkdocs.structure.files import Files, InclusionLevel

        made = [file for file in found if file.generated_by]
        for page in (file for file in made if file.is_documentation_page()):
            raise foreign_page(page.dest_uri)

        pairs = [(path, output) for output, path in self._assembly.paths.items()]
        ours = [_file(*pair, config) for pair in (*pairs, *self._assembly.checked.kb.assets)]
        for file in ours:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        return Files([*ours, *made])

    def source(self, page: Page) -> str:
        """What a writer wrote; of imported text, only what it is about."""
        planned, article = self._planned[page.file.dest_uri], self._article(page)
        page.title = planned.title
        data = read_bytes(self._settings.docs_dir, article.path, self._settings.kbgen.limits.source_bytes, Problems(""))
        return (data or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def begin(self, page: Page, markdown: str) -> str:
        """What the first plugin gets."""
        if self._article(page).trust is not Trust.AUTHORED:
            markdown = ""
        page.meta.pop("template", None)  # MkDocs would obey it
        page.meta.setdefault("description", self._planned[page.file.dest_uri].description)
        self._written[page.file.dest_uri] = markdown
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
        self._given[output] = html if output in self._rewritten else self._planned[output].body_html
        return self._given[output]

    def finished(self, page: Page) -> PageInput | None:
        """What the template gets, once all plugins have seen the body; None for a page that is not ours."""
        output, content = page.file.dest_uri, page.content or ""
        planned = self._planned.get(output)
        if planned is None or output not in self._given:
            return planned
        if output in self._rewritten:
            hooks = self._rewritten[output]
            html = sanitize(hooks.on_html(content), on_links=hooks.attributes) if hooks else sanitize(content)
            body = finish(html, planned.title, ())
            return replace(planned, body_html=body.html, headings=body.headings)
        is_ours = content == self._given[output] or self._article(page).trust is not Trust.AUTHORED
        return planned if is_ours else replace(planned, body_html=content)

    def _article(self, page: Page) -> Article:
        return self._articles[self._assembly.paths[page.file.dest_uri]]

    def _hooks(self, page: Page) -> TextHooks | None:
        if self._settings.plugins is None:
            return None
        article = self._article(page)
        return self._settings.plugins.hooks_for(article.path, article.title, self.source(page))


def foreign_page(output: str) -> PluginError:
    """A page that another plugin has made."""
    from mkdocs.exceptions import PluginError

    return PluginError(
        f"the page {output} is not kbgen's: another plugin has added it\n"
        "Take that plugin out of mkdocs.yml; kbgen plans every page itself."
    )


def use_extensions(config: MkDocsConfig, settings: SiteSettings) -> None:
    """Have MkDocs render a text that a plugin has changed with the extensions that our articles can count on."""
    extensions = confined(effective(settings.markdown_extensions, Trust.AUTHORED), settings)
    config.markdown_extensions = [*dict.fromkeys([*extensions, *config.markdown_extensions])]
    config.mdx_configs = {**config.mdx_configs, **extensions}


def _file(path: str, output: str, config: MkDocsConfig) -> File:
    from mkdocs.structure.files import File

    file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
    file.dest_uri = output
    return file
