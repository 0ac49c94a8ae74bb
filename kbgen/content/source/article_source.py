# SPDX-License-Identifier: MIT
"""Read one file of the content folder: check its size, decode it, type its front matter.

In: a path. Out: a `Source`, or None and diagnostics. `loader` makes the `Article`, because that
needs the other files too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.content.front_matter import (
    ARTICLE,
    CATEGORY,
    Block,
    Fields,
    accept_any,
    parse_yaml,
    read_mapping,
    split,
)
from kbgen.content.front_matter.draft_marks import is_marked_draft
from kbgen.content.front_matter.foreign_values import ForeignValue, ForeignValues
from kbgen.content.source.decoding import decode
from kbgen.content.source.included_files import included_names
from kbgen.content.source.leading_heading import first_heading
from kbgen.content.source.safe_open import LeadsOutside, read_inside
from kbgen.content.structure.identity import revision_of
from kbgen.model import Status
from kbgen.runtime.problems import Problems
from kbgen.settings.types import UnknownFields

if TYPE_CHECKING:
    from pathlib import Path

    from kbgen.settings.types import KbgenSettings

LARGE_BYTES = 200_000
_MAX_CATEGORY_BYTES = 16_000


@dataclass(frozen=True, slots=True)
class Source:
    """The contents of one article file, independent of other files."""

    fields: Fields
    title: str
    """Empty when the file has none: the navigation or the file's name gives the title then."""
    markdown: str
    """Empty when the text is not needed again."""
    body_line: int
    revision: str
    """Hash of title and text."""
    includes: tuple[str, ...] = ()
    """Names of the Markdown files that the text includes, as written."""
    foreign: tuple[ForeignValue, ...] = ()
    """Values that another tool may have written; the site as a whole decides."""


def parse_article(data: bytes, settings: KbgenSettings, problems: Problems) -> Source | None:
    """Parse the bytes of an article's file; report an unusable one and return None."""
    text = decode(data, problems)
    if text is None:
        return None
    parts = split(text, problems)
    if parts is None:
        return None
    has_fields = bool(parts.yaml.strip())
    block = parse_yaml(parts.yaml, parts.yaml_line, problems) if has_fields else Block()
    if block is None:
        return None
    schema = ARTICLE | dict.fromkeys(settings.plugin_fields, accept_any)
    foreign = ForeignValues(settings.front_matter.values)
    fields = read_mapping(block, schema, settings.front_matter.unknown, problems, foreign)
    if is_marked_draft(block.fields):
        fields.values["status"] = Status.DRAFT
    if problems.fatal:
        return None
    title = fields.values.get("title", "") or first_heading(parts.body)
    return Source(
        fields,
        title,
        parts.body,
        parts.body_line,
        revision_of(title, parts.body),
        included_names(parts.body),
        tuple(foreign.found),
    )


def markdown_of(data: bytes) -> str:
    """Return the text below the front matter of a file that `parse_article` accepts."""
    problems = Problems("")
    text = decode(data, problems)
    parts = split(text, problems) if text is not None else None
    return parts.body if parts else ""


def read_category(root: Path, path: str, problems: Problems) -> Fields | None:
    """Read a `_category.yml`; report an unusable one and return None."""
    data = read_limited(root, path, _MAX_CATEGORY_BYTES, problems)
    text = None if data is None else decode(data, problems)
    block = None if text is None else parse_yaml(text, 1, problems, "the file")
    if block is None:
        return None
    fields = read_mapping(block, CATEGORY, UnknownFields.ERROR, problems)
    return None if problems.fatal else fields


def read_bytes(root: Path, path: str, limit: int, problems: Problems) -> bytes | None:
    """Read the bytes of an article's file, as `read_limited` does; report a large one (KB107)."""
    hint = "Split the article, or raise limits.source_bytes in mkdocs.yml."
    data = read_limited(root, path, limit, problems, hint=hint)
    if data is not None and len(data) > LARGE_BYTES:
        hint = "Split the article by the questions that it answers."
        problems.add("KB107", f"the file has {len(data):,} bytes", hint=hint)
    return data


def read_limited(
    root: Path, path: str, limit: int, problems: Problems, *, hint: str = ""
) -> bytes | None:
    """Read the bytes of a file of the content folder; report an unusable one and return None.

    Args:
        root: The content folder.
        path: The file's path in it.
        limit: Maximum size of the file in bytes.
        problems: Receives the diagnostics KB103, KB105, KB106.
        hint: What to do about a file that is too large.
    """
    try:
        size, data = read_inside(f"{root}/{path}", str(root), limit)
    except LeadsOutside:
        # The walk rejects such links; this one was created after it.
        hint = "Copy the file into the content folder."
        problems.add("KB106", "the symbolic link points outside the content folder", hint=hint)
        return None
    except OSError as error:
        problems.add(
            "KB105", f"file cannot be read: {error.strerror}", hint="Check its permissions."
        )
        return None
    if size > limit:
        problems.add("KB103", f"the file has {size:,} bytes; at most {limit:,} are read", hint=hint)
        return None
    return data
