# SPDX-License-Identifier: MIT
"""Convert shortcodes whose meaning is plain: `{{< note >}}` of Hugo, `{% hint %}` of GitBook.

In: the text of an article. Out: Markdown. A tag that is not known disappears, its inside stays, and
it becomes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kbgen.importing.findings import SHORTCODE, Findings
from kbgen.importing.text.blocks import CALLOUT_TYPES, callout, details, fenced, tabs
from kbgen.importing.text.outside_code import hide_code
from kbgen.importing.text.tags import HUGO, LIQUID, Tag, replace_tags

_CALLOUTS: Final = frozenset(
    {"alert", "notice", "admonition", "callout", "hint", "admonish", "note", "infobox", "block"}
)
_MEANINGS: Final = {"success": "success", "primary": "note", "secondary": "note", "default": "note"}
_GROUPS: Final = frozenset({"tabs", "tabpane", "code-tabs", "codetabs", "tabgroup"})
_TABS: Final = frozenset({"tab", "codetab", "code-tab", "tabitem"})
_TRANSPARENT: Final = frozenset(
    {"stepper", "step", "steps", "columns", "column", "raw", "div", "row", "col", "center"}
)
"""Layout only: what is inside is kept."""
_FOLDED: Final = frozenset({"details", "expand", "spoiler", "collapse", "expandable"})
_PICTURES: Final = frozenset({"figure", "img", "image", "picture", "asset_img"})
_FENCE: Final = re.compile(r"(?m)^([ \t]*)(`{3,}|~{3,})([^\n]*)$")
_ESCAPED: Final = re.compile(r"(\{\{[<%])/\*(.*?)\*/([%>]\}\})", re.DOTALL)
_INCLUDES: Final = frozenset({"include", "include-file", "readfile", "includecode"})
_LINKS: Final = ("ref", "link", "card", "button")
_VIDEOS: Final = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}


@dataclass(frozen=True, slots=True)
class ShortcodeConverter:
    """Converts the tags of one text."""

    path: str
    first_line: int
    findings: Findings
    include: Callable[[str, Tag], str | None]
    """Returns the text of an included file, or None."""
    page: Callable[[str], str]
    """Returns the link to a page that `ref` names."""
    own: Callable[[Tag], str | None] = field(default=lambda _: None)
    """Returns the Markdown of a shortcode that the site itself defines, or None."""

    def convert(self, text: str) -> str:
        """Return the text without tags."""
        if "{{<" in text or "{{%" in text:
            text = replace_tags(text, HUGO, self._handle)
            text = _ESCAPED.sub(lambda match: f"{match[1]}{match[2]}{match[3]}", text)
        if "{%" in hide_code(text):
            text = replace_tags(text, LIQUID, self._handle)
        return text

    def _handle(self, tag: Tag) -> str | None:
        new = self._known(tag)
        new = self.own(tag) if new is None else new
        new = self._link(tag) if new is None else new
        if new is None:
            line = self.first_line + tag.line
            self.findings.add(SHORTCODE, self.path, tag.name, line)
            if tag.is_paired and "code" in tag.name.lower():
                return tag.as_block(
                    fenced(tag.inside, tag.get("lang", "language"), tag.indentation)
                )
        return new

    def _link(self, tag: Tag) -> str | None:
        """Return the link of a tag that has a target, such as `page-ref` or `button`."""
        page, url = tag.get("page", "ref", "relref"), tag.get("url", "href")
        if tag.is_paired or not tag.name.lower().endswith(_LINKS) or not (page or url):
            return None
        target = self.page(page) if page else url
        text = tag.get("caption", "title", "text", "name", "label")
        text = text or (page or url).rstrip("/").rpartition("/")[2]
        return f"[{text}]({f'<{target}>' if re.search(r'[ ()]', target) else target})"

    def _known(self, tag: Tag) -> str | None:
        name = tag.name.lower().rpartition("/")[2]
        if name in _TABS or name in _GROUPS:
            return _tab(tag) if name in _TABS else _group(tag)
        if name in _CALLOUTS or (name in CALLOUT_TYPES and name not in _FOLDED):
            return _callout(name, tag)
        if name in _FOLDED and tag.is_paired:
            title = tag.first("title", "summary", "label") or "…"
            return tag.as_block(details(title, tag.inside, tag.indentation))
        if name in _TRANSPARENT:
            return tag.inside
        if name in _INCLUDES:
            return self.include(tag.first("file", "path", "src"), tag)
        if name in ("ref", "relref"):
            return self.page(tag.first("path"))
        return _leaf(name, tag)


def _callout(name: str, tag: Tag) -> str | None:
    """Return a callout; its type is the tag's name or an argument, its text is inside."""
    words = [tag.get("type", "style", "color", "level", "class", "context"), *tag.positional[:1]]
    candidates = [word.lower() for word in (*words, name) if word]
    type_ = next(
        (
            _MEANINGS.get(word, word)
            for word in candidates
            if word in CALLOUT_TYPES | _MEANINGS.keys()
        ),
        "note",
    )
    title = tag.get("title", "heading", "header")
    rest = (
        tag.positional[1:] if tag.positional[:1] and words[1].lower() == type_ else tag.positional
    )
    if not tag.is_paired:
        text = tag.get("text", "content") or " ".join(rest)
        return tag.as_block(callout(type_, title, text, tag.indentation)) if text else None
    return tag.as_block(callout(type_, title or " ".join(rest), tag.inside, tag.indentation))


def _group(tag: Tag) -> str:
    return tag.as_block(tabs(tag.tabs, tag.indentation)) if tag.tabs else tag.inside


def _tab(tag: Tag) -> str:
    """Give a tab to the group around it; alone, it becomes a group of its own."""
    label = tag.first("title", "name", "header", "label", "text", "tabname") or "…"
    inside = tag.inside
    if (language := tag.get("lang")) and not _FENCE.search(inside):
        inside = fenced(inside, language)
    parent = tag.parent
    if parent and parent.name.lower().rpartition("/")[2] in _GROUPS:
        parent.tabs.append((label, inside))
        return ""
    return tag.as_block(tabs([(label, inside)], tag.indentation))


def _leaf(name: str, tag: Tag) -> str | None:
    if name in _PICTURES:
        return _picture(tag)
    if name in ("highlight", "codeblock") or (name == "code" and tag.is_paired):
        return _code(tag)
    if name in _VIDEOS and (video := tag.first("id", "url")):
        address = video if "://" in video else f"{_VIDEOS[name]}{video}"
        return f"[{tag.get('title') or address}]({address})"
    if name in ("embed", "file", "content-ref", "link-card"):
        return _reference(tag)
    if name == "gist" and len(tag.positional) > 1:
        address = f"https://gist.github.com/{tag.positional[0]}/{tag.positional[1]}"
        return f"[{address}]({address})"
    return None


def _picture(tag: Tag) -> str | None:
    source = tag.first("src", "url", "file", "link")
    if not source:
        return None
    caption = tag.get("caption", "title")
    text = (tag.get("alt") or caption or " ".join(tag.positional[1:])).replace("]", "\\]")
    target = f"<{source}>" if re.search(r"[\s()]", source) else source
    picture = f"![{text}]({target})"
    link = tag.get("link") if tag.get("src") else ""
    picture = f"[{picture}]({link})" if link else picture
    return (
        f"{picture}\n{tag.indentation}*{caption}*"
        if caption and caption != tag.get("title", "alt")
        else picture
    )


def _code(tag: Tag) -> str:
    """Return a code block, or the one inside with a title."""
    title = tag.get("title", "filename", "file")
    quoted = f' title="{title}"' if title and '"' not in title else ""
    inside = tag.inside
    fence = _FENCE.search(inside)
    if fence:
        info = fence[3] if "title=" in fence[3] else f"{fence[3].rstrip() or 'text'}{quoted}"
        start, end = fence.span(3)
        return f"{inside[:start]}{info if quoted else fence[3]}{inside[end:]}"
    language = tag.first("lang", "language", "lexer")
    info = f"{language}{quoted}" if language or not quoted else f"text{quoted}"
    return tag.as_block(fenced(inside, info, tag.indentation))


def _reference(tag: Tag) -> str | None:
    """Return the link in a card, or one to its target."""
    target = tag.first("url", "src", "href")
    inside = tag.inside.strip()
    if "](" in inside:
        return tag.inside
    if not target:
        return None
    text = inside or tag.get("title") or target.rpartition("/")[2] or target
    target = f"<{target}>" if re.search(r"[\s()]", target) else target
    return f"[{' '.join(text.split())}]({target})"
