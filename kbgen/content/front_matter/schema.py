# SPDX-License-Identifier: MIT
"""List the fields of front matter, each with its parser. The names are those in the manual.

A key of `ARTICLE` becomes the field of `kbgen.model.Article` with the same name, except those in
`RENAMED`.
"""

from __future__ import annotations

from kbgen.content.front_matter.field_parsers import (
    day,
    flag,
    icon,
    identifier,
    moment,
    number,
    old_address,
    reference,
    revision,
    text,
    texts,
    words,
)
from kbgen.model import (
    Affects,
    Audience,
    Cause,
    Environment,
    IssueState,
    IssueUpdate,
    Kind,
    Provenance,
    RemedyType,
    Status,
    Support,
)
from kbgen.runtime.located_fields import Parser, list_of, mapping_of, one_of

Schema = dict[str, Parser]

_CAUSE = mapping_of(
    Cause,
    {"cause": text, "remedy": texts, "type": one_of(RemedyType), "expected": text},
    "cause",
    "remedy",
    arguments={"type": "remedy_type"},
)
_ENVIRONMENT = mapping_of(
    Environment,
    {"product": text, "versions": text, "platform": words, "plan": words, "region": words},
    arguments={"platform": "platforms", "plan": "plans", "region": "regions"},
)
_SUPPORT = mapping_of(
    Support,
    {
        **dict.fromkeys(("cost", "doing", "next", "eta"), text),
        "next_at": moment,
        "eta_at": moment,
    },
)
_AFFECTS = mapping_of(Affects, {"articles": list_of(reference), "products": words})
_UPDATE = mapping_of(IssueUpdate, {"time": moment, "text": text}, "time", "text")
_PROVENANCE = mapping_of(Provenance, {"source": text, "tickets": texts, "generated": day}, "source")

STATUS_WORDS = dict.fromkeys(("active", "live", "public", "stable"), Status.PUBLISHED) | (
    dict.fromkeys(("wip", "unpublished"), Status.DRAFT)
)
"""Other systems' words for a status."""

ARTICLE: Schema = {
    "id": identifier,
    "title": text,
    "kind": one_of(Kind),
    "status": one_of(Status, STATUS_WORDS),
    "audience": one_of(Audience),
    "summary": text,
    "questions": texts,
    "symptoms": texts,
    "error_codes": words,
    "causes": list_of(_CAUSE),
    "environment": _ENVIRONMENT,
    "support": _SUPPORT,
    "state": one_of(IssueState),
    "affects": _AFFECTS,
    "updates": list_of(_UPDATE),
    "tags": words,
    "order": number,
    "promoted": flag,
    "related": list_of(reference),
    "redirect_from": list_of(old_address),
    "replaced_by": list_of(reference),
    "owner": text,
    "updated": day,
    "reviewed": day,
    "expires": day,
    "provenance": _PROVENANCE,
    "source_revision": revision,
}

RENAMED = {"state": "issue_state"}

# Fields that decide who may read an article, whether it is shown, and how far its text is trusted:
# an invalid value always excludes the file.
ACCESS_FIELDS = frozenset({"audience", "status", "expires", "provenance"})

# Fields that others refer to: a typing error must not publish the article under another id.
ID_FIELDS = frozenset({"id"})

# Fields whose values name other articles.
REFERENCE_FIELDS = frozenset({"related", "replaced_by", "affects"})

# Names of other tools and the field of kbgen that means the same.
FOREIGN_NAMES = {
    "abstract": "summary",
    "author": "owner",
    "date": "updated",
    "description": "summary",
    "draft": "status: draft",
    "excerpt": "summary",
    "expirydate": "expires",
    "keywords": "tags",
    "label": "title",
    "last_updated": "updated",
    "lastmod": "updated",
    "ms.date": "updated",
    "nav_order": "order",
    "page_title": "title",
    "position": "order",
    "sidebar_position": "order",
    "weight": "order",
}

MATERIAL_FIELDS = frozenset({"hide", "icon", "search", "template", "comments", "subtitle"})
"""Fields of Material for MkDocs that have no meaning here."""

CATEGORY: Schema = {"title": text, "summary": text, "icon": icon, "order": number}
