# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from content_sites import article, lines, settings_for

from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.model import Provenance
from kbgen.settings.types import OtherPlugin


def found(text: str, *extensions: str, **changes: Any) -> list[str]:
    """Return the messages about a text, with line and column, without what every line ends with."""
    settings = settings_for(
        Path("/nowhere"), markdown_extensions=tuple((name, {}) for name in extensions), **changes
    )
    _, problems = render_article(BodyRenderer(settings), article(text), "a.md")
    return [
        line.removeprefix("a.md:").removesuffix(" and is shown as text") for line in lines(problems)
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('=== "Windows"\n\n    x\n', '1:1: KB605 === "Windows" looks like a content tab'),
        ("Very ==important== text", "1:6: KB605 ==important== looks like marked text"),
        ("Press ++ctrl+c++", "1:7: KB605 ++ctrl+c++ looks like keys"),
        ("Area $x^2$", "1:6: KB605 $x^2$ looks like a formula"),
        ("$$\nx = 1\n$$", "1:1: KB605 $$ x = 1 $$ looks like a formula"),
        ("- a\n- \\(\\frac{a}{b}\\)", r"2:5: KB605 \frac{a}{b} looks like a formula"),
        (r"If $x = \frac{a}{b}$", r"1:4: KB605 $x = \frac{a}{b}$ looks like a formula"),
        ("Done :white_check_mark:", "1:6: KB605 :white_check_mark: looks like an icon or emoji"),
        (":material-check: yes", "1:1: KB605 :material-check: looks like an icon or emoji"),
        (":::columns\n\na\n\n:::", "1:1: KB605 :::columns looks like a directive"),
        (":::: code-group\na\n::::", "1:1: KB605 :::: code-group looks like a directive"),
        (":::row:::\n\na", "1:1: KB605 :::row::: looks like a directive of DocFX"),
        (":::{note} Title\na\n:::", "1:1: KB605 :::{note} Title looks like a directive of MyST"),
        ("::: {.wide}\na\n:::", "1:1: KB605 ::: {.wide} looks like a directive"),
        ("a\n\n<<< @/x.js", "3:1: KB605 <<< @/x.js looks like the line that includes a file"),
        ("A {{ $page.x }}", "1:3: KB605 {{ $page.x }} looks like a variable of VitePress"),
        ("Version {{ version }}", "1:9: KB605 {{ version }} looks like a variable"),
        ("At {{ site.baseurl }}", "1:4: KB605 {{ site.baseurl }} looks like a Jekyll variable"),
        ("{{% notice tip %}}", "1:1: KB605 {{% notice tip %}} looks like a template tag"),
        ("See ![[a.svg]]", "1:5: KB411 ![[a.svg]] looks like a file embedded by a wiki"),
        ('a\n\n--8<-- "part.md"', '3:1: KB711 --8<-- "part.md" looks like the line that includes a file'),
        ("a\n\n{!part.md!}", "3:1: KB711 {!part.md!} looks like the line that includes a file"),
        ("!!!include(part.md)!!!", "1:1: KB711 !!!include(part.md)!!! looks like the line that includes a file"),
        ('a {% include "part.md" %}', '1:3: KB711 {% include "part.md" %} looks like a statement of a template'),
        ("{%- if x -%}\na\n{% endif %}", "1:1: KB711 {%- if x -%} looks like a statement of a template"),
        ("a\n\n@startuml\nb -> c\n@enduml", "3:1: KB607 @startuml looks like a diagram in PlantUML"),
        ("See [the plan][plan]", "1:5: KB411 [the plan][plan] looks like a link to a reference that is not defined"),
        ("See [`x` folder][plan]", "1:10: KB411 [`…` folder][plan] looks like a link to a reference that is not defined"),
        ("See [[Other page]]", "1:5: KB411 [[Other page]] looks like a wiki link"),
        ("Footnote[^7]", "1:9: KB411 [^7] looks like a footnote that is not defined"),
        ("See (the refund)[b.md]", "1:5: KB411 (the refund)[b.md] looks like a link with swapped brackets"),
        ("[a] (https://b.example)", "1:1: KB411 [a] (https://b.example) looks like a link with a space between its parts"),
        ("Run `kbgen build and wait.", "1:5: KB605 `kbgen build and wait. looks like code that is not closed"),
        ("- `a` or `b\n- c", "1:10: KB605 `b looks like code that is not closed"),
        ("a\n\n- x\n\n  ```sh\n  ls\n", "5:3: KB605 ```sh begins a code block that is not closed"),
        ("1. x\n\n\t```sh\n\tls\n", "3:5: KB605 ```sh begins a code block that is not closed"),
    ],
)  # fmt: skip
def test_lookalikes_are_reported_where_they_are(text: str, message: str) -> None:
    assert found(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "`==a== ++b++ $x^2$ [[c]] {{ d }} [e][f] :smile:`",
        "```\n==a== [[c]]\n```",
        "It costs $5, and $10 later. a == b == c. C++ and g++ and c++.",
        "It is common for {{ and }} to pop up. {{ or }}",
        "At 10:20:30, key:value:more, https://a.example/:id:",
        "${{ github.ref }} and x[0][1] and matrix [[1, 2], [3]]",
        "A (note) [1] and an array a[i][j], see [b] (the second).",
        "[the plan][plan] and [^1]\n\n[plan]: https://a.example\n[^1]: Note.",
        "````\n```\n````",
        "Press \\` or type `a` and ``b ` c``.",
        "A quotation: ``so'' or `so', a user`s name, the `90s, 5` and 6`.",
        "~~~\nx\n~~~",
        r"\$x^2\$ and \$y_1$ and \:smile\: and [\[page]]",
        "> [!NOTE]\n> a\n\n> \\[!NOTE]\n> b",
    ],
)
def test_other_text_is_no_lookalike(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("==a b c", "pymdownx.mark"),
        ("++nosuchkey++", "pymdownx.keys"),
        (":octicons-nosuch-16:", "pymdownx.emoji"),
    ],
)
def test_with_the_extension_the_rest_is_meant_as_text(text: str, extension: str) -> None:
    assert found(text, extension) == []


def test_an_emoji_that_the_extension_does_not_know_is_reported() -> None:
    assert found(":smile: :abacus:", "pymdownx.emoji") == [
        "1:9: KB605 :abacus: looks like an emoji that pymdownx.emoji does not know"
    ]


def test_with_the_plugin_macros_variables_are_its_own() -> None:
    plugins = (OtherPlugin("macros", 1, 1),)
    assert found("{{ version }}", other_plugins=plugins) == []


def test_each_occurrence_has_its_position() -> None:
    assert [line.split(" ")[0] for line in found("`==a==` ==a==\n\n==a==")] == ["1:9:", "3:1:"]


@pytest.mark.parametrize(
    "text",
    [
        r"\[latex\]\[/latex\] tags",
        r"\*\* END OF UPDATE \*\*",
        "&lt;%= Grid.ClientID %&gt;",
        "&#123;{ version }}",
        r"Give {\{ name }}",
    ],
)
def test_escaped_text_is_meant(text: str) -> None:
    """A backslash or an entity says that readers should see the sign."""
    assert found(text) == []


def test_of_an_escaped_and_a_plain_text_the_plain_one_is_reported() -> None:
    assert found("\\[[Plan]]\n\nSee [[Plan]]") == ["3:5: KB411 [[Plan]] looks like a wiki link"]


def test_the_place_is_not_in_the_target_of_a_link() -> None:
    """There, the same text is not shown as it was written."""
    text = "[a]({{site.baseurl}}/b)\n\n<div>See {{site.baseurl}}/c</div>"
    assert found(text) == ["3:10: KB605 {{site.baseurl}} looks like a Jekyll variable"]


def test_a_text_is_found_in_a_cell_of_a_table() -> None:
    """A backslash in front of `|` is no escape of the writer's."""
    text = "Text\n\n| a | b |\n|---|---|\n| x | [[Plan\\|the plan]] |"
    assert found(text) == ["5:7: KB411 [[Plan|the plan]] looks like a wiki link"]


def test_a_tag_of_hugo_is_reported_once() -> None:
    """It is no statement of Jinja."""
    assert [line.split()[1] for line in found("{{% notice note %}}\n")] == ["KB605"]


def test_escaped_signs_hide_no_other_occurrence() -> None:
    assert found(r"\$x^2\$ and $x^2$") == ["1:13: KB605 $x^2$ looks like a formula"]
    text = "> \\[!NOTIZ]\n> a\n\n> [!NOTIZ]\n> b"
    assert found(text) == ["4:3: KB605 [!NOTIZ] looks like a note"]


def test_imported_text_is_left_alone() -> None:
    settings = settings_for(Path("/nowhere"))
    imported = article("[[x]]", provenance=Provenance("tickets"))
    assert render_article(BodyRenderer(settings), imported, "a.md")[1] == ()


def test_the_hint_is_the_line_to_add() -> None:
    _, (problem,) = render_article(
        BodyRenderer(settings_for(Path("/nowhere"))), article("Area $x^2$"), "a.md"
    )
    assert problem.hint.startswith(
        "Add the line '- pymdownx.arithmatex' to markdown_extensions in mkdocs.yml"
    )


def test_a_formula_that_the_extension_does_not_read_is_reported() -> None:
    text = "If $$ x $$ then"
    message = "1:4: KB605 $$ x $$ looks like a formula inside a paragraph"
    assert found(text, "pymdownx.arithmatex") == [message]
    assert found("If $$x$$ then\n\n$$ x $$", "pymdownx.arithmatex") == []
