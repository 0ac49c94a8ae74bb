# SPDX-License-Identifier: MIT
"""Make an SVG drawing inert, because a browser runs the scripts of one that is opened directly.

In: the bytes of a file. Out: None if it is inert already, so that most files are published
unchanged; otherwise a new drawing with the elements and attributes of `svg_names` only, and what
was removed. The parser is expat: it reads no other file, and limits how far entities expand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from kbgen.content.drawings.svg_names import (
    ACTIVE_ELEMENTS,
    ATTRIBUTES,
    ELEMENTS,
    FREE_ATTRIBUTES,
    NOT_ANIMATED,
    REFERENCES,
)
from kbgen.content.drawings.svg_styles import EMBEDDED, inert_styles, without_comments

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_FREE: Final = re.compile(FREE_ATTRIBUTES)
_MAX_EXPANDED: Final = 50_000_000
"""Characters of a drawing after its entities are replaced."""

# What may be in a file that is published unchanged. Anything else goes through the parser.
_TAG_NAME: Final = re.compile(r"<\s*/?\s*([^\s/>!?]+)")
_ATTRIBUTE: Final = re.compile(r"\s([^\s=<>\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')?")
_SUSPICIOUS: Final = re.compile(r"<!|<\?(?!xml\s)|&#|\\|url\(\s*[^#\s]|@|script", re.IGNORECASE)
_NAMESPACES: Final = {"xmlns": _SVG, "xmlns:xlink": _XLINK}


class UnreadableSvg(ValueError):
    """The file is not well-formed XML with `<svg>` as its root, so no browser shows it."""


@dataclass(frozen=True, slots=True)
class InertSvg:
    """A drawing without its active parts."""

    content: bytes
    removed: tuple[str, ...]
    """What was removed and did something, sorted: elements, attributes, addresses."""


def make_inert(data: bytes) -> InertSvg | None:
    """Return the drawing without its active parts; None if it can be published unchanged.

    Raises:
        UnreadableSvg: The file is not a drawing.
    """
    if _is_inert(data):
        return None
    writer = _Writer()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.ProcessingInstructionHandler = writer.instruction
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise UnreadableSvg(str(error)) from error
    if not writer.out:
        raise UnreadableSvg("the file is no drawing")
    return InertSvg("".join(writer.out).encode(), tuple(sorted(writer.removed)))


def _is_inert(data: bytes) -> bool:
    """Tell quickly whether a drawing has nothing but allowed names; False if in doubt."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    text = re.sub(r"<!--(?:(?!--).)*-->", " ", text, flags=re.DOTALL)
    if _SUSPICIOUS.search(text) or not set(_TAG_NAME.findall(text)) <= ELEMENTS - {"style"}:
        return False
    return "<svg" in text and all(
        _is_inert_attribute(name, one or other) for name, one, other in _ATTRIBUTE.findall(text)
    )


def _is_inert_attribute(name: str, value: str) -> bool:
    if name in _NAMESPACES:
        return value == _NAMESPACES[name]
    if name in ("href", "xlink:href"):
        return value.startswith("#")
    if name == "encoding":  # another one could give the bytes another meaning
        return value.lower() in ("utf-8", "us-ascii")
    if name == "attributeName":
        return value not in NOT_ANIMATED and not value.startswith("on")
    return (
        name in ATTRIBUTES
        or name in ("xml:space", "xml:lang", "standalone")
        or bool(_FREE.fullmatch(name))
    )


@dataclass(slots=True)
class _Writer:
    """Writes the allowed elements and attributes that the parser reports."""

    out: list[str] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    _skipped: int = 0
    """Depth below an element that is left out; 0 outside one."""
    _styles: list[str] | None = None
    """The text of the open `<style>`."""
    _size: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        is_allowed = namespace in (_SVG, "") and local in ELEMENTS
        if not self.out and local != "svg":
            raise UnreadableSvg("the root is not <svg>")
        if local in ACTIVE_ELEMENTS and not self._skipped:
            self.removed.add(f"<{local}>")
        if self._skipped or not is_allowed or not self._may_run(local, attributes):
            self._skipped += 1
            return
        if not self.out:
            self.out.append(f'<svg xmlns="{_SVG}" xmlns:xlink="{_XLINK}"')
        else:
            self.out.append(f"<{local}")
        for attribute, value in attributes.items():
            self._attribute(local, attribute, value)
        self.out.append(">")
        self._styles = [] if local == "style" else self._styles

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        local = name.rpartition(" ")[2]
        if local == "style" and self._styles is not None:
            self.out.append(escape(self._inert("".join(self._styles))))
            self._styles = None
        self.out.append(f"</{local}>")

    def text(self, text: str) -> None:
        self._size += len(text)
        if self._size > _MAX_EXPANDED:
            raise UnreadableSvg("the drawing is too large")
        if self._styles is not None:
            self._styles.append(text)
        elif not self._skipped and self.out:
            self.out.append(escape(text))

    def instruction(self, target: str, _data: str) -> None:
        if target == "xml-stylesheet":
            self.removed.add("addresses of other files")

    def _may_run(self, element: str, attributes: dict[str, str]) -> bool:
        """Tell whether an animation leaves addresses and event attributes alone."""
        name = attributes.get("attributeName", "").strip()
        if name.rpartition(":")[2] in NOT_ANIMATED or name.lower().startswith("on"):
            self.removed.add(f"<{element}> of {name}")
            return False
        return True

    def _attribute(self, element: str, name: str, value: str) -> None:
        namespace, _, local = name.rpartition(" ")
        if local in REFERENCES and namespace in ("", _XLINK):
            if self._may_refer(element, value):
                self._write("xlink:href" if namespace else local, value)
        elif namespace == _XML and local in ("space", "lang"):
            self._write(f"xml:{local}", value)
        elif local.lower().startswith("on") and local not in ATTRIBUTES:
            self.removed.add(f"{local}=")
        elif not namespace and (local in ATTRIBUTES or _FREE.fullmatch(local)):
            self._write(local, self._inert(value) if _may_load(local, value) else value)

    def _may_refer(self, element: str, value: str) -> bool:
        """Tell whether an address stays inside the drawing, or is a link for readers."""
        address = "".join(value.split())
        if address.startswith("#") or (EMBEDDED.match(address) and element in _PICTURES):
            return True
        if element == "a" and re.match(r"https?://|mailto:|[\w./-]+(?:[?#]|$)", address, re.I):
            return True
        if address:
            self.removed.add("javascript:" if _is_script(address) else "addresses of other files")
        return False

    def _inert(self, styles: str) -> str:
        plain = without_comments(styles)
        inert = inert_styles(plain)
        if inert != plain:
            self.removed.add("addresses of other files")
        return inert

    def _write(self, name: str, value: str) -> None:
        self._size += len(value)
        if self._size > _MAX_EXPANDED:
            raise UnreadableSvg("the drawing is too large")
        self.out.append(f" {name}={quoteattr(value)}")


_PICTURES: Final = frozenset({"image", "feImage", "font-face-uri"})


def _may_load(name: str, value: str) -> bool:
    return name == "style" or "(" in value or "\\" in value


def _is_script(address: str) -> bool:
    return re.match(r"(?:java|vb|live)script:|data:", address, re.IGNORECASE) is not None
