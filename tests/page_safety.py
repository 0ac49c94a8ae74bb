# SPDX-License-Identifier: MIT
"""Check that a page contains nothing dangerous, independently of the sanitizer's code."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from kbgen.content.markdown.sanitizing.allowed import word_set
from kbgen.model import Trust

BROWSERS_STRIP = "".join(map(chr, range(0x21)))
"""Characters that browsers strip from both ends of a URL; other white space makes it relative."""
HARMLESS = word_set(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt
    em figcaption figure h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt
    ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr
    u ul var wbr audio source track video"""
)
DRAWINGS = frozenset(("svg", "path", "g", "circle", "ellipse", "rect", "defs"))
FORMULAS = word_set(
    """math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub
    msubsup msup mtable mtd mtext mtr munder munderover"""
)
OF_MARKDOWN = HARMLESS - word_set(
    "b bdi bdo caption cite col colgroup dfn i q rp rt ruby samp section u var wbr source track"
)
GROUP = re.compile(r"__tabbed_\d+")
EXTENSIONS_ID = re.compile(r"__(?:tabbed_|codelineno-|span-|[a-z]+-caption_)")


class Wall(HTMLParser):
    """A parser that reads a body's HTML as a browser would, and notes what is forbidden."""

    def __init__(self, trust: Trust = Trust.AUTHORED) -> None:
        super().__init__()
        self.breaches: list[str] = []
        self._imported = trust is Trust.IMPORTED

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in (OF_MARKDOWN if self._imported else HARMLESS) | DRAWINGS | FORMULAS:
            self.breaches.append(tag)
        for name, value in attrs:
            if not self._is_harmless(tag, name, value or ""):
                self.breaches.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.breaches.append(f"<!--{data}-->")

    def _is_harmless(self, tag: str, name: str, value: str) -> bool:
        if name.startswith("on") or name in (
            "style",
            "srcset",
            "srcdoc",
            "target",
            "action",
            "formaction",
            "is",
            "xlink:href",
        ):
            return False
        if name.startswith("data-"):
            if (tag, name) == ("div", "data-lang"):  # the language of a block of code
                return re.fullmatch(r"[\w #+./-]+", value) is not None
            return (tag, name) in {("div", "data-tabs"), ("span", "data-linenos")}
        if name == "href":
            scheme = value.strip(BROWSERS_STRIP).partition(":")[0].lower()
            return tag == "a" and (
                ":" not in value
                or not scheme.isalpha()
                or scheme in ("http", "https", "mailto", "tel")
            )
        if name in ("src", "poster"):
            plain = re.sub(r"[\t\n\r]", "", value.strip(BROWSERS_STRIP)).replace("\\", "/").lower()
            return not re.match(r"//|(?!https?\b)[a-z]+:[^/]|https?:|data:", plain)
        if name in ("id", "for"):
            return not re.match(r"(?i)kb-", value) and (
                not value.startswith("__") or bool(EXTENSIONS_ID.match(value))
            )
        if name == "class":
            return not any(
                re.match(r"(?i)md-|kb-", word) and word not in ("kb-scroll", "kb-formula")
                for word in value.split()
            )
        return name != "name" or (tag == "input" and GROUP.fullmatch(value) is not None)


def breaches(html: str, trust: Trust = Trust.AUTHORED) -> list[str]:
    """Return everything in the HTML that must not be on a page."""
    wall = Wall(trust)
    wall.feed(html)
    wall.close()
    return wall.breaches
