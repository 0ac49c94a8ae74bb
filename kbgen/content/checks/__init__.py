# SPDX-License-Identifier: MIT
"""Check that articles are useful and the site is consistent: the rules of a topic per file.

In: the knowledge base, the settings, the bodies. Out: diagnostics. A new rule is a
function of a `Site` with a line in `RULES`. The loader reports unreadable files and impossible
addresses; `kbgen.content.links.resolve` checks links while it resolves them.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kbgen.content.checks import (
    duplicates,
    empty_text,
    kinds,
    link_texts,
    related,
    status,
    translations,
    troubleshooters,
)
from kbgen.content.checks.site import Site
from kbgen.model import BodyFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from kbgen.model import Body, Diagnostic, KnowledgeBase
    from kbgen.settings.types import SiteSettings

RULES: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (
    duplicates.check_ids,
    duplicates.check_titles,
    link_texts.check_images,
    link_texts.check_links,
    kinds.check_troubleshooting,
    kinds.check_known_issues,
    kinds.check_overdue,
    status.check_expired,
    status.check_future,
    related.check,
    troubleshooters.check,
    translations.check,
    translations.check_fallback,
    status.check_drafts,
    empty_text.check,
)


def run(
    kb: KnowledgeBase,
    settings: SiteSettings,
    bodies: Mapping[str, Body | BodyFacts],
    *,
    today: date | None = None,
    now: datetime | None = None,
) -> tuple[Diagnostic, ...]:
    """Apply all rules.

    Args:
        kb: The knowledge base.
        settings: The site's settings.
        bodies: Bodies by article path. Rules about text skip articles without a body.
        today: The day to check expiry dates against. Without it they are not checked, so that a
            build depends on its input alone.
        now: The time to check announced updates against, in the same way.

    Returns:
        The diagnostics, sorted by path, line and column.
    """
    facts = {
        path: body if isinstance(body, BodyFacts) else body.facts for path, body in bodies.items()
    }
    site = Site(kb, settings, facts, today, now)
    diagnostics = chain.from_iterable(rule(site) for rule in RULES)
    return tuple(sorted(diagnostics, key=lambda item: item.sort_key))
