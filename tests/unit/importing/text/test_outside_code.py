# SPDX-License-Identifier: MIT
"""Leave code as it is."""

from __future__ import annotations

from kbgen.importing.text.outside_code import hide_code


def test_code_is_hidden_with_its_length() -> None:
    """Fences, spans and HTML code; the number of lines stays."""
    text = "a `b` c\n\n- ```js\n  d\n  ```\n~~~\ne\n~~~\n<code>f</code> g\n"
    hidden = hide_code(text)
    assert len(hidden) == len(text)
    assert hidden.replace("\0", "") == "a  c\n\n\n\n\n\n\n\n<code></code> g\n"
