# SPDX-License-Identifier: MIT
"""The allow lists of the sanitizer: elements, attributes and URL schemes for each level of trust.

The list for writers has what the extensions that a site can enable produce (an example of each is
in `tests/golden/content/extensions.yml`), and plain HTML that cannot run or load anything. The list
for imported text has only what Markdown itself produces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kbgen.model import Trust


def names_of(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


SCHEMES: Final = names_of("http https mailto tel")
# Elements whose content is not text for readers. When any other element is removed, its text stays.
DROPPED_WITH_CONTENT: Final = names_of("""
    script style template iframe object svg math noscript noembed noframes canvas audio video
    textarea select title
""")


@dataclass(frozen=True, slots=True)
class AllowList:
    """The elements and attributes that pass; everything else is removed."""

    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    """Attribute names by element; `*` for all elements."""


_MARKDOWN = AllowList(
    names_of("""
        a abbr blockquote br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6
        hr img input ins kbd label li mark ol p pre s span strong sub summary sup table tbody td
        tfoot th thead tr ul
    """),
    {
        "*": names_of("class"),
        "a": names_of("href title"),
        "abbr": names_of("title"),
        "img": names_of("src alt title"),
        **dict.fromkeys(("td", "th"), names_of("align")),
        "ol": names_of("start type"),
        "details": names_of("open"),
        # Extensions number these: tabs, footnotes, lines of code, headings.
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "li", "sup"), names_of("id")),
        "div": names_of("data-tabs"),
        "span": names_of("data-linenos data-icon"),
        "label": names_of("for"),
        "input": names_of("id name checked disabled"),
    },
)
_WRITERS = AllowList(
    _MARKDOWN.tags
    | names_of("b bdi bdo caption cite col colgroup dfn i q rp rt ruby samp section small time u var wbr"),
    {
        **_MARKDOWN.attributes,
        "*": names_of("class id title lang dir"),
        "a": names_of("href name hreflang"),
        "abbr": frozenset(),
        "img": names_of("src alt width height loading align"),
        "td": names_of("align colspan rowspan"),
        "th": names_of("align colspan rowspan scope"),
        "col": names_of("span align"),
        "colgroup": names_of("span"),
        "ol": names_of("start type reversed"),
        "li": names_of("value"),
        **dict.fromkeys(("time", "del", "ins"), names_of("datetime")),
    },
)
ALLOWED: Final = {Trust.AUTHORED: _WRITERS, Trust.IMPORTED: _MARKDOWN}
INPUT_TYPES: Final = names_of("radio checkbox")
