# SPDX-License-Identifier: MIT
"""KB212: files whose names are nearly those of articles or category files, and that are neither.

They are published as downloads, so nothing else reports them. In: a path of the content folder.
Out: the problem of its name, and what to do.
"""

from __future__ import annotations

import re
from posixpath import splitext

from kbgen.content.structure.urls import is_index, is_markdown

_CATEGORY_FILES = ("_category.yml", "_category.yaml")
_CATEGORY = re.compile(r"_?categor(?:y|ies)_?\.(?:ya?ml|json|toml)(?:\.txt)?")
_TEXT = re.compile(r"(.+\.(?:md|markdown))\.(?:text|docx?|html?)", re.IGNORECASE)
_TWICE = re.compile(r"(.+)\.(?:md|markdown)(?=\.(?:md|markdown)$)", re.IGNORECASE)
_INDEXES = ("index", "readme")
_OTHER_MARKUP = {
    ".mdx": "MDX",
    ".rst": "reStructuredText",
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".textile": "Textile",
}


def near_miss(path: str) -> tuple[str, str] | None:
    """Return message and hint for a name that is nearly right; None for any other name."""
    name = path.rpartition("/")[2]
    # Nearly all names: `refund.md`. The patterns below need another ending or a second dot.
    if name.endswith(".md") and name.count(".") == 1 and name[:-3].lower() not in _INDEXES:
        return None
    if name in _CATEGORY_FILES:
        return None
    if _CATEGORY.fullmatch(name.lower()):
        message = "the file does not describe its folder: its name is not _category.yml"
        return (
            message,
            "Rename it to _category.yml, with the fields title, summary, icon and order.",
        )
    return _article_name(name)


def _article_name(name: str) -> tuple[str, str] | None:
    stem, suffix = splitext(name)
    if match := _TEXT.fullmatch(name):
        return (
            f"the file is not an article: its name ends with {suffix}",
            f"Rename it to {match[1]}.",
        )
    if markup := _OTHER_MARKUP.get(suffix.lower()):
        message = f"the file is not an article: it is {markup}, not Markdown"
        return message, f"Convert it to Markdown, and name it {stem}.md."
    if match := _TWICE.match(name):
        return "the ending of the name is there twice", f"Rename it to {match[1]}{suffix}."
    if is_markdown(name) and not is_index(name) and stem.lower() in _INDEXES:
        message = f"the article is not the page of its folder: its name is {name}, not index.md"
        return message, "Rename it to index.md; letter case matters."
    return None
