# SPDX-License-Identifier: MIT
"""Find the directives of mkdocstrings, `::: package.name`, which only that plugin renders.

In: the text of an article. Out: their places, or KB711 for those that readers would see as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kbgen.model import Article, Body
    from kbgen.runtime.problems import Problems

# With a dot: `::: note` begins a container of other tools.
_DIRECTIVE: Final = re.compile(r"^ {0,3}::: +([A-Za-z_]\w*(?:\.\w+)+)[ \t]*$", re.MULTILINE)
_SHOWN: Final = re.compile(r"<p>::: ")


def has_directive(markdown: str) -> bool:
    """Tell whether a text may contain a directive."""
    return _DIRECTIVE.search(markdown) is not None


def report_directives(article: Article, body: Body, problems: Problems) -> None:
    """Add a diagnostic for each directive that the page shows as text."""
    if not _SHOWN.search(body.html):
        return
    for match in _DIRECTIVE.finditer(article.markdown):
        if f"::: {match[1]}" not in body.html:
            continue
        line = article.body_line + article.markdown.count("\n", 0, match.start(1))
        column = match.start() - article.markdown.rfind("\n", 0, match.start(1))
        problems.add(
            "KB711",
            f"'::: {match[1]}' is shown as text: no plugin renders it",
            line=line,
            column=column,
            hint="Add the plugin mkdocstrings to mkdocs.yml, or remove the line.",
        )
