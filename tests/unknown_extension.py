# SPDX-License-Identifier: MIT
"""A Markdown extension of a site that kbgen does not know."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor


class _Shouting(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [line.upper() for line in lines]


class ShoutingExtension(Extension):
    """An extension that converts all text to capitals."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name is Markdown's)
        """Register with a Markdown object."""
        md.preprocessors.register(_Shouting(md), "shouting", 1)
