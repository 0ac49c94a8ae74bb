# SPDX-License-Identifier: MIT
"""Reads one file of the content folder: bytes within the limits, decoded, front matter typed.

In: a path. Out: a `Source`, or None and diagnostics. No article is made here: that needs the other files too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.content.front_matter import (
    ARTICLE,
    CATEGORY,
    Fields,
    Mapping,
    for_others,
    parse_yaml,
    read_mapping,
    split,
)
from kbgen.content.front_matter.yaml_values import Scalar
from kbgen.content.problems import Problems
from kbgen.content.source.decoding import decode
from kbgen.content.source.leading_heading import leading_heading
from kbgen.content.source.safe_open import LeadsOutside, read_inside
from kbgen.content.structure.identity import revision_of
from kbgen.model import Status
from kbgen.settings.types import UnknownFields

if TYPE_CHECKING:
    from pathlib import Path

    from kbgen.settings.types import KbgenSettings

LARGE_BYTES = 200_000
_MAX_CATEGORY_BYTES = 16_000


@dataclass(frozen=True, slots=True)
class Source:
    """What one article file says, before its place among the others is known."""

    fields: Fields
    title: str
    markdown: str
    """Empty where nobody needs the text again."""
    body_line: int
    revision: str
    """Of title and text."""


def read_article(root: Path, path: str, settings: KbgenSettings, problems: Problems) -> Source | None:
    """Read an article's file; None when it cannot be taken, and `problems` says why."""
    data = read_bytes(root, path, settings.limits.source_bytes, problems)
    return None if data is None else parse_article(data, settings, problems)


def parse_article(data: bytes, settings: KbgenSettings, problems: Problems) -> Source | None:
    """What the bytes of an article's file say; None when it cannot be taken, and `problems` says why."""
    text = decode(data, problems)
    if text is None:
        return None
    parts = split(text, problems)
    if parts is None:
        return None
    mapping = parse_yaml(parts.yaml, parts.yaml_line, problems) if parts.yaml.strip() else Mapping({}, 1, 1)
    if mapping is None:
        return None
    schema = ARTICLE | dict.fromkeys(settings.plugin_fields, for_others)
    fields = read_mapping(mapping, schema, settings.front_matter.unknown, problems)
    if _is_draft(mapping, settings):
        fields.values.setdefault("status", Status.DRAFT)
    title = fields.values.get("title", "") or leading_heading(parts.body)
    if not title and not problems.fatal:
        hint = "Add `title: …` to the front matter, or begin the text with `# Heading`."
        problems.add("KB205", "the article has no title", hint=hint)
    revision = revision_of(title, parts.body)
    return None if problems.fatal else Source(fields, title, parts.body, parts.body_line, revision)


def markdown_of(data: bytes) -> str:
    """Return the text below the front matter of an article's file that `parse_article` takes."""
    problems = Problems("")
    text = decode(data, problems)
    parts = split(text, problems) if text is not None else None
    return parts.body if parts else ""


def _is_draft(mapping: Mapping, settings: KbgenSettings) -> bool:
    """Whether a field of the blog says so: what is not finished for one program is not for the other."""
    if "draft" not in settings.plugin_fields or "draft" not in mapping.entries:
        return False
    _, value = mapping.entries["draft"]
    return isinstance(value, Scalar) and value.text.lower() in ("true", "yes", "on")


def read_category(root: Path, path: str, problems: Problems) -> Fields | None:
    """Read a `_category.yml`; None when it cannot be taken, and `problems` says why."""
    data = read_bytes(root, path, _MAX_CATEGORY_BYTES, problems)
    text = None if data is None else decode(data, problems)
    mapping = None if text is None else parse_yaml(text, 1, problems)
    if mapping is None:
        return None
    fields = read_mapping(mapping, CATEGORY, UnknownFields.ERROR, problems)
    return None if problems.fatal else fields


def read_bytes(root: Path, path: str, limit: int, problems: Problems) -> bytes | None:
    """The bytes of a file of the content folder; None when it cannot be taken, and `problems` says why.

    Args:
        root: the content folder.
        path: of the file in it.
        limit: no file may have more bytes.
        problems: takes the diagnostics.
    """
    try:
        size, data = read_inside(f"{root}/{path}", str(root), limit)
    except LeadsOutside:
        # The walk refuses such links; this one came after it.
        hint = "Copy the file into the content folder."
        problems.add("KB106", "the symbolic link points outside the content folder", hint=hint)
        return None
    except OSError as error:
        problems.add("KB105", f"file cannot be read: {error.strerror}", hint="Check its permissions.")
        return None
    if size > limit:
        hint = "Split the article, or raise limits.source_bytes in mkdocs.yml."
        problems.add("KB103", f"the file has {size:,} bytes; at most {limit:,} are read", hint=hint)
        return None
    if size > LARGE_BYTES:
        problems.add("KB107", f"the file has {size:,} bytes", hint="Readers look for answers: split the article.")
    return data
