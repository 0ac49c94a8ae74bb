# SPDX-License-Identifier: MIT
"""Report the parts removed from a text, with line and column.

In: an article and its body. Out: diagnostics KB603 (elements, attributes, images of other
sites), KB406 (URL
schemes) and KB604 (reserved names).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kbgen.content.markdown.sanitizing.allowed import DROPPED_WITH_CONTENT
from kbgen.content.markdown.sanitizing.players import LINKED_PLAYER, is_player
from kbgen.content.media_files import kind_of_file
from kbgen.content.source.source_places import SourcePositions
from kbgen.runtime.addresses import is_external, own_path

if TYPE_CHECKING:
    from kbgen.model import Article, Body
    from kbgen.runtime.problems import Problems

_KINDS = {"#": "id", ".": "class", "[": "attribute"}


def report_removed(article: Article, body: Body, site_url: str, problems: Problems) -> None:
    """Add a diagnostic for each kind of thing that was removed."""
    external_images = [
        link
        for link in body.links
        if link.is_image and is_external(link.target) and own_path(link.target, site_url) is None
    ]
    if not body.removed and not external_images:
        return
    positions = SourcePositions(article)
    for name in body.removed:
        if name[0] in _KINDS:
            _report_name(_KINDS[name[0]], name.strip("#.[]"), positions, problems)
        elif name.endswith("="):
            _report_attribute(name[:-1], positions, problems)
        elif name.endswith(":"):
            _report_scheme(name, positions, problems)
        elif name == LINKED_PLAYER:
            line, column = positions.of_element("iframe", is_player)
            hint = "Its 'title' is the text of the link; files in the content folder are played."
            message = "the player in <iframe> was replaced by a link"
            problems.add("KB603", message, line=line, column=column, hint=hint)
        else:
            accepts = partial(_is_removed, name)
            line, column = positions.of_element(name, accepts)
            hint = "Write it in Markdown, or as code if readers should see it."
            message = f"element <{name}> was removed" + (
                "" if name in DROPPED_WITH_CONTENT else "; its text was kept"
            )
            problems.add("KB603", message, line=line, column=column, hint=hint)
    for link in external_images:
        line, column = positions.of_target(link.target)
        kind = kind_of_file(link.target)
        hint = f"Put the {kind} next to the article: pages make no requests to other sites."
        message = f"{kind} {link.target} from another site was replaced by a link"
        problems.add("KB603", message, line=line, column=column, hint=hint)


def _is_removed(name: str, attributes: str) -> bool:
    """Tell whether an element with these attributes is removed rather than replaced."""
    return name != "iframe" or not is_player(attributes)


def _report_attribute(name: str, positions: SourcePositions, problems: Problems) -> None:
    """Report an attribute that the writer wrote; an extension may have added others."""
    if (position := positions.of_attribute(name)) is None:
        return
    hint = "Pages run no scripts of articles. Remove it."
    if not name.startswith("on"):
        hint = "Give the element a class, and write its style into a file of extra_css."
    line, column = position
    problems.add("KB603", f"attribute {name} was removed", line=line, column=column, hint=hint)


def _report_scheme(name: str, positions: SourcePositions, problems: Problems) -> None:
    line, column = positions.of_scheme(name)
    message, hint = f"link scheme {name} is not allowed", "Link with http, https, mailto or tel."
    if name == "data:":
        message = "a picture or file in the text (data:) was removed"
        hint = "Save it next to the article, and write ![description](image.png)."
    if name == "file:":
        message = "a link to file: works only on your own computer"
        hint = "Put the file in the content folder, and link to it there."
    if len(name) == len("c:"):
        message = f"a link to drive {name.upper()} works only on your own computer"
        hint = "Put the file in the content folder, and link to it there."
    problems.add("KB406", message, line=line, column=column, hint=hint)


def _report_name(kind: str, name: str, positions: SourcePositions, problems: Problems) -> None:
    line, column = positions.of_name(name)
    # The name comes from the text and may contain line breaks; a message is one line.
    shown = " ".join(name.split())[:60]
    hint = "Choose another name: those that begin with kb-, md- or __ are the theme's."
    if kind == "attribute":
        hint = "Remove it: the page's scripts use it to find the parts of the page."
    problems.add(
        "KB604",
        f"{kind} {shown} is reserved for the page and was removed",
        line=line,
        column=column,
        hint=hint,
    )
