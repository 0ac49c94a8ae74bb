# SPDX-License-Identifier: MIT
"""The filter `shared`: render a part that is the same on many pages once.

In: the name of a template, the page, named values. The part sees of the page only what all pages of
its language and depth share (`site`, `lang`, `base`), and the values; they are the key of its text.
A site that overrides templates of kbgen may read anything in them, so nothing is shared there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import pass_environment
from markupsafe import Markup

if TYPE_CHECKING:
    import jinja2

    from kbgen.model import PageInput, SiteView


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What a shared part sees of a page."""

    site: SiteView
    lang: str
    base: str


@dataclass(slots=True)
class SharedParts:
    """The parts that were rendered for the pages of one language."""

    site: SiteView
    """Kept, so that no other site gets its identity."""
    texts: dict[tuple[object, ...], Markup] = field(default_factory=dict)


@pass_environment
def shared(environment: jinja2.Environment, name: str, kb: PageInput, **values: Any) -> Markup:
    """Return the text of a template; render it only if no page of the site has the same one."""
    if getattr(environment, "kb_overrides_parts", False):
        return Markup(environment.get_template(name).render(kb=kb, **values))  # noqa: S704
    known = _parts(environment, kb.site)
    key = (name, kb.base, *values.values())
    if key not in known.texts:
        page = SharedPage(kb.site, kb.lang, kb.base)
        text = environment.get_template(name).render(kb=page, **values)
        known.texts[key] = Markup(text)  # noqa: S704  (a template of ours, which escapes)
    return known.texts[key]


def _parts(environment: jinja2.Environment, site: SiteView) -> SharedParts:
    """Return the parts of a site's language; drop those of an earlier state of it."""
    by_language: dict[str, SharedParts] = environment.__dict__.setdefault("kb_shared_parts", {})
    known = by_language.get(site.lang)
    if known is None or known.site is not site:
        known = by_language[site.lang] = SharedParts(site)
    return known
