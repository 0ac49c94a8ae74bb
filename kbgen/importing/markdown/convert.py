# SPDX-License-Identifier: MIT
"""Convert any folder of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.importing.conversion import Conversion, ImportedArticle
from kbgen.importing.fields import carry_fields
from kbgen.importing.front_matter import read_source
from kbgen.importing.slugs import github_slug

if TYPE_CHECKING:
    from kbgen.importing.findings import Findings
    from kbgen.importing.source_tree import SourceTree


def convert(tree: SourceTree, findings: Findings) -> Conversion:
    """Convert the Markdown files of a folder."""
    conversion = Conversion(roots={"": ""}, slug=github_slug)
    for path in tree.below("", ".md", ".markdown"):
        text = tree.text(path)
        if text is None:
            continue
        source = read_source(text, path, findings)
        carried = carry_fields(source.fields, path, findings)
        conversion.articles.append(
            ImportedArticle(
                path, path, carried.values, source.body, source.body_line, tuple(carried.addresses)
            )
        )
    return conversion
