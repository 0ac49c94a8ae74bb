# SPDX-License-Identifier: MIT
"""What the finishing pass has written and collected so far."""

from __future__ import annotations

from html import escape, unescape

from kbgen.content.html_tags import parse_attributes, write_attributes
from kbgen.content.markdown.finishing.collected_text import CollectedText
from kbgen.content.markdown.finishing.reserved_names import is_usable_id, without_reserved_names
from kbgen.model import LinkReference
from kbgen.runtime.addresses import is_absolute, own_path


class Output:
    """The output of one text. Only fixed strings and escaped values are added to its HTML.

    Attributes:
        html: Pieces of the HTML.
        text: The text of the current passage.
        links: All links and images.
        anchors: The ids in use; the values are not used.
        reserved: The reserved names that were removed.
        site_url: The site's own address: images below it are shown.
        in_ignored_link: Whether the open link was made by an extension.
        in_media: Whether a video or sound is open. Its text is for browsers that cannot play it.
        in_formula: Whether the open formula has a text, which search reads instead of its signs.
    """

    def __init__(self, site_url: str) -> None:
        self.html: list[str] = []
        self.text = CollectedText()
        self.links: list[LinkReference] = []
        self.anchors: dict[str, None] = {}
        self.reserved: set[str] = set()
        self.site_url = site_url
        self.in_ignored_link = False
        self.in_media = False
        self.in_formula = False

    def add_text(self, text: str) -> None:
        """Add text between tags; search reads it unless it is inside of something else."""
        self.html.append(text)
        if not self.in_ignored_link and not self.in_media and not self.in_formula:
            self.text.add(text)

    def attributes(self, attrs: str) -> str:
        """Return a tag's attributes without reserved names and without an id that is taken."""
        kept, reserved = without_reserved_names(attrs)
        self.reserved |= reserved
        # The quick test spares most tags the parsing. It may find the text in another value.
        identifier = parse_attributes(kept).get("id") if ' id="' in kept else None
        if identifier is None:
            return kept
        if is_usable_id(unescape(identifier)) and unescape(identifier) not in self.anchors:
            self.anchors[unescape(identifier)] = None
            return kept
        parsed = parse_attributes(kept)
        del parsed["id"]
        return write_attributes(parsed)

    def unique(self, name: str) -> str:
        """Return an id that is not in use, and take it."""
        identifier, number = name, 1
        while identifier in self.anchors:
            identifier, number = f"{name}_{number}", number + 1
        self.anchors[identifier] = None
        return identifier

    def leads_away(self, link: LinkReference) -> bool:
        """Tell whether a link leads to another page of the site."""
        target = link.target.strip()
        if link.is_image or target.startswith("#"):
            return False
        return not is_absolute(target) or own_path(target, self.site_url) is not None

    def replace_external_image(self, source: str, alt: str) -> None:
        """Replace an image of another site, because pages make no requests to other sites.

        It becomes a link to the image, or its description when it is inside a link.
        """
        words = escape(alt or source.rpartition("/")[2] or source)
        inside_link = self.text.link is not None
        self.html.append("" if inside_link else f'<a href="{escape(source)}">')
        self.add_text(words)
        self.html.append("" if inside_link else "</a>")
