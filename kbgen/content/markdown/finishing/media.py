# SPDX-License-Identifier: MIT
"""Videos and sounds: they get controls, and files of other sites become links."""

from __future__ import annotations

from html import unescape

from kbgen.content.html_tags import parse_attributes, write_attributes
from kbgen.content.markdown.finishing.output import Output
from kbgen.content.media_files import ADDRESSES
from kbgen.model import LinkReference
from kbgen.runtime.addresses import is_external


class Media:
    """Handles the tags of videos and sounds of one text."""

    def __init__(self, output: Output) -> None:
        """Begin outside of a video."""
        self._output = output
        self._media = ""
        """The name of the open element."""
        self._media_start = 0
        self._has_own_file = False
        self._elsewhere = ""
        """The first file of another site that the open element names."""

    def on_media(self, closing: bool, name: str, attrs: str) -> None:
        """Handle the tag of a video or sound."""
        if closing:
            self._close_media(name)
            return
        parsed = parse_attributes(attrs)
        source = unescape(parsed.get("src", "")).strip()
        if is_external(source):
            self._output.links.append(LinkReference(source, is_image=True, text=name))
            self._output.replace_external_image(source, unescape(parsed.get("title", "")))
            return
        self._elsewhere = ""
        self._record_files(parsed, name)
        self._output.in_media = True
        self._media, self._media_start = name, len(self._output.html)
        self._has_own_file = "src" in parsed
        self.open_media(name, parsed)

    def _close_media(self, name: str) -> None:
        is_open, self._media = bool(self._media), ""
        self._output.in_media = False
        if not is_open:
            return
        if self._has_own_file:
            self._output.html.append(f"</{name}>")
            return
        del self._output.html[self._media_start :]
        if self._elsewhere:
            self._output.replace_external_image(self._elsewhere, "")

    def open_media(self, name: str, attributes: dict[str, str]) -> None:
        """Write the opening tag of a video or sound."""
        # Without controls, a reader could not start it; until then, only its length is loaded.
        attributes = {"controls": "", "preload": "metadata", **attributes}
        self._output.html.append(f"<{name}{self._output.attributes(write_attributes(attributes))}>")

    def on_part_of_media(self, closing: bool, name: str, attrs: str) -> None:
        """Handle the tag of a file inside of a video or sound."""
        if not self._media:
            return
        parsed = parse_attributes(attrs)
        self._record_files(parsed, self._media)
        if parsed.get("src"):
            self._has_own_file = self._has_own_file or name == "source"
            self._output.html.append(f"<{name}{self._output.attributes(write_attributes(parsed))}>")

    def _record_files(self, attributes: dict[str, str], description: str) -> None:
        """Record the files that an element names as links; remove those of other sites."""
        for name in ADDRESSES:
            target = unescape(attributes.get(name, "")).strip()
            if target:
                self._output.links.append(LinkReference(target, is_image=True, text=description))
            if not target or is_external(target):
                attributes.pop(name, None)
                self._elsewhere = self._elsewhere or (target if name == "src" else "")
