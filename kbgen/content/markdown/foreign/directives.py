# SPDX-License-Identifier: MIT
"""Find the directives of mkdocstrings, `::: package.name`, which only that plugin renders.

In: the text of an article. Out: their locations, or KB711 for those that readers would see as text.
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
        if f"::: {match[1]}" in body.html:
            hint = "Add the plugin mkdocstrings to mkdocs.yml, or remove the line."
            _report(match, article.body_line, "no plugin renders it", hint, problems)


def report_failure(source: str, reason: str, problems: Problems) -> None:
    """Add a diagnostic for the directive that made a plugin fail: the one that the reason names.

    Args:
        source: The whole file.
        reason: What the plugin said.
        problems: Gets the diagnostic.
    """
    matches = list(_DIRECTIVE.finditer(source))
    if matches:
        match = next((match for match in matches if match[1] in reason), matches[0])
        _report(match, 1, reason, "Correct the name, or install its package.", problems)


def _report(
    match: re.Match[str], first_line: int, reason: str, hint: str, problems: Problems
) -> None:
    line = first_line + match.string.count("\n", 0, match.start(1))
    message = f"'::: {match[1]}' is shown as text: {reason}"
    problems.add("KB711", message, line=line, hint=hint)
