# SPDX-License-Identifier: MIT
"""Record what an import could not convert, by kind.

A converter declares its own kinds as `FindingKind`s next to the code that reports them; those that
several converters need are here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of thing that could not be converted."""

    name: str
    """For JSON: `unknown-field`."""
    title: str
    """What happened, as a phrase: `front-matter fields that kbgen does not have`."""
    hint: str
    """What the writer can do about it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that could not be converted, with its location in the imported folder."""

    kind: FindingKind
    file: str
    """Path in the imported folder."""
    line: int
    """From 1; 1 if the whole file is meant."""
    text: str
    """What it is, as written: `<Hero>`, `hide_title`. Equal texts are counted together."""


UNREADABLE: Final = FindingKind(
    "unreadable-file",
    "files that cannot be read",
    "Fix the file and import again, or convert it by hand.",
)
CONTROL_CHARACTERS: Final = FindingKind(
    "control-characters",
    "files with control characters",
    "The characters were removed. Check the text at that place.",
)
BAD_FRONT_MATTER: Final = FindingKind(
    "front-matter",
    "front matter that cannot be read",
    "Write the missing fields into the new file.",
)
BAD_DATA: Final = FindingKind(
    "data-file",
    "settings, data and navigation files that cannot be read",
    "Fix the file and import again; what depends on it is missing.",
)
UNKNOWN_FIELD: Final = FindingKind(
    "unknown-field",
    "front-matter fields that kbgen does not have",
    "They were left out. If readers need one, write it into the text.",
)
BAD_VALUE: Final = FindingKind(
    "field-value",
    "values of fields that kbgen cannot use",
    "They were left out. The manual's page on front matter shows the values of each field.",
)
RESTRICTED: Final = FindingKind(
    "restricted",
    "articles that may not be for everyone, imported as drafts",
    "Check who may read each one, set `audience`, and remove `status: draft`.",
)
RENAMED: Final = FindingKind(
    "renamed",
    "files with a new name",
    "The old name cannot be published, or another file has its address. Links are adjusted.",
)
DEAD_LINK: Final = FindingKind(
    "link",
    "links and images without a target in the folder",
    "They are unchanged. Correct them; `kbgen check` lists them too.",
)
NOT_COPIED: Final = FindingKind(
    "file-not-copied",
    "files that were not copied",
    "HTML files and scripts can act in the name of your site. Copy a file by hand if you need it.",
)
NOT_DOCUMENTS: Final = FindingKind(
    "not-imported",
    "Markdown files that are not part of the site's documents",
    "To import them, too, run `kbgen import markdown` with their folder.",
)
COMPONENT: Final = FindingKind(
    "component",
    "components that have no Markdown",
    "The text inside them is kept. Rewrite them in Markdown.",
)
SHORTCODE: Final = FindingKind(
    "shortcode",
    "shortcodes and tags whose meaning is not known",
    "They were removed, and the text inside them is kept. Write what they show as Markdown.",
)
TEMPLATE_CODE: Final = FindingKind(
    "template-code",
    "code of a template in the text",
    "kbgen runs no template code. Write the result into the text.",
)
INCLUDE: Final = FindingKind(
    "include",
    "included files that cannot be inserted",
    "Write the text into the article.",
)
NAVIGATION: Final = FindingKind(
    "navigation",
    "entries of the navigation without an article",
    "Write them into `nav` in mkdocs.yml, or leave them out.",
)


@dataclass(slots=True)
class Findings:
    """Collects findings."""

    items: list[Finding] = field(default_factory=list)

    def add(self, kind: FindingKind, file: str, text: str, line: int = 1) -> None:
        """Add one finding; white space in its text is collapsed."""
        self.items.append(Finding(kind, file, line, " ".join(text.split())))

    def by_kind(self) -> Iterator[tuple[FindingKind, list[Finding]]]:
        """Yield each kind with its findings, sorted by file and line; largest kinds first."""
        groups: dict[str, list[Finding]] = {}
        for item in self.items:
            groups.setdefault(item.kind.name, []).append(item)
        for name in sorted(groups, key=lambda name: (-len(groups[name]), name)):
            group = sorted(groups[name], key=lambda item: (item.file, item.line, item.text))
            yield group[0].kind, group
