# SPDX-License-Identifier: MIT
"""KB607: replace the Mermaid fences in HTML with pictures, or report that their source is shown.

Like an icon, a picture is a numbered placeholder until the text has been sanitized. A forged
placeholder can only show another diagram of the same page.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from kbgen.content.html_tags import parse_attributes, tag_pattern, write_attributes
from kbgen.content.markdown.blocks.parser import BlockParser
from kbgen.content.markdown.diagrams.program import NOT_INSTALLED, NotDrawn, draw
from kbgen.content.markdown.diagrams.words import diagram_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.markdown.blocks.tree import Block
    from kbgen.model import Article
    from kbgen.runtime.problems import Problems
    from kbgen.settings.types import SiteSettings

# What `mermaid_fence` writes, and plugins that make a division for a script.
_SHOWN: Final = re.compile(
    r"<(pre|div)\s[^<>]*class=\"(?:[^\"<>]*\s)?mermaid(?:\s[^\"<>]*)?\"[^<>]*>"
    r"(?:<code>)?([^<]*)(?:</code>)?</\1>"
)
_FENCE: Final = re.compile(r"[`~]{3,}[ \t]*\{?[ \t]*\.?mermaid\b")
# Extensions whose content is indented: without them, a fence in it would be code.
_INDENTING: Final = ("admonition", "pymdownx.details", "pymdownx.tabbed", "footnotes")
_IMAGE: Final = tag_pattern("img")
_SIZE: Final = re.compile(
    r"<svg[^>]*\sviewBox=[\"'][-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)"
)
_PLAIN_IN_URL: Final = " =:/;,.()-_!*+@?{}[]'"
_HINT: Final = (
    "Name a program that draws it in the setting 'mermaid', or export it as SVG and show the"
    " picture."
)


def mermaid_fence() -> dict[str, Any]:
    """Return the entry of `custom_fences` for diagrams, with whatever options they are written."""
    return {
        "name": "mermaid",
        "class": "mermaid",
        "format": lambda source, *_, **__: shown_source(source),
        "validator": lambda *_, **__: True,
    }


def shown_source(source: str) -> str:
    """Return the HTML of a diagram that is not drawn."""
    return f'<pre class="mermaid"><code>{escape(source)}</code></pre>'


def _hint(reason: str) -> str:
    """Return what to do about a diagram that is not drawn, for this reason or without a command."""
    if reason.endswith(NOT_INSTALLED):
        return "Install it where the site is built, or correct 'mermaid.command' in mkdocs.yml."
    return "Correct the diagram, or the setting 'mermaid'." if reason else _HINT


class Diagrams:
    """The diagrams of the current text."""

    def __init__(self, settings: SiteSettings, *, may_run: bool) -> None:
        """Take the command of the settings; it runs only on texts by the site's own writers."""
        self._settings = settings
        self._command = settings.kbgen.mermaid.command if may_run else ()
        self._pictures: list[bytes] = []
        self._reasons: list[str | None] = []
        """Why each diagram of the text is not drawn; None for those that are."""

    @property
    def has_failed(self) -> bool:
        """Tell whether the program failed, so that the next build should try again."""
        return bool(self._command) and any(self._reasons)

    def reset(self) -> None:
        """Forget the diagrams of the previous text."""
        self._pictures.clear()
        self._reasons.clear()

    def replace(self, html: str) -> str:
        """Replace the diagrams in HTML with placeholders, if the site draws them."""
        return _SHOWN.sub(self._placeholder, html) if "mermaid" in html else html

    def insert(self, html: str) -> str:
        """Replace the placeholders in sanitized HTML with the pictures."""
        return _IMAGE.sub(self._picture, html) if "data-diagram" in html else html

    def report(self, article: Article, problems: Problems) -> None:
        """Add a diagnostic for each diagram that is shown as its source."""
        if not any(reason is not None for reason in self._reasons):
            return
        blocks = BlockParser(_INDENTING, html=True).parse(article.markdown)
        lines = article.markdown.split("\n")
        places = [(fence.start, lines[fence.start].find(fence.marker)) for fence in _fences(blocks)]
        # Snippets and plugins may add diagrams that are not in the article's file.
        is_known = len(places) == len(self._reasons)
        for number, reason in enumerate(self._reasons):
            if reason is not None:
                line, column = places[number] if is_known else (0, 0)
                problems.add(
                    "KB607",
                    f"a diagram in Mermaid is shown as its source{reason}",
                    line=article.body_line + line,
                    column=column + 1,
                    hint=_hint(reason),
                )

    def _placeholder(self, match: re.Match[str]) -> str:
        source = unescape(match[2]).strip("\n") + "\n"
        reason: str | None = ""
        if self._command:
            try:
                self._pictures.append(draw(source, self._settings))
                reason = None
            except NotDrawn as error:
                reason = f": {error}"
        self._reasons.append(reason)
        if reason is None:
            words = escape(diagram_words(source))
            return f'<p><img data-diagram="{len(self._pictures) - 1}" alt="{words}"></p>'
        return shown_source(source)

    def _picture(self, match: re.Match[str]) -> str:
        attributes = parse_attributes(match[3])
        number = attributes.pop("data-diagram", None)
        if number is None:
            return match.group()
        # A writer has typed `data-diagram`: only numbers that we gave out have a picture.
        if not number.isdecimal() or int(number) >= len(self._pictures):
            return attributes.get("alt", "")
        drawing = self._pictures[int(number)].decode("utf-8", "replace")
        size = _SIZE.search(drawing)
        pixels = [str(max(1, round(float(side)))) for side in size.groups()] if size else []
        return "<img" + write_attributes(
            {
                "class": "diagram",
                "alt": attributes.get("alt", ""),
                "src": f"data:image/svg+xml,{quote(drawing, safe=_PLAIN_IN_URL)}",
                **dict(zip(("width", "height"), pixels, strict=False)),
            }
        ) + ">"  # fmt: skip


def _fences(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.name == "fence" and block.lines and _FENCE.match(block.lines[0].strip()):
            yield block
        yield from _fences(block.children)
