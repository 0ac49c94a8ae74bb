# SPDX-License-Identifier: MIT
"""KB502: customers who wait need to know the cost, the current work, the next step and the date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import IssueState, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic

_NEEDED = ("cost", "doing", "next", "eta")


def check(site: Site) -> Iterator[Diagnostic]:
    """Report open known issues that do not state all four."""
    for article in site.kb.articles:
        if article.kind is not Kind.KNOWN_ISSUE or article.issue_state is IssueState.FIXED:
            continue
        missing = [name for name in _NEEDED if not getattr(article.support, name)]
        if missing:
            field = (
                "support"
                if any(name == "support" for name, _, _ in article.field_lines)
                else "kind"
            )
            hint = "Add the missing information under `support`; “not known yet” is an answer too."
            yield site.at_field(
                "KB502", article, field, f"support does not say: {', '.join(missing)}", hint
            )
