# SPDX-License-Identifier: MIT
"""Inline patterns that cannot match are skipped, and the HTML is the same."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER

from kbgen.content.markdown.rendering.escapes import read_escapes
from kbgen.content.markdown.rendering.extensions import effective
from kbgen.content.markdown.rendering.quick_inline import SIGNS, signs_of, skip_inline_patterns

TEXTS = (
    "See https://example.com/a_b, HTTP://EXAMPLE.COM and ftp://example.com.",
    "See www.example.com, WWW.example.com and Www.example.com/x?y#z.",
    "Write to a.b@example.com or A@B.EXAMPLE.",
    "[https://example.com](https://example.com) `https://example.com` <https://example.com>",
    "Nothing: a.b, c/d, e (f).",
    "*www.example.com* **a@example.com**",
    "[*a* `b` <a@b.example>](x.md) ![c & d](e.png) &amp; \\* __f__ ~~g~~  \nh[^1]\n\n[^1]: note",
)
MORE_EXTENSIONS = (
    "abbr",
    "smarty",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.emoji",
    "pymdownx.keys",
    "pymdownx.mark",
)
PIECES = (
    *("`", "``", "\\", "*", "**", "_", "__", "~~", "==", "^^", "++", "$", "[", "](", "](a.md)"),
    *("![", "]", "[^1]", "<", ">", "<b>", "</b>", "<!-- ", " -->", "&", "&lt;", "&#1;", "  \n"),
    *("://", "https://a.example", "www.", "@", "a@b.example", ":", ":smile:", "||", '"', "'"),
    *("a", "b c", ".", "!", "\n", "\n\n", "[a][b]", "\n\n[b]: c.md\n\n", "[^1]: d", "- ", "# "),
    INLINE_PLACEHOLDER % "0000",
)


def converter(*more: str, quick: bool) -> markdown.Markdown:
    names = effective([(name, {}) for name in more])
    made = markdown.Markdown(extensions=list(names), extension_configs=names)
    read_escapes(made)
    if quick:
        skip_inline_patterns(made)
    return made


PLAIN, QUICK = converter(quick=False), converter(quick=True)
PLAIN_ALL, QUICK_ALL = (converter(*MORE_EXTENSIONS, quick=quick) for quick in (False, True))


@pytest.mark.parametrize("text", TEXTS)
def test_known_signs_give_the_same_html(text: str) -> None:
    assert QUICK.reset().convert(text) == PLAIN.reset().convert(text)
    assert QUICK_ALL.reset().convert(text) == PLAIN_ALL.reset().convert(text)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_text_gives_the_same_html(text: str) -> None:
    assert QUICK.reset().convert(text) == PLAIN.reset().convert(text)
    assert QUICK_ALL.reset().convert(text) == PLAIN_ALL.reset().convert(text)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_what_a_pattern_matches_has_one_of_its_signs(text: str) -> None:
    for expression, signs in SIGNS.items():
        for match in re.finditer(expression, text, re.DOTALL):
            assert any(sign in match.group() for sign in signs), expression


def test_placeholders_add_no_sign() -> None:
    """The signs of a text are not looked up again when a match has been replaced."""
    placeholder = INLINE_PLACEHOLDER % "0123"
    every_sign = {sign for signs in SIGNS.values() for sign in signs}
    assert not any(sign in f".{placeholder}//" for sign in every_sign)


def test_a_pattern_is_tried_only_where_it_may_match() -> None:
    quick, texts = converter(quick=True), []
    mail = quick.inlinePatterns["magic-mail"]
    tried = mail.getCompiledRegExp

    def record() -> re.Pattern[str]:
        texts.append("tried")
        return tried()

    mail.getCompiledRegExp = record  # type: ignore[method-assign]
    quick.convert("once")
    texts.clear()
    quick.convert("No address.")
    assert not texts
    quick.convert("a@b.example")
    assert texts


def test_a_pattern_of_another_extension_is_always_tried() -> None:
    class Shouting(Extension):
        def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
            pattern = markdown.inlinepatterns.SimpleTagInlineProcessor(r"()(quiet)", "b")
            md.inlinePatterns.register(pattern, "shouting", 1)

    made = markdown.Markdown(extensions=[Shouting()])
    skip_inline_patterns(made)
    assert made.convert("a quiet word") == "<p>a <b>quiet</b> word</p>"
    assert signs_of(r"()(quiet)") == ()


def test_an_extension_that_applies_patterns_itself_is_left_alone() -> None:
    class Own(InlineProcessor):
        pass

    made = markdown.Markdown()
    made.treeprocessors.register(own := Own(made), "inline", 20)
    skip_inline_patterns(made)
    assert made.treeprocessors["inline"] is own
