# SPDX-License-Identifier: MIT
"""Names that are nearly those of articles and category files are reported, with the right name."""

from __future__ import annotations

import pytest

from kbgen.content.source.near_misses import near_miss


@pytest.mark.parametrize(
    ("path", "words", "hint"),
    [
        ("a/refund.md.docx", "ends with .docx", "Rename it to refund.md."),
        ("a/refund.md.md", "there twice", "Rename it to refund.md."),
        ("a/refund.mdx", "it is MDX", "name it refund.md."),
        ("a/refund.rst", "it is reStructuredText", "name it refund.md."),
        ("a/refund.ADOC", "it is AsciiDoc", "name it refund.md."),
        ("a/_Category.yml", "its name is not _category.yml", "Rename it to _category.yml"),
        ("a/category.yml", "its name is not _category.yml", "Rename it to _category.yml"),
        ("a/_category_.json", "its name is not _category.yml", "title, summary, icon"),
        ("a/_category.yml.txt", "its name is not _category.yml", "Rename it to _category.yml"),
        ("a/Index.md", "not the page of its folder", "Rename it to index.md"),
        ("a/readme.md", "not the page of its folder", "Rename it to index.md"),
    ],
)
def test_a_name_that_is_nearly_right(path: str, words: str, hint: str) -> None:
    miss = near_miss(path)
    assert miss is not None
    assert words in miss[0]
    assert hint in miss[1]


@pytest.mark.parametrize(
    "path",
    [
        "a/refund.md", "a/REFUND.MD", "a/b.markdown", "index.md", "README.md", "a/_category.yml",
        "a/_category.yaml", "a/category.png", "a/prices.txt", "a/form.docx", "a/readme.txt",
    ],
)  # fmt: skip
def test_names_that_are_right(path: str) -> None:
    assert near_miss(path) is None
