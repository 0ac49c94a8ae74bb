# SPDX-License-Identifier: MIT
"""What makes an article useful and a site whole, one rule a file.

In: the knowledge base, the settings, the bodies. Out: diagnostics. A new rule is a new file with a function
`check(site)` and a line in `RULES`. What makes a file unreadable or its address impossible is found while loading;
links are checked where they are resolved (`kbgen.content.links.resolve`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.content.checks import (
    drafts,
    duplicate_ids,
    duplicate_titles,
    empty_text,
    expired,
    image_descriptions,
    known_issues,
    link_texts,
    related,
    translations,
    troubleshooting,
)
from kbgen.content.checks.site import Site
from kbgen.model import BodyFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from kbgen.model import Body, Diagnostic, KnowledgeBase
    from kbgen.settings.types import SiteSettings

RULES: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (
    duplicate_ids.check,
    duplicate_titles.check,
    image_descriptions.check,
    link_texts.check,
    troubleshooting.check,
    known_issues.check,
    expired.check,
    related.check,
    translations.check,
    drafts.check,
    empty_text.check,
)


def run(
    kb: KnowledgeBase, settings: SiteSettings, bodies: Mapping[str, Body | BodyFacts], *, today: date | None = None
) -> tuple[Diagnostic, ...]:
    """Apply all rules.

    Args:
        kb: the knowledge base.
        settings: of the site.
        bodies: by article path; rules about text skip articles that are missing here.
        today: for dates that expire; without it they are not checked, so that a build depends on its input alone.

    Returns:
        What was found, sorted by place.
    """
    facts = {path: body if isinstance(body, BodyFacts) else body.facts for path, body in bodies.items()}
    site = Site(kb, settings, facts, today)
    found = (problem for rule in RULES for problem in rule(site))
    return tuple(sorted(found, key=lambda item: item.sort_key))
