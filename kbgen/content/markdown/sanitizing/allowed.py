# SPDX-License-Identifier: MIT
"""The allowlists of the sanitizer: elements, attributes and URL schemes for each level of trust.

The list for writers has what the extensions that a site can enable produce (an example of each is
in `tests/golden/content/extensions.yml`), and plain HTML that cannot run or load anything. The list
for imported text has only what Markdown itself produces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kbgen.model import Trust


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


# Elements whose content is not text for readers. When any other element is removed, its text stays.
DROPPED_WITH_CONTENT: Final = word_set("""
    script style template iframe object svg math noscript noembed noframes canvas audio video
    textarea select title
""")


@dataclass(frozen=True, slots=True)
class AllowList:
    """The elements and attributes that pass; everything else is removed."""

    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    """Attribute names by element; `*` for all elements."""


# MathML that draws: without links (`href`), actions (`maction`) and foreign content (`semantics`,
# `annotation-xml`, `mglyph`).
_FORMULAS: Final = {
    "math": word_set("display alttext"),
    **dict.fromkeys(("mrow", "msqrt", "mroot", "msub", "msup", "msubsup", "mphantom"), frozenset()),
    **dict.fromkeys(("mi", "mn", "mtext", "ms"), word_set("mathvariant")),
    "mo": word_set(
        "mathvariant form fence separator stretchy symmetric largeop movablelimits accent lspace"
        " rspace minsize maxsize"
    ),
    "mspace": word_set("width height depth"),
    "mpadded": word_set("width height depth lspace voffset"),
    "mstyle": word_set("mathvariant"),
    "menclose": word_set("notation"),
    "mfrac": word_set("linethickness"),
    "munder": word_set("accentunder"),
    "mover": word_set("accent"),
    "munderover": word_set("accent accentunder"),
    "mtable": word_set("columnalign rowspacing columnspacing columnlines rowlines frame"),
    "mtr": word_set("columnalign"),
    "mtd": word_set("columnalign columnspan rowspan"),
}
_OF_ALL_FORMULAS: Final = word_set("displaystyle scriptlevel mathcolor mathbackground mathsize dir")

_MARKDOWN = AllowList(
    word_set("""
        a abbr blockquote br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6
        hr img input ins kbd label li mark ol p pre s span strong sub summary sup table tbody td
        tfoot th thead tr ul
    """)
    | _FORMULAS.keys(),
    {
        **{name: own | _OF_ALL_FORMULAS for name, own in _FORMULAS.items()},
        "*": word_set("class"),
        "a": word_set("href title"),
        "abbr": word_set("title"),
        "img": word_set("src alt title data-diagram"),
        **dict.fromkeys(("td", "th"), word_set("align")),
        "ol": word_set("start type"),
        "details": word_set("open"),
        # Extensions number these: tabs, footnotes, lines of code, headings.
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "li", "sup"), word_set("id")),
        "div": word_set("data-tabs data-lang"),
        "span": word_set("data-linenos data-icon"),
        "label": word_set("for"),
        "input": word_set("id name checked disabled"),
    },
)
_WRITERS = AllowList(
    _MARKDOWN.tags
    | word_set(
        "audio b bdi bdo caption cite col colgroup dfn i q rp rt ruby samp section small source"
        " time track u var video wbr"
    ),
    {
        **_MARKDOWN.attributes,
        "*": word_set("class id title lang dir"),
        "a": word_set("href name hreflang"),
        "abbr": frozenset(),
        "img": word_set("src alt width height loading align data-diagram"),
        "video": word_set("src poster width height loop muted playsinline preload"),
        "audio": word_set("src loop muted preload"),
        "source": word_set("src type"),
        "track": word_set("src kind srclang label default"),
        "td": word_set("align colspan rowspan"),
        "th": word_set("align colspan rowspan scope"),
        "col": word_set("span align"),
        "colgroup": word_set("span"),
        "ol": word_set("start type reversed"),
        "li": word_set("value"),
        **dict.fromkeys(("time", "del", "ins"), word_set("datetime")),
    },
)
ALLOWED: Final = {Trust.AUTHORED: _WRITERS, Trust.IMPORTED: _MARKDOWN}
INPUT_TYPES: Final = word_set("radio checkbox")
