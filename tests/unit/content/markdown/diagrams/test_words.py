# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.markdown.diagrams.words import diagram_words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("graph LR\n  accTitle: Refunds\n  accDescr: How money returns\n  A[x]", "Refunds. How money returns"),
        ("graph LR\n  accTitle: Refunds\n  accDescr {\n  How money\n  returns\n  }", "Refunds. How money returns"),
        ("---\ntitle: \"Pets\"\n---\npie\n", "Pets"),
        ("pie title Pets\n  \"Dogs\" : 3", "Pets"),
        ("gantt\n  title A plan\n  section B", "A plan"),
        ("graph LR\n  A[Start] -->|Yes| B{End?}\n  B --> C([Stop])\n  A[Start]", "Start, Yes, End?, Stop"),
        ("%% accTitle: A comment\ngraph LR\n  A[One<br/>line]", "One line"),
        ("sequenceDiagram\n  Alice->>John: Hello", "sequenceDiagram Alice->>John: Hello"),
    ],
)  # fmt: skip
def test_a_diagram_is_described_by_its_words(source: str, words: str) -> None:
    assert diagram_words(source) == words
