# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from content_sites import LETTERS_IN_ANCHORS, article, lines, settings_for
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from kbgen.content.markdown import body as module
from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.content.markdown.rendering.budget import PAGE_MEMORY
from kbgen.errors import SettingsError
from kbgen.model import PluginFailed, Provenance, Trust
from kbgen.settings.types import LimitSettings, PythonName

ROOT = Path("/nowhere")


def renderer(*extensions: tuple[str, dict[str, Any]], seconds: float = 2.0) -> BodyRenderer:
    limits = LimitSettings(page_seconds=seconds)
    added = (LETTERS_IN_ANCHORS, *extensions)
    return BodyRenderer(settings_for(ROOT, markdown_extensions=added, limits=limits))


def test_a_body_depends_on_its_text_alone() -> None:
    """Nothing of one page leaks into the next: footnotes, abbreviations, ids, tabs."""
    texts = [
        "# A\n\n## B\n\nx[^1]\n\n[^1]: n",
        "## B\n\n[y]: z\n\n[y]",
        '??? note "N"\n    ## B',
        "x[^1] [y]",
    ]
    shared = renderer()
    there = [shared.render(text) for text in texts]
    back = [shared.render(text) for text in reversed(texts)]
    assert there == back[::-1] == [renderer().render(text) for text in texts]


def test_the_fingerprint_tells_when_bodies_change() -> None:
    """Other extensions or configurations, another fingerprint; the same settings, the same."""
    prints = {
        renderer().fingerprint,
        renderer(("abbr", {})).fingerprint,
        renderer(("abbr", {"glossary": {}})).fingerprint,
    }
    assert len(prints) == 3
    named = ("toc", {"slugify": PythonName("markdown.extensions.toc.slugify")})
    assert renderer(named).fingerprint == renderer(named).fingerprint


def test_extensions_that_do_not_exist_are_a_sentence() -> None:
    """The settings are wrong, not the program."""
    with pytest.raises(SettingsError, match=r"no\.such"):
        renderer(("no.such", {}))


def test_site_extensions_render() -> None:
    """Content tabs and task lists come out whole when the site turns them on."""
    html = (
        renderer(("pymdownx.tabbed", {"alternate_style": True}), ("pymdownx.tasklist", {}))
        .render('=== "One"\n\n    a\n\n=== "Two"\n\n    b\n\n- [x] done\n')
        .html
    )
    assert html.count('type="radio"') == 2
    assert 'for="__tabbed_1_2"' in html
    assert 'type="checkbox"' in html


def test_components_are_named_and_their_text_stays() -> None:
    """Titles of MDX components become headings, and a diagnostic names the component."""
    body, problems = render_article(
        renderer(), article('\n<Step title="Go">\n  text\n</Step>\n', body_line=5), "a.md"
    )
    assert body is not None
    assert [passage.title for passage in body.passages] == ["Go"]
    assert lines(problems) == ["a.md:6:1: KB603 element <step> was removed; its text was kept"]


def test_removed_parts_are_reported_with_their_locations() -> None:
    """Elements, schemes and images of other sites, each with line and column."""
    text = "`<script>`\n\n<script>x</script>\n\n[a](javascript:b) ![i](https://e.org/i.png)\n"
    _, problems = render_article(renderer(), article(text, body_line=4), "a.md")
    assert lines(problems) == [
        "a.md:8:5: KB406 link scheme javascript: is not allowed",
        "a.md:6:1: KB603 element <script> was removed",
        "a.md:8:24: KB603 image https://e.org/i.png from another site was replaced by a link",
    ]


def test_removed_attributes_are_reported() -> None:
    """Once for each that readers would miss; not inside an element that is removed itself."""
    text = (
        '`<b style="x">`\n\n<b style="color:red" onclick="x()">a</b> <i STYLE="y">b</i>\n\n'
        '<font style="x">c</font>\n\nText\n{: bgcolor="red" }\n'
    )
    _, problems = render_article(renderer(), article(text, body_line=4), "a.md")
    assert lines(problems) == [
        "a.md:11:4: KB603 attribute bgcolor was removed",
        "a.md:8:1: KB603 element <font> was removed; its text was kept",
        "a.md:6:22: KB603 attribute onclick was removed",
        "a.md:6:4: KB603 attribute style was removed",
    ]
    assert "a class" in problems[0].hint
    assert "no scripts" in problems[2].hint


def test_names_of_the_theme_are_told_where_they_stand() -> None:
    """In attribute lists, HTML and the head of a fence."""
    text = "A\n{: #kb-feedback }\n\n<p data-kb=vote>x</p>\n\n``` { .python .md-header }\ny\n```\n"
    _, problems = render_article(renderer(), article(text, body_line=3), "a.md")
    assert lines(problems) == [
        "a.md:4:5: KB604 id kb-feedback is reserved for the page and was removed",
        "a.md:8:16: KB604 class md-header is reserved for the page and was removed",
        "a.md:6:4: KB604 attribute data-kb is reserved for the page and was removed",
    ]


IMPORTED = """\
<b onclick=x>bold</b> &amp; <https://e.org> **strong**
{: #own .kind }

<div markdown="1">in</div>

<Note>callout</Note>

## Heading { #other }

``` { .python #code title="t" }
x = 1
```

[a](b.md){ .button } [j](javascript:x)

--8<-- "pyproject.toml"
"""


def test_imported_text_is_markdown_alone() -> None:
    """HTML, attribute lists, components and snippets are shown as the text that they are."""
    extensions: tuple[tuple[str, dict[str, Any]], ...] = (
        ("pymdownx.snippets", {}),
        ("pymdownx.b64", {}),
    )
    source = article(IMPORTED, provenance=Provenance("zendesk"))
    body, problems = render_article(renderer(*extensions), source, "a.md")
    assert body is not None
    assert body.html == (
        '<p>&lt;b onclick=x&gt;bold&lt;/b&gt; &amp; <a href="https://e.org">https://e.org</a> <strong>strong</strong>\n'
        "{: #own .kind }</p>\n"
        '<p>&lt;div markdown="1"&gt;in&lt;/div&gt;</p>\n'
        "<p>&lt;Note&gt;callout&lt;/Note&gt;</p>\n"
        '<h2 id="heading--other-">Heading { #other }</h2>\n'
        '<div class="highlight" data-lang="Python"><span class="filename">t</span><pre tabindex="0"><span></span><code>'
        '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>\n</code></pre></div>\n'
        '<p><a href="b.md">a</a>{ .button } <a>j</a></p>\n'
        '<p>--8&lt;-- "pyproject.toml"</p>'
    )
    assert lines(problems) == ["a.md:14:26: KB406 link scheme javascript: is not allowed"]


def test_the_same_text_of_a_writer_keeps_its_markup() -> None:
    """The type of the text decides, not the text."""
    body, _ = render_article(renderer(), article(IMPORTED), "a.md")
    assert body is not None
    for part in (
        "<b>bold</b>",
        'class="kind" id="own"',
        "<div>",
        "admonition note",
        'id="other"',
        'class="button"',
    ):
        assert part in body.html, part


def test_unknown_extensions_do_not_process_imported_text() -> None:
    """They might read files."""
    shared = renderer(("unknown_extension:ShoutingExtension", {}))
    assert shared.render("x").html == "<p>X</p>"
    assert shared.render("x", trust=Trust.IMPORTED).html == "<p>x</p>"


def test_a_page_that_takes_too_long_is_a_message() -> None:
    """And the next one renders as if nothing had been."""
    shared = renderer(seconds=0.1)
    body, problems = render_article(shared, article("[" * 20_000, body_line=3), "a.md")
    assert body is None
    assert lines(problems) == ["a.md:3:1: KB601 the text takes more than 0.1 s to render"]
    assert shared.render("*x*").html == "<p><em>x</em></p>"


class _Broken(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        if "deep" in lines:
            raise RecursionError
        if "exit" in lines:
            raise SystemExit("gone")
        if "memory" in lines:
            return [str(len(bytes(2 * PAGE_MEMORY)))]
        raise ValueError("bad\nthing")


class _BrokenExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name is Markdown's)
        md.preprocessors.register(_Broken(md), "broken", 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x", "a.md:1:1: KB602 a Markdown extension failed: ValueError: bad thing"),
        ("deep", "a.md:1:1: KB602 the text is nested too deeply to render"),
        ("exit", "a.md:1:1: KB602 a Markdown extension failed: SystemExit: gone"),
        ("memory", "a.md:1:1: KB602 the text takes more than 256 MB of memory to render"),
    ],
)
def test_an_extension_that_fails_is_a_message(text: str, problem: str) -> None:
    """One bad page cannot hurt the rest."""
    broken = renderer()
    _BrokenExtension().extendMarkdown(broken._converters[Trust.AUTHORED]._markdown)
    body, problems = render_article(broken, article(text), "a.md")
    assert body is None
    assert lines(problems) == [problem]


@pytest.mark.parametrize(
    "text", ["- a\n" + "".join(f"{'    ' * depth}- b\n" for depth in range(300)), "[" * 20_000]
)
def test_a_text_that_is_given_up_leaves_nothing_in_the_next(text: str) -> None:
    """Its nesting would stay in the parser: a list would be taken for a list inside a list."""
    good = "- a\n\n    b\n- c\n\nterm\n:   text\n\n> q\n>\n> - x\n"
    shared = renderer(seconds=0.05)
    expected = shared.render(good).html
    for _ in range(2):
        body, _ = render_article(shared, article(text), "a.md")
        assert body is None
        assert shared.render(good).html == expected


def test_html_over_the_size_limit_is_reported(monkeypatch) -> None:
    """The sanitizer is never given it: nothing can stop it half-way."""
    monkeypatch.setattr("kbgen.content.markdown.rendering.budget.PAGE_HTML", 100)
    monkeypatch.setattr(module, "sanitize", lambda _: pytest.fail("was given it"))
    _, problems = render_article(renderer(), article("word " * 50), "a.md")
    (line,) = lines(problems)
    assert line.startswith("a.md:1:1: KB602 the text becomes 25")
    assert line.endswith("; at most 100 are published")


class Hooks:
    """Plugins that shout, and frame every paragraph."""

    attributes: tuple[str, ...] = ("data-frame",)
    fields: dict[str, Any] = {}  # noqa: RUF012  (of a test)
    is_final = True

    def __init__(self, *said: str, fail: PluginFailed | None = None) -> None:
        self.warnings = list(said)
        self.seen: list[str] = []
        self._fail = fail

    def on_markdown(self, markdown: str) -> str:
        self.seen.append(markdown)
        if self._fail:
            raise self._fail
        return markdown.upper() + "\n\n<script>alert(1)</script>"

    def on_html(self, html: str) -> str:
        self.seen.append(html)
        return f'<html><body>{html}<a data-frame="x" href="a.md" onclick="y()">a</a></body></html>'


def test_plugins_work_before_markdown_and_before_the_sanitizer() -> None:
    body, found = render_article(renderer(), article("Some *text*"), "a.md", Hooks())
    assert body is not None
    assert body.html.startswith("<p>SOME <em>TEXT</em></p>")
    assert '<a data-frame="x" href="a.md">a</a>' in body.html
    assert "script" not in body.html
    assert [link.target for link in body.links] == ["a.md"], (
        "its links are resolved like a writer's"
    )
    assert not [item for item in found if "html" in item.message.split()], (
        "what a plugin puts around is its own"
    )


def test_no_plugin_sees_imported_text() -> None:
    hooks = Hooks()
    imported = article("Some *text*", provenance=Provenance(source="crm"))
    body, _ = render_article(renderer(), imported, "a.md", hooks)
    assert body is not None
    assert (body.html, hooks.seen) == ("<p>Some <em>text</em></p>", [])


def test_a_plugin_that_fails_is_reported_at_its_line() -> None:
    failing = Hooks(fail=PluginFailed("macros", "ValueError: no", line=3))
    body, found = render_article(renderer(), article("a\n\nb", body_line=5), "a.md", failing)
    assert body is None
    assert lines(found) == ["a.md:7:1: KB602 the plugin 'macros' failed: ValueError: no"]


def test_what_a_plugin_says_is_a_warning_at_the_text() -> None:
    _, found = render_article(renderer(), article("a", body_line=5), "a.md", Hooks("hear me"))
    assert "a.md:5:1: KB708 hear me" in lines(found)
