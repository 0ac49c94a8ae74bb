# SPDX-License-Identifier: MIT
"""KB605, KB607, KB711, KB411: report text that looks like Markdown and is shown as it was written.

In: an article, its body, the extensions that are on. Out: diagnostics at the source. What counts is
the text that readers see, outside of code: an extension or a plugin may have read the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final

from kbgen.content.html_tags import TAG, element_pattern
from kbgen.content.markdown.blocks.parser import BlockParser
from kbgen.content.markdown.foreign.foreign_markup import (
    FOREIGN_RULES,
    foreign_lines,
    may_have_lines,
)
from kbgen.content.markdown.rendering.extensions import effective
from kbgen.content.source.source_places import SourcePositions

if TYPE_CHECKING:
    from kbgen.content.markdown.blocks.tree import Block
    from kbgen.model import Article
    from kbgen.runtime.problems import Problems
    from kbgen.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class _Lookalike:
    code: str
    what: str
    pattern: re.Pattern[str]
    hint: str
    needle: str
    """Part of every match, searched first: it is found much faster than the pattern. A pattern that
    begins with a character is much faster, too, so what must come before it is looked up after."""
    extensions: tuple[str, ...] = ()
    """Extensions or plugins that read such text; with one of them, the rest is meant as text."""
    needs: str = ""
    """The extension without which the rule does not apply."""
    unless: str = ""
    """A text whose writer knows the sign has none of these mistakes."""


def _rule(
    code: str, what: str, needle: str, pattern: str, hint: str, *extensions: str
) -> _Lookalike:
    return _Lookalike(code, what, re.compile(pattern, re.MULTILINE), hint, needle, extensions)


def _enable(extension: str, instead: str) -> str:
    return f"Add the line '- {extension}' to markdown_extensions in mkdocs.yml, or {instead}."


_FORMULA: Final = "a formula"
_LOOKALIKES: Final = (
    _rule(
        "KB605", "a content tab", "===", r'^[ ]*===[+!]*[ ]+"[^"\n]+"',
        _enable("pymdownx.tabbed", "write a heading for each tab"), "pymdownx.tabbed",
    ),
    _rule(
        "KB605", "marked text", "==", r"(?<![=\w])==(?=[^\s=])[^=\n]+(?<=[^\s=])==(?![=\w])",
        _enable("pymdownx.mark", "write **bold**"), "pymdownx.mark",
    ),
    _rule(
        "KB605", "keys", "++", r"(?<![\w+])\+\+[\w-]+(?:\+[\w-]+)*\+\+(?![\w+])",
        _enable("pymdownx.keys", "write <kbd>Ctrl</kbd>"), "pymdownx.keys",
    ),
    # Prices have no backslash, index or power in them.
    _rule(
        "KB605", _FORMULA, "$",
        r"\$\$[^$]+\$\$|(?<![\w$])\$(?=\S)[^$\n\"]*[\\^_{][^$\n\"]*(?<=\S)\$(?![\w$])",
        _enable("pymdownx.arithmatex", "write the formula as code"), "pymdownx.arithmatex",
    ),
    _rule(
        "KB605", _FORMULA, "\\",
        # Without `\(` and `\[`, which Markdown has reduced to brackets.
        r"\\(?:begin|[dt]?frac|sqrt|mathbb|mathrm|mathbf|operatorname)\{[^\n()\[\]]*",
        _enable("pymdownx.arithmatex", "write the formula as code"), "pymdownx.arithmatex",
    ),
    replace(
        _rule(
            "KB605", "a formula inside a paragraph", "$$", r"\$\$[^$\n]+\$\$",
            "Put the formula on lines of its own, or remove the spaces after $$ and before it.",
        ),
        needs="pymdownx.arithmatex",
    ),
    _rule(
        "KB605", "an icon or emoji", ":",
        r":(?<![\w:/]:)(?:[+-]1|[a-z][a-z0-9_]{2,}|(?:material|octicons|fontawesome|simple)-[a-z0-9-]+):(?![\w:])",
        _enable("pymdownx.emoji", "type the character itself"), "pymdownx.emoji",
    ),
    replace(
        _rule(
            "KB605", "an emoji that pymdownx.emoji does not know", ":",
            r":(?<![\w:/]:)[a-z][a-z0-9_]{2,}:(?![\w:])",
            "Type the character itself.",
        ),
        needs="pymdownx.emoji",
    ),
    _rule(
        "KB605", "a Jekyll variable", "{{",
        r"(?<![${\w])\{\{-?\s*(?:site|page|include|layout)\.[\w.]+[^{}\n]*\}\}",
        "Write the value. For a whole Jekyll site, use 'kbgen import jekyll'.", "macros",
    ),
    _rule(
        "KB605", "a variable", "{{",
        r"(?<![${\w])\{\{-?\s*(?!(?:end|else|and|or)\b|(?:site|page|include|layout)\.)[a-zA-Z][\w.]*(?:\s*\|\s*\w+)?\s*-?\}\}",
        "Install the plugin macros and add it to plugins, or write the value.", "macros",
    ),
    _rule(
        "KB711", "the line that includes a file", "8<",
        r"^[ ]*-+8<-+[ ]+[\"'][^\"'\n]+[\"']",
        _enable("pymdownx.snippets", "copy the text"), "pymdownx.snippets",
    ),
    _rule(
        "KB711", "the line that includes a file", "!",
        r"\{!\s*[^\s!{}]+\s*!\}|!!!\s*include\([^()\n]+\)(?:!!!)?",
        "Use pymdownx.snippets: --8<-- \"file.md\" on a line of its own.",
        "markdown_include.include", "mdx_include",
    ),
    _rule(
        "KB711", "a statement of a template", "{%",
        r"(?<!\{)\{%-?\s*[a-z][\w-]*\b[^%\n]*%\}",
        "Write in Markdown what it stands for. For a whole Jekyll site, use 'kbgen import jekyll'.",
        "macros", "include-markdown",
    ),
    _rule(
        "KB607", "a diagram in PlantUML", "@start",
        r"^[ ]*@start(?:uml|mindmap|wbs|gantt|salt|ditaa|json|yaml)\b",
        "Export the diagram as SVG, and show it as a picture.",
        "plantuml_markdown", "build_plantuml",
    ),
    _rule(
        "KB411", "a file embedded by a wiki", "![[", r"!\[\[[^\[\]\n]+\]\]",
        "Write ![description](file.png), or copy the text.", "roamlinks", "ezlinks",
    ),
    _rule(
        "KB411", "a wiki link", "[[", r"(?<!!)\[\[(?!_?TOC_?\])[^\W\d][^\[\]\n]*\]\]",
        "Write [text](page.md).", "wikilinks", "roamlinks", "ezlinks",
    ),
    _rule(
        "KB411", "a link to a reference that is not defined", "][",
        r"(?<![\w\]])\[[^\[\]\n^!]*[^\W\d][^\[\]\n]*\]\[[^\[\]\n]*\]",
        "Add the line [reference]: page.md, or write [text](page.md).", "autorefs", "mkdocstrings",
    ),
    _rule(
        "KB411", "a footnote that is not defined", "[^", r"\[\^[\w-]+\](?!:)",
        "Add the line [^name]: text at the end of the article.",
    ),
    _rule(
        "KB411", "a link with swapped brackets", ")[",
        r"\([^()\n]+\)\[(?:https?:|www\.|#|[\w./-]+\.(?:md|html))[^\[\]\s]*\]",
        "Write the text in brackets and the target in parentheses: [text](page.md).",
    ),
    _rule(
        "KB411", "a link with a space between its parts", "] ",
        r"\[[^\[\]\n]+\][ ]+\((?:https?:|www\.|#[a-z]|[\w./-]+\.(?:md|html)\b)[^()\s]*\)",
        "Remove the space: [text](page.md).",
    ),
    replace(
        _rule(
            "KB605", "code that is not closed", "`",
            # Not an apostrophe, nor a quotation of TeX: ``so''.
            r"(?:^|(?<=[\s(]))`(?=[A-Za-z<$./~_-])[^`'’\n]*$",
            "Write a backtick after the code, too; if readers should see it, write \\`.",
        ),
        unless="\\`",
    ),
    *(_rule("KB605", *words) for words in FOREIGN_RULES),
)  # fmt: skip
_HIDDEN: Final = element_pattern("pre", "code", "kbd", "script", "style", "math")
_CODE: Final = "\0"
"""Stands for code in the visible text."""
_FENCE: Final = re.compile(r"^[ \t>*+-]*(?:`{3,}|~{3,})", re.MULTILINE)
_MAX_SHOWN: Final = 40


def readers_of(settings: SiteSettings) -> frozenset[str]:
    """Return the names of the Markdown extensions and plugins that read texts."""
    plugins = [plugin.name for plugin in settings.other_plugins]
    return frozenset([*effective(settings.markdown_extensions), *plugins])


def report_lookalikes(
    article: Article, html: str, readers: frozenset[str], problems: Problems
) -> None:
    """Add a diagnostic for each text that looks like Markdown.

    Args:
        article: The article, written by the site's authors.
        html: Its body, as the page shows it.
        readers: Names of the Markdown extensions and plugins of the site.
        problems: Receives the diagnostics.
    """
    text = _visible_text(html)
    _report_text(article, text, readers, problems)
    if may_have_lines(article.markdown):
        _report_lines(article, text, problems)
    if len(_FENCE.findall(article.markdown)) % 2:
        _report_unclosed_fences(article, problems)


def _report_lines(article: Article, visible: str, problems: Problems) -> None:
    for found in foreign_lines(article.markdown, visible):
        message = f"{_shown(found.text)} looks like {found.what} and is shown as text"
        problems.add("KB605", message, line=article.body_line + found.line, hint=found.hint)


def _visible_text(html: str) -> str:
    return unescape(TAG.sub("", _HIDDEN.sub(_CODE, html)))


def _report_text(article: Article, text: str, readers: frozenset[str], problems: Problems) -> None:
    matches = list(_matches(text, article.markdown, readers))
    if not matches:
        return
    positions = SourcePositions(article)
    escaped: dict[str, int] = {}
    for rule, match in matches:
        # Code inside, such as in [`name`][reference], is not found as text.
        source = max(match.split(_CODE), key=len).strip()
        times = escaped.setdefault(source, positions.times_escaped(source))
        if times:  # the writer wants the signs
            escaped[source] = times - 1
            continue
        place = positions.of_shown_text(source)
        if place is None:
            continue
        line, column = place
        message = f"{_shown(match)} looks like {rule.what} and is shown as text"
        problems.add(rule.code, message, line=line, column=column, hint=rule.hint)


def _matches(text: str, markdown: str, readers: frozenset[str]) -> Iterator[tuple[_Lookalike, str]]:
    """Yield each rule and the text that it matches; a formula in a formula is not another one."""
    formulas: list[tuple[int, int]] = []
    for rule in _LOOKALIKES:
        if rule.needle not in text or readers.intersection(rule.extensions):
            continue
        if rule.needs and rule.needs not in readers:
            continue
        if rule.unless and rule.unless in markdown:
            continue
        for match in rule.pattern.finditer(text):
            if rule.what == _FORMULA:
                if any(start <= match.start() < end for start, end in formulas):
                    continue
                formulas.append(match.span())
            if not rule.what.startswith(("an icon", "an emoji")) or _is_icon(match.group()):
                yield rule, match.group()


def _shown(text: str) -> str:
    text = " ".join(text.replace(_CODE, "`…`").split())
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"


def _is_icon(text: str) -> bool:
    return "-" in text.strip(":") or text in _emoji_names()


@lru_cache(maxsize=1)
def _emoji_names() -> frozenset[str]:
    """Return the short names of emoji, with their colons, that GitHub knows."""
    from pymdownx import gemoji_db  # few texts need the table

    return frozenset(gemoji_db.emoji) | frozenset(gemoji_db.aliases)


def _report_unclosed_fences(article: Article, problems: Problems) -> None:
    blocks = BlockParser((), html=True).parse(article.markdown)
    for fence in _unclosed(blocks):
        problems.add(
            "KB605",
            f"{fence.lines[0].strip()} begins a code block that is not closed",
            line=article.body_line + fence.start,
            column=fence.column + 1,
            hint=f"Write {fence.marker} on a line of its own after the code.",
        )


def _unclosed(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        last = block.lines[-1].strip() if block.lines else ""
        if block.name == "fence" and (
            len(block.lines) < 2 or last.strip(block.marker[0]) or not last.startswith(block.marker)
        ):
            yield block
        yield from _unclosed(block.children)
