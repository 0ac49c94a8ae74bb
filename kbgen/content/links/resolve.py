# SPDX-License-Identifier: MIT
"""Resolve the links and images of bodies. MkDocs has neither the whole link graph nor line numbers.

In: the knowledge base and all bodies. Out: the destinations of links, for `rewrite_links.py`, and
KB110, KB401, KB402, KB403, KB405 with file, line, column and the nearest existing target.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, normalize
from urllib.parse import unquote

from kbgen.content.links.destinations import Destination, Destinations, external_destination
from kbgen.content.links.find_target import TargetFinder
from kbgen.content.links.hints import TargetHints
from kbgen.content.links.nearest import Nearest
from kbgen.content.links.redirected import RedirectedLinks
from kbgen.content.links.targets import Inventory, Target
from kbgen.content.media_files import kind_of_file
from kbgen.content.source.left_out import Reason
from kbgen.content.source.source_places import locate_links
from kbgen.content.structure import urls
from kbgen.model import Article, Kind, LinkReference, Severity
from kbgen.runtime.addresses import is_absolute, is_malformed, own_path, problem_of_mailto
from kbgen.runtime.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kbgen.model import Body, BodyFacts, Diagnostic, KnowledgeBase
    from kbgen.settings.types import SiteSettings

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
_TOP = "top"
"""The fragment that leads to the top of any page."""
_REASONS = {"draft": "a draft", "audience": "for another audience"}


class _Problem(NamedTuple):
    """A problem with a link."""

    code: str
    message: str
    hint: str
    severity: Severity | None = None


_Answer = tuple[Destination, _Problem | None]
_NOWHERE = Destination(None)


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
        self._may_be_made = bool(settings.whole_site_plugins) and not knows_made_pages
        self._marks_broken = marks_broken
        self._inventory = Inventory(kb, settings)
        self._hints = TargetHints(kb, self._inventory, settings)
        self._finder = TargetFinder(self._inventory, settings)
        self._redirected = RedirectedLinks(kb, settings)
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

    def from_settings(
        self, target: str, lang: str, location: tuple[int, int]
    ) -> tuple[str | None, Diagnostic | None]:
        """Return where a link of mkdocs.yml leads, and its problem.

        Args:
            target: An address of another site, or a page of this one relative to its root.
            lang: The language in which a page is looked for first.
            location: Line and column of the link.

        Returns:
            The URL, relative to the root of the site if it is a page; None if it does not exist.
        """
        page = Article("", lang, "", "", "", Kind.MANUAL, "", 1, "")
        destination, problem = self._answer(page, LinkReference(target, is_image=False))
        href = destination.href
        url = href if href is None or is_absolute(href) else href.removeprefix("./")
        if problem is None:
            return url, None
        problems = Problems(self._settings.config_file.name)
        line, column = location
        code, message, hint, severity = problem
        problems.add(code, message, line=line, column=column, hint=hint, severity=severity)
        return url, problems.diagnostics[0]

    def has_page(self, output: str) -> bool:
        """Tell whether the site has a page or a file at an output path."""
        return self._inventory.at_output(output) is not None

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
        if problem := problem_of_mailto(target):
            return _NOWHERE, _Problem("KB401", *problem)
        if external := external_destination(link, self._settings.own_url):
            return external, None
        if not target:
            hint = "Add the address or file that the link leads to."
            return _NOWHERE, _Problem("KB401", "the link has no target", hint)
        if is_malformed(target):
            scheme, _, rest = target.partition(":")
            hint = f"Write {scheme}://{rest.lstrip('/')}."
            return _NOWHERE, _Problem("KB401", f"two slashes are missing in {target}", hint)
        target = own_path(target, self._settings.own_url) or target
        parts = _PARTS.fullmatch(target)
        path, query, fragment = parts.groups(default="") if parts else (target, "", "")
        if not path:
            return self._same_page(article, query, fragment, link)
        page_or_asset = self._finder.find(article, unquote(path))
        if page_or_asset is None or (
            link.is_image and not (page_or_asset.is_asset or page_or_asset.left_out)
        ):
            moved = None if link.is_image else self._moved(article, target, link)
            return moved or self._missing(article, path, link)
        if page_or_asset.hidden:
            message = f"{link.target} is {_REASONS[page_or_asset.hidden]} and not in this build"
            return _NOWHERE, _Problem("KB405", message, "Publish it, or remove the link.")
        if page_or_asset.left_out:
            message = f"{target} is not published, because it is {page_or_asset.left_out}"
            hint = _LEFT_OUT_HINTS.get(page_or_asset.left_out, "Publish it, or remove the link.")
            return _NOWHERE, _Problem("KB110", message, hint)
        if page_or_asset.is_asset:
            return self._to_asset(article, page_or_asset, query, fragment), None
        if new := self._new_place(page_or_asset.url, page_or_asset.article, fragment):
            return self._to_new_place(article, new, query, link)
        return self._to(article, page_or_asset, query, fragment)

    def _same_page(
        self, article: Article, query: str, fragment: str, link: LinkReference
    ) -> _Answer:
        if not fragment:
            # Placeholders of web designers: `href="#"`.
            hint = "Write the page or heading that it leads to, or #top if you mean the top."
            problem = (
                None
                if query
                else _Problem("KB402", "the link # only leads to the top of this page", hint)
            )
            return Destination(query or "#"), problem
        if new := self._new_place(article.url, article.path, fragment):
            return self._to_new_place(article, new, query, link)
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

    def _moved(self, article: Article, target: str, link: LinkReference) -> _Answer | None:
        """Return the answer for a link to an address that is redirected; None for other links."""
        parts = _PARTS.fullmatch(target)
        path, query, fragment = parts.groups(default="") if parts else (target, "", "")
        new = self._redirected.new_address(article, unquote(path), unquote(fragment))
        if not new:
            return None
        destination, problem = self._to_new_place(article, new, query, link)
        if urls.is_markdown(path) and problem and problem.code == "KB401":
            problem = problem._replace(message=f"link {path} does not exist")
        return destination, problem

    def _new_place(self, url: str, path: str, fragment: str) -> str:
        """Return where an old anchor of a page leads; empty if the page still has the anchor."""
        anchor = unquote(fragment)
        body = self._bodies.get(path)
        if body is not None and anchor in body.anchors:
            return ""
        return self._redirected.new_place(urls.url_to_output(url), anchor)

    def _to_new_place(self, article: Article, new: str, query: str, link: LinkReference) -> _Answer:
        """Return the answer for a link to an old address or anchor that leads to a new one."""
        shown = link.target.strip()
        what = "is an old address"
        hint = self._hints.of_redirected(article, new)
        problem = _Problem("KB401", f"link {shown} {what}", hint, Severity.WARNING)
        if is_absolute(new):
            return Destination(new, external=True), problem
        url, _, fragment = new.partition("#")
        page = self._inventory.at_output(urls.url_to_output(url))
        if page is None:
            return Destination(urls.relative_url(new, article.url)), problem
        if page.is_asset:
            return self._to_asset(article, page, query, fragment), problem
        destination, worse = self._to(article, page, query, fragment)
        return destination, worse or problem

    def _gone(self, target: Target) -> _Problem | None:
        """Return the problem of a link to a page that only says that its article is gone."""
        gone = target.gone
        if self._reports_expired and target.article in self._expired:
            gone = "has expired"
        if not gone:
            return None
        message = f"the link leads to {target.article}, which {gone}"
        return _Problem("KB405", message, self._hints.instead_of(target.article))

    def _missing(self, article: Article, path: str, link: LinkReference) -> _Answer:
        kind = kind_of_file(path) if link.is_image else "link"
        hint = self._hints.of(article, unquote(path), link)
        if not link.is_image and path.startswith("/"):
            # Imported articles link to parts that were not imported.
            message = f"link {link.target.strip()} does not lead to a page of this site"
            hint = hint or "Check the address, or link to the Markdown file of the article."
            # Another system may serve a path outside the site's own address on the same host.
            is_own = path.startswith(self._settings.own_root)
            destination = _NOWHERE if is_own else Destination(link.target)
            is_certain = is_absolute(link.target) and not self._may_be_made
            severity = None if is_certain else Severity.WARNING
            return destination, _Problem("KB401", message, hint, severity)
        code = "KB403" if link.is_image else "KB401"
        if self._may_be_made and not link.is_image:
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
