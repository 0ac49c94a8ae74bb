# SPDX-License-Identifier: MIT
from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from content_sites import article, lines, settings_for
from page_safety import breaches

from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.content.markdown.diagrams import program
from kbgen.model import Body, Provenance, Trust
from kbgen.runtime.diagnostic_groups import group_diagnostics
from kbgen.settings.types import MermaidSettings, PythonName, SiteSettings

FENCE = "```mermaid\ngraph LR\n  A[Start] --> B{End?}\n```\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120.4 80"><style>.a{fill:red}</style><g class="a"/></svg>'
# Writes a drawing with the source in it, so that the test sees what the program got.
DRAW = """
import sys
from html import escape
source = open(sys.argv[1], encoding="utf-8").read()
open(sys.argv[2], "w").write(%r.replace("<g", "<desc>" + escape(source) + "</desc><g"))
open("runs.txt", "a").write("x")
"""


def site(root: Path, script: str = DRAW % SVG, **changes: Any) -> SiteSettings:
    """A site whose diagrams this Python script draws."""
    (root / "draw.py").write_text(script)
    settings = settings_for(root, **changes)
    command = (sys.executable, "draw.py", "{input}", "{output}")
    return replace(settings, kbgen=replace(settings.kbgen, mermaid=MermaidSettings(command)))


def render(settings: SiteSettings, text: str = FENCE, **fields: Any) -> tuple[Body, list[str]]:
    renderer = BodyRenderer(settings)
    body, problems = render_article(renderer, article(text, **fields), "a.md")
    assert body is not None
    return body, lines(problems)


def test_without_a_program_the_source_is_shown_and_named(tmp_path: Path) -> None:
    """As Material's manual configures it, and without its lines."""
    message = "a.md:3:1: KB607 a diagram in Mermaid is shown as its source"
    plain, problems = render(settings_for(tmp_path), f"Text\n\n{FENCE}")
    assert problems == [message]
    assert "A[Start] --&gt; B{End?}" in plain.html
    for name in ("fence_code_format", "fence_div_format"):
        format_ = PythonName(f"pymdownx.superfences.{name}")
        fences = [{"name": "mermaid", "class": "mermaid", "format": format_}]
        extensions = (("pymdownx.superfences", {"custom_fences": fences}),)
        body, problems = render(
            settings_for(tmp_path, markdown_extensions=extensions), f"Text\n\n{FENCE}"
        )
        assert problems == [message]
        assert "<code>graph LR\n  A[Start] --&gt; B{End?}" in body.html


def test_other_code_is_no_diagram(tmp_path: Path) -> None:
    text = "```\ngraph LR\n```\n\n`mermaid`\n\n```sh\necho mermaid\n```\n"
    body, problems = render(site(tmp_path), text)
    assert problems == []
    assert "<img" not in body.html


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"{FENCE}\n- a\n\n    ~~~ mermaid\n    pie\n    ~~~\n", ["1:1", "8:5"]),
        ("a\n\n``` {.mermaid}\ngraph LR\n```\n", ["3:1"]),
        ("> ```mermaid\n> graph LR\n> ```\n", ["1:3"]),
        (
            f"!!! note\n\n    ```mermaid\n    pie\n    ```\n\n````markdown\n{FENCE}````\n\n{FENCE}",
            ["3:5", "14:1"],
        ),
    ],
)
def test_each_diagram_is_located(tmp_path: Path, text: str, places: list[str]) -> None:
    _, problems = render(settings_for(tmp_path), text)
    assert [problem.split(" ")[0] for problem in problems] == [f"a.md:{place}:" for place in places]


@pytest.mark.parametrize(
    "extensions",
    [
        (),
        (("pymdownx.highlight", {"anchor_linenums": True, "linenums": True}),),
        (
            (
                "pymdownx.superfences",
                {
                    "custom_fences": [
                        {
                            "name": "mermaid",
                            "class": "mermaid",
                            "format": PythonName("pymdownx.superfences.fence_code_format"),
                        }
                    ]
                },
            ),
        ),
    ],
)
def test_a_diagram_is_a_picture(tmp_path: Path, extensions: Any) -> None:
    """With its size and words, however the site shows code."""
    body, problems = render(site(tmp_path, markdown_extensions=extensions), f"a\n\n{FENCE}\nb")
    assert problems == []
    before, _, rest = body.html.partition('<img class="diagram" alt="Start, End?" src="')
    source, _, after = rest.partition('"')
    assert (before, after) == ("<p>a</p>\n<p>", ' width="120" height="80"></p>\n<p>b</p>')
    drawing = unquote(source.removeprefix("data:image/svg+xml,"))
    assert drawing.startswith("<svg")
    assert "A[Start] --&gt; B{End?}" in drawing
    assert body.passages[0].text == "a\nStart, End?\nb"


def test_a_drawing_is_kept_and_drawn_once(tmp_path: Path) -> None:
    """Also when the article changes around it."""
    settings = site(tmp_path)
    first, _ = render(settings, f"a\n\n{FENCE}")
    second, _ = render(settings, f"other\n\n{FENCE}")
    assert (tmp_path / "runs.txt").read_text() == "x"
    assert first.html.partition("<img")[2] == second.html.partition("<img")[2]
    render(settings, FENCE.replace("End", "Other"))
    assert (tmp_path / "runs.txt").read_text() == "xx"


def test_the_labels_are_asked_for_as_text(tmp_path: Path) -> None:
    """After the front matter of the diagram, which has to be first."""
    source = "---\ntitle: Pets\n---\npie\n"
    written = program._with_plain_labels(source).split("\n")
    assert written[:3] == ["---", "title: Pets", "---"]
    assert written[3].startswith("%%{init:")
    assert program._with_plain_labels("pie\n").startswith("%%{init:")


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("print('Loading'); print('Parse error on line 2'); print('A[Bad'); exit(1)", "{python} failed: Parse error on line 2 A[Bad"),
        ("exit(3)", "{python} failed: exit code 3"),
        ("pass", "{python} wrote no file"),
        ("import sys; open(sys.argv[2], 'w').write('<p>x</p>')", "the program wrote no drawing: the root is not <svg>"),
        ("import sys; open(sys.argv[2], 'w').write('x' * 3_000_000)", "the drawing is larger than 2 MB"),
        (DRAW % SVG.replace("<g", "<foreignObject><p>Start</p></foreignObject><g"), "its labels are HTML. Set htmlLabels to false in the program's settings"),
    ],
)  # fmt: skip
def test_a_failure_is_named_and_the_source_is_shown(
    tmp_path: Path, script: str, reason: str
) -> None:
    body, problems = render(site(tmp_path, script), f"a\n\n{FENCE}")
    reason = reason.replace("{python}", Path(sys.executable).name)
    assert problems == [f"a.md:3:1: KB607 a diagram in Mermaid is shown as its source: {reason}"]
    assert "A[Start] --&gt; B{End?}" in body.html
    assert "<img" not in body.html


def test_a_program_that_is_missing_or_slow_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = site(tmp_path, "import time; time.sleep(600)")
    monkeypatch.setattr(program, "_SECONDS", 0.2)
    assert "takes more than 0.2 s" in render(settings)[1][0]
    command = ("no-such-program", "{input}", "{output}")
    missing = replace(settings.kbgen, mermaid=MermaidSettings(command))
    assert "no-such-program is not installed" in render(replace(settings, kbgen=missing))[1][0]


def test_a_missing_program_is_one_message(tmp_path: Path) -> None:
    """However many diagrams there are; the hint says that the diagrams are not to blame."""
    command = MermaidSettings(("no-such-program", "{input}", "{output}"))
    settings = settings_for(tmp_path)
    settings = replace(settings, kbgen=replace(settings.kbgen, mermaid=command))
    text = "".join(f"```mermaid\ngraph TD; A{number}\n```\n\n" for number in range(9))
    _, problems = render_article(BodyRenderer(settings), article(text), "a.md")
    (group,) = group_diagnostics(problems)
    assert group.occurrences == "9 times in this file"
    assert group.first.hint.startswith("Install it")


def test_a_drawing_is_cleaned(tmp_path: Path) -> None:
    """It runs and loads nothing, even when it is opened by itself."""
    hostile = SVG.replace(
        "<g",
        '<script>alert(1)</script><image href="https://evil.example/x.png"/>'
        '<a href="javascript:alert(1)"><text>x</text></a><g onload="alert(1)"',
    )
    body, _ = render(site(tmp_path, DRAW % hostile))
    drawing = unquote(body.html)
    assert "<img" in body.html
    for part in ("script", "evil.example", "onload", "javascript"):
        assert part not in drawing


def test_a_forged_placeholder_shows_nothing_else(tmp_path: Path) -> None:
    text = f'{FENCE}\n<img data-diagram="7" alt="x"> <img data-diagram="../0" alt="y">'
    html = render(site(tmp_path), text)[0].html
    assert html.count("<img") == 1
    assert html.endswith("<p>x y</p>")
    assert breaches(render(settings_for(tmp_path), text)[0].html) == []


def test_imported_text_runs_no_program(tmp_path: Path) -> None:
    settings = site(tmp_path)
    html = BodyRenderer(settings).render(FENCE, trust=Trust.IMPORTED).html
    assert "A[Start]" in html
    assert not (tmp_path / "runs.txt").exists()
    _, problems = render(settings, FENCE, provenance=Provenance("tickets"))
    assert problems == ["a.md:1:1: KB607 a diagram in Mermaid is shown as its source"]
