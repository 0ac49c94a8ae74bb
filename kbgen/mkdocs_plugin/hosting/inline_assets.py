# SPDX-License-Identifier: MIT
"""Move inline scripts and styles of plugins into files, because the site's CSP forbids inline code.

In: a page as a plugin left it. Out: the page with URLs in their place, and the files. Code that is
the same on every page becomes one file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from kbgen.content.html_tags import element_pattern, read_attributes

FOLDER: Final = "assets/plugins"
_INLINE: Final = element_pattern("script", "style")
# Script blocks of other types (JSON, templates) are data: the browser does not run them.
_CODE_TYPES: Final = ("text/javascript", "module", "text/css")


def inline_files(html: str) -> dict[str, bytes]:
    """Map output paths to the contents of the inline scripts and styles that browsers use."""
    return {
        _name(match): match[3].encode() for match in _INLINE.finditer(html) if _is_inline(match)
    }


def replace_inline(html: str, files: dict[str, bytes], address: Callable[[str], str]) -> str:
    """Return a page whose inline scripts and styles refer to published files instead.

    Args:
        html: The page's HTML.
        files: The published `inline_files`; others stay inline.
        address: Converts an output path to a URL relative to this page.
    """

    def replace(match: re.Match[str]) -> str:
        name = _name(match)
        if not _is_inline(match) or name not in files:
            return match[0]
        if match[1].lower() == "style":
            return f'<link rel="stylesheet" href="{address(name)}">'
        return f'<script{match[2]} src="{address(name)}"></script>'

    return _INLINE.sub(replace, html)


def _is_inline(match: re.Match[str]) -> bool:
    attributes = read_attributes(match[2])
    is_code = attributes.get("type", "module").strip().lower() in _CODE_TYPES
    return is_code and "src" not in attributes and bool(match[3].strip())


def _name(match: re.Match[str]) -> str:
    suffix = "css" if match[1].lower() == "style" else "js"
    return f"{FOLDER}/{sha256(match[3].encode()).hexdigest()[:10]}.{suffix}"
