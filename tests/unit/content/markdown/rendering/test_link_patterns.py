# SPDX-License-Identifier: MIT
"""Addresses in text."""

from __future__ import annotations

import markdown
import pytest

from kbgen.content.markdown.rendering.link_patterns import search_addresses_quickly

TEXTS = (
    "See https://example.com/a_b, HTTP://EXAMPLE.COM and ftp://example.com.",
    "See www.example.com, WWW.example.com and Www.example.com/x?y#z.",
    "Write to a.b@example.com or A@B.EXAMPLE.",
    "[https://example.com](https://example.com) `https://example.com` <https://example.com>",
    "Nothing: a.b, c/d, e (f).",
    "*www.example.com* **a@example.com**",
)


@pytest.mark.parametrize("text", TEXTS)
def test_addresses_become_the_same_links(text: str) -> None:
    """The Markdown object without the quick search is the reference."""
    quick = markdown.Markdown(extensions=["pymdownx.magiclink"])
    search_addresses_quickly(quick)
    plain = markdown.Markdown(extensions=["pymdownx.magiclink"])
    assert quick.convert(text) == plain.convert(text)


def test_the_pattern_is_tried_only_where_it_may_match() -> None:
    """A text without `@` has no email address."""
    quick = markdown.Markdown(extensions=["pymdownx.magiclink"])
    search_addresses_quickly(quick)
    mail = quick.inlinePatterns["magic-mail"].compiled_re
    assert list(mail.finditer("a" * 100)) == []
    assert not isinstance(mail.finditer("a@"), tuple)
    assert isinstance(mail.finditer("a"), tuple)


def test_markdown_without_the_extension_is_left_alone() -> None:
    """An object that has no such patterns works as before."""
    plain = markdown.Markdown()
    search_addresses_quickly(plain)
    assert plain.convert("www.example.com") == "<p>www.example.com</p>"
