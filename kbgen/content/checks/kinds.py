# SPDX-License-Identifier: MIT
"""KB501, KB502, KB508: articles of some kinds need certain information (DITA, KCS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import IssueState, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic

_SUPPORT_FACTS = ("cost", "doing", "next", "eta")
"""What waiting customers need to know: the cost, the current work, the next step and the date."""


def check_troubleshooting(site: Site) -> Iterator[Diagnostic]:
    """Report troubleshooting articles without a symptom or without a remedy."""
    for article, body in site.with_bodies():
        if article.kind is not Kind.TROUBLESHOOTING:
            continue
        # In front matter, or as text before the first heading or under a heading before others.
        written = article.symptoms or article.error_codes or article.questions
        if not (written or body.has_lead or body.texts > 1):
            hint = "List what the customer sees under `symptoms`, or begin the text with it."
            yield site.at_field("KB501", article, "kind", "there is no symptom", hint)
        # In front matter, as a numbered list, or as text under a heading.
        if not (article.causes or body.has_steps or body.has_answer):
            hint = "List causes and remedies under `causes`, or write the steps as a numbered list."
            yield site.at_field("KB501", article, "kind", "there is no remedy", hint)


def check_known_issues(site: Site) -> Iterator[Diagnostic]:
    """Report open known issues that do not state all facts of `support`."""
    for article in site.kb.articles:
        if article.kind is not Kind.KNOWN_ISSUE or article.issue_state is IssueState.FIXED:
            continue
        support = article.support
        missing = [
            name
            for name in _SUPPORT_FACTS
            if not (getattr(support, name) or getattr(support, f"{name}_at", None))
        ]
        if missing:
            has_support = any(name == "support" for name, _, _ in article.field_lines)
            message = f"support does not say: {', '.join(missing)}"
            hint = "Add the missing information under `support`; “not known yet” is an answer too."
            field = "support" if has_support else "kind"
            yield site.at_field("KB502", article, field, message, hint)


def check_overdue(site: Site) -> Iterator[Diagnostic]:
    """Report announced times that have passed on open issues; without the time, report nothing."""
    if site.now is None:
        return
    for article in site.kb.articles:
        if article.kind is not Kind.KNOWN_ISSUE or article.issue_state is IssueState.FIXED:
            continue
        times = (("next_at", article.support.next_at), ("eta_at", article.support.eta_at))
        for name, moment in times:
            if moment and moment < site.now:
                what = "the next update was due" if name == "next_at" else "the fix was expected"
                message = f"{what} at {moment.isoformat(' ', 'minutes')}"
                hint = f"Add an entry to `updates`, and write a new time in `{name}`."
                yield site.at_field("KB508", article, "support", message, hint)
