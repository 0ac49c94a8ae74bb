# SPDX-License-Identifier: MIT
"""Render Markdown to a `Body`: components → Markdown → sanitizer → finishing pass → icons.

In: the Markdown of one article, its title, its level of trust. Out: a `Body` that depends on the
text alone; `render_article` also reports KB406, KB601, KB602, KB603, KB604, KB606, KB607, KB708,
KB711.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import markdown as python_markdown

from kbgen.content.markdown.blocks.extension import CommonMarkBlocks
from kbgen.content.markdown.finishing.finish import finish
from kbgen.content.markdown.foreign.components import to_markdown
from kbgen.content.markdown.foreign.directives import report_directives
from kbgen.content.markdown.foreign.looks_like import readers_of, report_lookalikes
from kbgen.content.markdown.rendering.budget import (
    PAGE_MEMORY,
    OverBudget,
    TooMuchHtml,
    cpu_budget,
    enforce_html_limit,
    memory_budget,
)
from kbgen.content.markdown.rendering.conversions import Conversions
from kbgen.content.markdown.rendering.escapes import read_escapes
from kbgen.content.markdown.rendering.extensions import effective
from kbgen.content.markdown.rendering.fingerprint import body_fingerprint
from kbgen.content.markdown.rendering.highlighting import cache_lexers
from kbgen.content.markdown.rendering.quick_inline import skip_inline_patterns
from kbgen.content.markdown.rendering.snippet_files import (
    FileRefused,
    confine_folders,
    guard_snippets,
)
from kbgen.content.markdown.sanitizing.icons import Icons
from kbgen.content.markdown.sanitizing.players import link_players
from kbgen.content.markdown.sanitizing.removed import report_removed
from kbgen.content.markdown.sanitizing.sanitizer import escape_unclosed_tags, removed_by, sanitize
from kbgen.content.source.source_places import SourcePositions, locate_links
from kbgen.errors import SettingsError
from kbgen.model import PluginFailed, Trust
from kbgen.runtime.problems import Problems
from kbgen.settings.types import BlockRules

if TYPE_CHECKING:
    from kbgen.model import Article, Body, Diagnostic, TextHooks
    from kbgen.settings.types import SiteSettings


class BodyRenderer:
    """A renderer of article texts. Not thread-safe.

    Attributes:
        fingerprint: Changes when the same text would give a different body.
    """

    def __init__(self, settings: SiteSettings) -> None:
        """Create the Markdown object that all texts share.

        Raises:
            SettingsError: An extension in the settings cannot be loaded.
        """
        self._settings = settings
        self.page_seconds = settings.kbgen.limits.page_seconds
        self.site_url = settings.own_url
        self.fingerprint = body_fingerprint(settings.markdown_extensions, settings.own_url)
        self.readers = readers_of(settings)
        self.is_last = not settings.may_rewrite_texts
        """Whether no plugin or hook reads the texts later."""
        self._converters = {Trust.AUTHORED: _Converter(settings, Trust.AUTHORED)}
        self.conversions = self._converters[Trust.AUTHORED].conversions
        """Formulas and diagrams of the last text."""

    def render(
        self,
        markdown: str,
        *,
        title: str = "",
        trust: Trust = Trust.AUTHORED,
        hooks: TextHooks | None = None,
    ) -> Body:
        r"""Render one text.

        Args:
            markdown: The text without front matter, with `\n` line endings.
            title: The article's title; a first heading of level 1 that repeats it is dropped.
            trust: How far the text's author is trusted.
            hooks: Plugins that change the text. They never run on imported text.
        """
        hooks = hooks if trust is Trust.AUTHORED else None
        converter = self._converters.get(trust)
        if converter is None:
            converter = self._converters[trust] = _Converter(self._settings, trust)
        # Components in imported text are not translated: they stay as written.
        markdown = hooks.on_markdown(markdown) if hooks else markdown
        text, components = (
            to_markdown(markdown) if trust is Trust.AUTHORED else (markdown, frozenset())
        )
        html = enforce_html_limit(converter.convert(text))
        self.conversions = converter.conversions
        html = enforce_html_limit(escape_unclosed_tags(self.conversions.convert(html)))
        html, players = link_players(html)
        removed = removed_by(html, trust) | players | {name.lower() for name in components}
        html = enforce_html_limit(hooks.on_html(html)) if hooks else html
        safe = sanitize(html, trust, hooks.attributes if hooks else ())
        body = finish(safe, title, removed, self.site_url)
        finished = self.conversions.insert(converter.icons.insert(body.html))
        return replace(body, html=enforce_html_limit(finished))


class _Converter:
    """Converts Markdown to HTML for one level of trust, without sanitizing it."""

    def __init__(self, settings: SiteSettings, trust: Trust) -> None:
        self._extensions = confine_folders(effective(settings.markdown_extensions, trust), settings)
        self._trust = trust
        self._block_rules = settings.kbgen.markdown.blocks
        self._is_reusable = True
        self.conversions = Conversions(settings, may_run=trust is Trust.AUTHORED)
        self._make()

    def convert(self, text: str) -> str:
        """Convert within the memory budget.

        An interrupted conversion leaves its nesting in the parser, and `reset` does not clear it:
        the next text would be rendered as if it were in a list. The parser is then rebuilt.
        """
        self.conversions.reset()
        if self._is_reusable:
            self._markdown.reset()
            self.icons.reset()
        else:
            self._make()
        self._is_reusable = False
        with memory_budget(PAGE_MEMORY):
            html: str = self._markdown.convert(text)
        self._is_reusable = True
        return html

    def _make(self) -> None:
        self._markdown = python_markdown.Markdown()
        if self._trust is Trust.IMPORTED:
            self._markdown.preprocessors.deregister("html_block")
            self._markdown.inlinePatterns.deregister("html")
        for name in self._extensions:
            try:
                self._markdown.registerExtensions([name], self._extensions)
            except Exception as error:
                hint = "Check markdown_extensions in mkdocs.yml, and that the package is installed."
                raise SettingsError(
                    f"Markdown extension {name} cannot be loaded: {error}", hint
                ) from error
        if self._block_rules is BlockRules.COMMONMARK:
            is_authored = self._trust is Trust.AUTHORED
            CommonMarkBlocks(self._extensions, html=is_authored).extendMarkdown(self._markdown)
            read_escapes(self._markdown)
        guard_snippets(self._markdown)
        cache_lexers(self._markdown)
        skip_inline_patterns(self._markdown)
        self.icons = Icons(self._markdown)
        self._is_reusable = True


def render_article(
    renderer: BodyRenderer,
    article: Article,
    display_path: str,
    hooks: TextHooks | None = None,
    text: str | None = None,
) -> tuple[Body | None, tuple[Diagnostic, ...]]:
    """Render an article within its budget.

    Args:
        renderer: The renderer of this process.
        article: The article to render, in whose text problems are located.
        display_path: The article's path as the user would type it.
        hooks: Plugins that change the text.
        text: The text to render, if a plugin has changed it already.

    Returns:
        The body, or None when the text could not be rendered; and the diagnostics.
    """
    problems = Problems(display_path)
    rendered = article if text is None else replace(article, markdown=text)
    body = _within_budget(renderer, rendered, hooks, problems)
    if body is None:
        return None, tuple(problems.diagnostics)
    body = replace(body, links=locate_links(article, body.links))
    for message in hooks.warnings if hooks else ():
        problems.add("KB708", message, line=article.body_line)
    _report_text(renderer, article, body, problems)
    return body, tuple(problems.diagnostics)


def _within_budget(
    renderer: BodyRenderer, article: Article, hooks: TextHooks | None, problems: Problems
) -> Body | None:
    """Return the body, or None after adding the diagnostic that says why there is none."""
    try:
        with cpu_budget(renderer.page_seconds):
            return renderer.render(
                article.markdown, title=article.title, trust=article.trust, hooks=hooks
            )
    except OverBudget:
        hint = (
            "Look for very long lines or deep nesting, or raise limits.page_seconds in mkdocs.yml."
        )
        message = f"the text takes more than {renderer.page_seconds:g} s to render"
        problems.add("KB601", message, line=article.body_line, hint=hint)
    except FileRefused as error:
        line, column = SourcePositions(article).of_name(error.name)
        hint = "Put the file in the content folder, or in a base_path of pymdownx.snippets."
        problems.add("KB602", str(error), line=line, column=column, hint=hint)
    except PluginFailed as error:
        hint = "Fix the article, or the options of the plugin."
        problems.add(
            "KB602", str(error), line=article.body_line + max(error.line - 1, 0), hint=hint
        )
    except RecursionError:
        hint = "Use less nesting."
        problems.add(
            "KB602", "the text is nested too deeply to render", line=article.body_line, hint=hint
        )
    except MemoryError:
        message = f"the text takes more than {PAGE_MEMORY >> 20} MB of memory to render"
        problems.add("KB602", message, line=article.body_line, hint="Split the article.")
    except TooMuchHtml as error:
        problems.add("KB602", str(error), line=article.body_line, hint="Split the article.")
    except (Exception, SystemExit) as error:  # an extension may raise anything, even exit
        reason = " ".join(str(error).split())[:200]
        message = f"a Markdown extension failed: {type(error).__name__}: {reason}"
        problems.add("KB602", message, line=article.body_line)
    return None


def _report_text(renderer: BodyRenderer, article: Article, body: Body, problems: Problems) -> None:
    """Report what was removed from a text, and what readers see as it was written."""
    report_removed(article, body, renderer.site_url, problems)
    renderer.conversions.report(article, problems)
    if article.trust is Trust.AUTHORED and renderer.is_last:
        report_lookalikes(article, body.html, renderer.readers, problems)
    if "mkdocstrings" not in renderer.readers:
        report_directives(article, body, problems)
