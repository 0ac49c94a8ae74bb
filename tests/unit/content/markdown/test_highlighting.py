# SPDX-License-Identifier: MIT
"""Highlighting of code."""

from __future__ import annotations

from unittest.mock import patch

import markdown
import pytest
from pygments.lexers import get_lexer_by_name

from kbgen.content.markdown import highlighting
from kbgen.content.markdown.highlighting import cache_lexers

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


@pytest.mark.parametrize(
    "language", ["python", "PYTHON", "php", "html", "text", "console", "no-such", "", "ours"]
)
@pytest.mark.parametrize("stripnl", [True, False])
def test_code_looks_as_pymdownx_makes_it(language: str, stripnl: bool) -> None:
    """Known languages, unknown ones, none, and those that the site names itself."""
    ours = [{"name": "ours", "lang": "php", "options": {"startinline": True}}]
    options = {"stripnl": stripnl, "extend_pygments_lang": ours, "pygments_lang_class": True}
    text = CODE.format(language=language)
    quick = converter(**options)
    cache_lexers(quick)
    assert quick.convert(text) == converter(**options).convert(text)


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


def test_markdown_without_highlighting_is_left_alone() -> None:
    """An object that has no such extension works as before."""
    plain = markdown.Markdown()
    cache_lexers(plain)
    assert plain.convert("*x*") == "<p><em>x</em></p>"
