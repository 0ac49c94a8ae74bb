# SPDX-License-Identifier: MIT
"""Tells the writer what the sanitiser took out of a text, with the place where it stands.

In: an article and its body. Out: diagnostics KB603 (elements, images of other sites) and KB406 (URL schemes).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kbgen.content.sanitizer import DROPPED_WITH_CONTENT
from kbgen.content.source_places import SourcePlaces

if TYPE_CHECKING:
    from kbgen.content.problems import Problems
    from kbgen.model import Article, Body

_ELSEWHERE = re.compile(r"(?i)https?:|//")


def report_removed(article: Article, body: Body, problems: Problems) -> None:
    """Add a diagnostic for each kind of thing that was removed."""
    elsewhere = [link for link in body.links if link.is_image and _ELSEWHERE.match(link.target)]
    if not body.removed and not elsewhere:
        return
    places = SourcePlaces(article)
    for name in body.removed:
        if name.endswith(":"):
            line, column = places.of_scheme(name)
            hint = "Link with http, https, mailto or tel."
            problems.add("KB406", f"link scheme {name} is not allowed", line=line, column=column, hint=hint)
        else:
            line, column = places.of_element(name)
            hint = "Write it in Markdown, or as code if readers should see it."
            message = f"element <{name}> was removed" + ("" if name in DROPPED_WITH_CONTENT else "; its text stays")
            problems.add("KB603", message, line=line, column=column, hint=hint)
    for link in elsewhere:
        line, column = places.of_target(link.target)
        hint = "Put the image beside the article: pages make no requests to other sites."
        message = f"image {link.target} of another site became a link"
        problems.add("KB603", message, line=line, column=column, hint=hint)
