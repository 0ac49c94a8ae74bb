# SPDX-License-Identifier: MIT
"""Resolve the links and images of bodies. MkDocs has neither the whole link graph nor line numbers.

In: the knowledge base and all bodies. Out: HTML with links relative to the page, and KB110, KB401,
KB402, KB403, KB405 with file, line, column and the nearest existing target. A broken link becomes
plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape, unescape
from posixpath import dirname, normpath, splitext
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, normalize
from urllib.parse import unquote

from kbgen.content.html_tags import parse_attributes, tag_pattern, write_attributes
from kbgen.content.links.hints import TargetHints
from kbgen.content.links.nearest import Nearest
from kbgen.content.links.targets import Inventory, Target
from kbgen.content.media_files import ADDRESSES, MEDIA, PARTS_OF_MEDIA, kind_of_file
from kbgen.content.source.left_out import Reason
from kbgen.content.source.source_places import locate_links
from kbgen.content.structure import urls
from kbgen.model import Severity
from kbgen.runtime.addresses import is_absolute, is_external, is_malformed, own_path
from kbgen.runtime.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kbgen.model import Article, Body, BodyFacts, Diagnostic, KnowledgeBase, LinkReference
    from kbgen.settings.types import SiteSettings

_LINKS = tag_pattern("a", "img", *MEDIA, *PARTS_OF_MEDIA)
# Groups: path, query with its `?`, fragment.
_PARTS = re.compile(r"([^?#]*)(\?[^#]*)?(?:#(.*))?", re.DOTALL)
_PUNCTUATION = re.compile(r"[\W_]+")
_LEFT_OUT_HINTS: dict[str, str] = {
    Reason.ACTIVE: "Name it in 'active_files' of the kbgen block, or remove the link.",
    Reason.LEFTOVER: "Link to another file.",
    Reason.KEY: "Remove the link. This file must stay private.",
    Reason.DUMP: "Offer it as a ZIP file.",
    Reason.UNREADABLE: "Export the drawing again.",
}
_BROKEN = "kb-broken"
"""Class of what a preview marks."""
_TOP = "top"
"""The fragment that leads to the top of any page."""
_REASONS = {"draft": "a draft", "audience": "for another audience"}


@dataclass(frozen=True, slots=True)
class Destination:
    """The resolved form of one target on one page."""

    href: str | None
    """None when the target does not exist; the link becomes plain text."""
    external: bool = False
    lang: str = ""
    """The language of the target page, when it differs from the linking page's."""
    width: int = 0
    """Width of a picture in pixels; 0 for other targets, and when it is not known."""
    height: int = 0
    problem: str = ""
    """In a preview, the problem with a target that does not exist."""


Destinations = dict[tuple[str, bool], Destination]
"""Destinations by (target as written, whether it is an image)."""


class _Problem(NamedTuple):
    """A problem with a link."""

    code: str
    message: str
    hint: str
    severity: Severity | None = None


_Answer = tuple[Destination, _Problem | None]
_NOWHERE = Destination(None)


def external_destination(link: LinkReference, site_url: str) -> Destination | None:
    """Return the destination of a link that leaves the site; None for other links."""
    target = link.target.strip()
    if not is_absolute(target) or is_malformed(target) or own_path(target, site_url) is not None:
        return None
    return Destination(target, external=is_external(target))


class LinkResolver:
    """Resolves the links of a site's articles."""

    def __init__(
        self,
        kb: KnowledgeBase,
        settings: SiteSettings,
        bodies: Mapping[str, Body | BodyFacts],
        *,
        knows_made_pages: bool = False,
        marks_broken: bool = False,
        expired: Collection[str] = (),
        reports_expired: bool = False,
    ) -> None:
        """Collect the possible targets of links.

        Args:
            kb: The knowledge base.
            settings: The site's settings.
            bodies: Bodies by article path. Anchors of articles without a body are not checked.
            knows_made_pages: Whether `kb` includes the pages that plugins make, so that a link to
                any other page is broken.
            marks_broken: Whether pages show the problem of a broken link, as a preview does.
            expired: Paths of articles of `kb` that have expired. Their pages have no anchors.
            reports_expired: Whether links to them are reported.
        """
        self._settings = settings
        self._knows_made_pages = knows_made_pages
        self._marks_broken = marks_broken
        self._inventory = Inventory(kb, settings)
        self._hints = TargetHints(kb, self._inventory, settings)
        self._default_language = kb.languages[0]
        self._languages = kb.languages
        self._bodies = bodies
        self._expired = frozenset(expired)
        self._reports_expired = reports_expired
        self._pictures = kb.pictures
        self.used_files: set[str] = set()
        """Paths of the assets that the articles resolved so far use."""

    def destinations(
        self, article: Article, links: tuple[LinkReference, ...]
    ) -> tuple[Destinations, tuple[Diagnostic, ...]]:
        """Return the destinations of one body's links, for `with_links`, and their diagnostics."""
        answers = {(link.target, link.is_image): self._answer(article, link) for link in links}
        destinations = {key: self._destination(*answer) for key, answer in answers.items()}
        return destinations, self._diagnostics(article, links, answers)

    def _destination(self, destination: Destination, problem: _Problem | None) -> Destination:
        if not self._marks_broken or not problem or destination.href is not None:
            return destination
        words = f"{problem.code} {problem.message}"
        return replace(destination, problem=f"{words}. {problem.hint}" if problem.hint else words)

    def _diagnostics(
        self,
        article: Article,
        links: tuple[LinkReference, ...],
        answers: Mapping[tuple[str, bool], _Answer],
    ) -> tuple[Diagnostic, ...]:
        if not any(problem for _, problem in answers.values()):
            return ()
        problems = Problems(self._settings.display_path(article.path))
        for link in locate_links(article, links):
            if problem := answers[link.target, link.is_image][1]:
                code, message, hint, severity = problem
                problems.add(
                    code,
                    message,
                    line=link.line,
                    column=link.column,
                    hint=hint,
                    severity=severity,
                )
        return tuple(problems.diagnostics)

    def _answer(self, article: Article, link: LinkReference) -> _Answer:
        target = link.target.strip()
        if external := external_destination(link, self._settings.site_url):
            return external, None
        if not target:
            hint = "Add the address or file that the link leads to."
            return _NOWHERE, _Problem("KB401", "the link has no target", hint)
        if is_malformed(target):
            scheme, _, rest = target.partition(":")
            hint = f"Write {scheme}://{rest.lstrip('/')}."
            return _NOWHERE, _Problem("KB401", f"two slashes are missing in {target}", hint)
        target = own_path(target, self._settings.site_url) or target
        parts = _PARTS.fullmatch(target)
        path, query, fragment = parts.groups(default="") if parts else (target, "", "")
        if not path:
            return self._same_page(article, query, fragment)
        page_or_asset = self._find(article, unquote(path))
        if page_or_asset is None or (
            link.is_image and not (page_or_asset.is_asset or page_or_asset.left_out)
        ):
            return self._missing(article, path, link)
        if page_or_asset.hidden:
            message = f"{link.target} is {_REASONS[page_or_asset.hidden]} and not in this build"
            return _NOWHERE, _Problem("KB405", message, "Publish it, or remove the link.")
        if page_or_asset.left_out:
            message = f"{target} is not published, because it is {page_or_asset.left_out}"
            hint = _LEFT_OUT_HINTS.get(page_or_asset.left_out, "Publish it, or remove the link.")
            return _NOWHERE, _Problem("KB110", message, hint)
        if page_or_asset.is_asset:
            return self._to_asset(article, page_or_asset, query, fragment), None
        return self._to(article, page_or_asset, query, fragment)

    def _same_page(self, article: Article, query: str, fragment: str) -> _Answer:
        if not fragment:
            return Destination(query or "#"), None
        anchor, problem = self._anchor(article.path, fragment)
        href = None if problem else f"{query}#{urls.encode_fragment(anchor)}"
        return Destination(href), problem

    def _to_asset(self, article: Article, target: Target, query: str, fragment: str) -> Destination:
        self.used_files.add(target.asset)
        href = urls.relative_url(target.url, article.url) + query
        if fragment:
            href += f"#{urls.encode_fragment(unquote(fragment))}"
        width, height = self._pictures.get(target.asset, (0, 0))
        return Destination(href, width=width, height=height)

    def _to(self, article: Article, target: Target, query: str, fragment: str) -> _Answer:
        href = urls.relative_url(target.url, article.url) + query
        lang = "" if target.lang == article.lang else target.lang
        anchor, problem = self._anchor(target.article, fragment)
        if fragment and not (problem or target.gone or target.article in self._expired):
            href += f"#{urls.encode_fragment(anchor)}"
        return Destination(href, lang=lang), problem or self._gone(target)

    def _gone(self, target: Target) -> _Problem | None:
        """Return the problem of a link to a page that only says that its article is gone."""
        gone = target.gone
        if self._reports_expired and target.article in self._expired:
            gone = "has expired"
        if not gone:
            return None
        message = f"the link leads to {target.article}, which {gone}"
        return _Problem("KB405", message, self._hints.instead_of(target.article))

    def _find(self, article: Article, path: str) -> Target | None:
        if path.startswith("/"):
            return self._find_absolute(path)
        folder = dirname(article.path)
        joined = normpath(f"{folder}/{path}" if folder else path)
        # Writers link to files, to files of the default language, or to published URLs.
        return (
            self._in_own_language(article, joined)
            or self._at_path(joined)
            or self._in_default_language(article, joined)
            or self._inventory.at_output(
                normpath(f"{dirname(urls.url_to_output(article.url))}/{path}")
            )
        )

    def _in_own_language(self, article: Article, path: str) -> Target | None:
        """Find `refund.pl.md` for a Polish article that links to `refund.md`, as the plugin i18n.

        Without a translation, the target in the default language is found.
        """
        if not self._settings.language_suffixes or path.startswith(".."):
            return None
        stem, suffix = splitext(path)
        at_path = self._inventory.at_path
        for lang in (article.lang, self._default_language):
            names = (f"{stem}.{lang}{suffix}", f"{stem}._{lang}{suffix}", f"{path}/index.{lang}.md")
            if target := next(filter(None, map(at_path, map(normpath, names))), None):
                return target
            if lang == article.lang and (target := at_path("" if path == "." else path)):
                return target
        return None

    def _at_path(self, path: str) -> Target | None:
        if path.startswith(".."):
            return None
        target = self._inventory.at_path("" if path == "." else path)
        return target or self._folder(path)

    def _folder(self, path: str) -> Target | None:
        """Return the generated page of a folder of the content folder."""
        language, _, rest = path.partition("/")
        if language == self._default_language and len(self._languages) > 1:
            path = rest
        return self._inventory.at_output(
            "index.html" if path in ("", ".") else f"{path}/index.html"
        )

    def _in_default_language(self, article: Article, path: str) -> Target | None:
        """Find a target that only the default language has, usually an image."""
        if article.lang == self._default_language:
            return None
        rest = path.removeprefix(f"{article.lang}/")
        return self._inventory.at_path(
            f"{self._default_language}/{rest}"
        ) or self._inventory.at_path(rest)

    def _find_absolute(self, path: str) -> Target | None:
        """Find a path that starts with `/`.

        It may be relative to the host, to `site_url`, or to the content folder.
        """
        root = self._settings.root_path
        inside = [path[len(root) :]] if root != "/" and path.startswith(root) else []
        for candidate in (*inside, path.lstrip("/")):
            bare = candidate.rstrip("/")
            target = self._inventory.at_output(bare or "index.html") or self._inventory.at_path(
                bare
            )
            if target:
                return target
        return None

    def _missing(self, article: Article, path: str, link: LinkReference) -> _Answer:
        kind = kind_of_file(path) if link.is_image else "link"
        hint = self._hints.of(article, unquote(path), link)
        if not link.is_image and path.startswith("/"):
            # Imported articles link to parts that were not imported.
            message = f"link {link.target.strip()} does not lead to a page of this site"
            hint = hint or "Check the address, or link to the Markdown file of the article."
            # Another system may serve a path outside the site's own address on the same host.
            is_own = path.startswith(self._settings.root_path)
            destination = _NOWHERE if is_own else Destination(link.target)
            return destination, _Problem("KB401", message, hint, Severity.WARNING)
        code = "KB403" if link.is_image else "KB401"
        if self._settings.whole_site_plugins and not self._knows_made_pages and not link.is_image:
            message = f"link {path} does not lead to an article; a plugin may make the page"
            hint = hint or "Run 'kbgen build': it runs the plugins."
            return _NOWHERE, _Problem(code, message, hint, Severity.WARNING)
        shown = link.target.strip() if is_absolute(link.target) else path
        return _NOWHERE, _Problem(code, f"{kind} {shown} does not exist", hint)

    def _anchor(self, path: str, fragment: str) -> tuple[str, _Problem | None]:
        """Return the anchor that a fragment refers to, and a problem when there is none.

        Args:
            path: Path of the article; empty for other pages, whose anchors are not known.
            fragment: The fragment as written; empty when the link has none.
        """
        wanted = unquote(fragment)
        body = self._bodies.get(path)
        if not wanted or body is None or wanted in body.anchors or wanted.lower() == _TOP:
            return wanted, None
        similar = [anchor for anchor in body.anchors if _letters(anchor) == _letters(wanted)]
        if len(similar) == 1:
            # Other tools make a different id from the same heading: `a--b` for “A & B”.
            return similar[0], None
        near = Nearest(body.anchors).to(wanted)
        hint = f"Did you mean #{near}?" if near else ""
        return wanted, _Problem("KB402", f"anchor #{wanted} does not exist in {path}", hint)


def _letters(anchor: str) -> str:
    """Return an anchor without what tools disagree about: punctuation, case and accents."""
    decomposed = normalize("NFKD", _PUNCTUATION.sub("", anchor))
    return "".join(letter for letter in decomposed if not combining(letter)).casefold()


def with_links(html: str, destinations: Destinations) -> str:
    """Return the HTML of a body with its links rewritten to their destinations."""
    return _LINKS.sub(lambda match: _rewrite(match, destinations), html) if destinations else html


def _rewrite(match: re.Match[str], destinations: Destinations) -> str:
    """Return a link's or image's tag with its destination; a missing image becomes its words."""
    if match[2] not in ("a", "img"):
        return _rewrite_media(match, destinations)
    attributes, is_image = parse_attributes(match[3]), match[2] == "img"
    name = "src" if is_image else "href"
    target = unescape(attributes.get(name, ""))
    destination = destinations.get((target.strip() if is_image else target, is_image))
    if not destination and not is_image:
        # An image of another site that became a link is recorded as an image.
        destination = destinations.get((target, True))
    if not destination or name not in attributes:
        return match.group()
    if destination.href is None and is_image:
        words = attributes.get("alt", "")
        if not destination.problem:
            return words
        mark = write_attributes({"class": _BROKEN, "title": escape(destination.problem)})
        return f"<span{mark}>{words}</span>"
    # An `<a>` without `href` is not a link: its text stays, and its id remains a target.
    linked = {} if destination.href is None else {name: escape(destination.href)}
    if destination.problem:
        linked = {"class": _BROKEN, "title": escape(destination.problem)}
    if linked and destination.external and not is_image:
        linked["rel"] = "noopener"
    if linked and destination.lang and not is_image:
        linked["hreflang"] = escape(destination.lang)
    if is_image:
        linked |= _size_attributes(destination, attributes)
    rewritten: dict[str, str] = {}
    for other, value in attributes.items():
        rewritten |= linked if other == name else {other: value}
    return f"<{match[2]}{write_attributes(rewritten)}>"


def _rewrite_media(match: re.Match[str], destinations: Destinations) -> str:
    """Return the tag of a video or sound with the addresses of its files; without missing ones."""
    attributes = parse_attributes(match[3])
    if not attributes:
        return match.group()
    for name in ADDRESSES:
        destination = destinations.get((unescape(attributes.get(name, "")).strip(), True))
        if destination and destination.href:
            attributes[name] = escape(destination.href)
        elif destination:
            del attributes[name]
    return f"<{match[2]}{write_attributes(attributes)}>"


def _size_attributes(picture: Destination, written: Mapping[str, str]) -> dict[str, str]:
    """Return a picture's width and height, so that the page does not jump when it is loaded.

    A writer's width gets the height that keeps the proportions, and the reverse. A size in percent
    has no height in pixels.
    """
    width, height = written.get("width", ""), written.get("height", "")
    if not picture.width or not picture.height or (width and height):
        return {}
    if not width and not height:
        return {"width": str(picture.width), "height": str(picture.height)}
    number = (width or height).removesuffix("px")
    if not number.isdecimal():
        return {}
    if width:
        return {"height": str(max(1, round(int(number) * picture.height / picture.width)))}
    return {"width": str(max(1, round(int(number) * picture.width / picture.height)))}
