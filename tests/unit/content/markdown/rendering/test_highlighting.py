# SPDX-License-Identifier: MIT
"""Highlighting of code."""

from __future__ import annotations

import re
from unittest.mock import patch

import markdown
import pygments.formatter
import pytest
from pygments.lexers import get_lexer_by_name
from pygments.lexers.dotnet import CSharpLexer

from kbgen.content.markdown.rendering import highlighting
from kbgen.content.markdown.rendering.highlighting import cache_lexers

CODE = """```{language}
<a href="x">1 + 1</a> <?php echo "x"; ?>
print("x")  # y
```

`#!{language} print("x")` """
EXTENSIONS = ["pymdownx.superfences", "pymdownx.highlight", "pymdownx.inlinehilite"]


def converter(**options: object) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=EXTENSIONS, extension_configs={"pymdownx.highlight": options}
    )


def without_label(html: str) -> str:
    """Return the HTML without the name of the language, which pymdownx does not write."""
    return re.sub(r' data-lang="[^"]*"', "", html)


@pytest.mark.parametrize(
    "language",
    ["python", "PYTHON", "php", "html", "text", "console", "csharp", "i7", "no-such", "", "ours"],
)
@pytest.mark.parametrize("stripnl", [True, False])
def test_code_looks_as_pymdownx_makes_it(language: str, stripnl: bool) -> None:
    """Known languages, unknown ones, none, and those that the site names itself."""
    ours = [{"name": "ours", "lang": "php", "options": {"startinline": True}}]
    options = {"stripnl": stripnl, "extend_pygments_lang": ours, "pygments_lang_class": True}
    text = CODE.format(language=language)
    quick = converter(**options)
    cache_lexers(quick)
    assert without_label(quick.convert(text)) == converter(**options).convert(text)


def test_a_language_is_looked_up_once() -> None:
    """Blocks of a language share the way to its lexer, and not the lexer."""
    quick = converter()
    cache_lexers(quick)
    highlighting._lexer_class.cache_clear()
    with patch.object(highlighting, "get_lexer_by_name", wraps=get_lexer_by_name) as asked:
        for _ in range(3):
            quick.reset()
            quick.convert(CODE.format(language="python"))
    assert [call.args for call in asked.call_args_list] == [("python",)]


@pytest.mark.parametrize(
    "options",
    [
        {"default_lang": "python"},
        {"guess_lang": True},
        {"noclasses": True},
        {"linenums": True, "anchor_linenums": True, "auto_title": True},
        {"pygments_lang_class": True, "linenums": True, "linenums_style": "pymdownx-inline"},
    ],
)
@pytest.mark.parametrize("language", ["", "no-such", "csharp"])
def test_options_have_the_same_effect(language: str, options: dict[str, object]) -> None:
    """The highlighter without preparation is the reference."""
    text = CODE.format(language=language)
    quick = converter(**options)
    cache_lexers(quick)
    assert without_label(quick.convert(text)) == converter(**options).convert(text)


def test_rules_of_a_language_are_compiled_once() -> None:
    """Pygments compiles those of C# again for each lexer."""
    quick = converter()
    cache_lexers(quick)
    quick.convert(CODE.format(language="csharp"))
    with patch.object(CSharpLexer, "process_tokendef") as compiled:
        quick.convert(CODE.format(language="csharp"))
    assert not compiled.called


def test_colors_of_the_style_are_not_computed() -> None:
    """Pages have classes only."""
    quick = converter()
    cache_lexers(quick)
    with patch.object(pygments.formatter, "get_style_by_name") as asked:
        quick.convert(CODE.format(language="python"))
    assert not asked.called


def test_markdown_without_highlighting_is_left_alone() -> None:
    """An object that has no such extension works as before."""
    plain = markdown.Markdown()
    cache_lexers(plain)
    assert plain.convert("*x*") == "<p><em>x</em></p>"


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("yaml", ' data-lang="YAML"'),
        ("py", ' data-lang="Python"'),
        ("text", ""),
        ("", ""),
        ("no-such", ""),
    ],
)
def test_a_block_says_its_language(language: str, label: str) -> None:
    quick = converter()
    cache_lexers(quick)
    html = quick.convert(f"```{language}\na: 1\n```")
    assert html.startswith(f'<div class="highlight"{label}><pre>')
