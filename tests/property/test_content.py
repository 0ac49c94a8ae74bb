# SPDX-License-Identifier: MIT
"""Whatever is fed to the readers of content: a value or located diagnostics, never an exception, never a script."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from content_sites import article, settings_for
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_safety import breaches

from kbgen.content.front_matter import ARTICLE, parse_yaml, read_mapping, split
from kbgen.content.links.resolve import LinkResolver
from kbgen.content.links.rewrite_links import with_links
from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.content.markdown.foreign.components import to_markdown
from kbgen.content.source.decoding import decode
from kbgen.content.source.file_names import name_problem
from kbgen.content.source.leading_heading import leading_heading
from kbgen.content.structure import urls
from kbgen.content.structure.identity import id_from_path
from kbgen.model import Category, KnowledgeBase, Provenance, Trust
from kbgen.runtime.problems import Problems
from kbgen.settings.types import PythonName, UnknownFields

EMOJI = {
    "emoji_index": PythonName("material.extensions.emoji.twemoji"),
    "emoji_generator": PythonName("material.extensions.emoji.to_svg"),
}
PLAIN = """abbr pymdownx.arithmatex pymdownx.blocks.html pymdownx.critic pymdownx.keys pymdownx.magiclink pymdownx.mark
    pymdownx.tasklist"""
EXTENSIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    *((name, {}) for name in PLAIN.split()),
    ("pymdownx.tabbed", {"alternate_style": True}),
    *((("pymdownx.emoji", EMOJI),) if find_spec("material") else ()),
)
"""The icons are Material's; the rest of the wall is tested without it too."""
RENDERER = BodyRenderer(settings_for(Path("/nowhere"), markdown_extensions=EXTENSIONS))

WORDS = """
    --- ... +++ title: kind: tags: causes: - & * ! [ ] { } : # " ' | > %YAML <<: &a *a !!python/name:x ? , ~ faq
    <script> </script> <Note> </Note> <Step title="x"> </Step> <a href="javascript:x"> <img src=//e onerror=x> <svg>
    <style> <table> <td> <h1> </h1> <p id="kb-x" class="md-y"> <!-- --> &lt; &#x6a; ``` ~~~ ** __ [^1] [^1]: !!! ???
    ![a](b.png) [a](b.md#c) {: onclick="x"} {#__config} {.kb-x style=y}
    <b data-kb="vote" data-icon="0" name="x"> <form action="//e"> <input type="radio" id="kb-x"> <label for="kb-x">
    :material-home: :smile: <span data-icon="0"> === "A" - [x] ///html|div[onclick=x] /// {++ ++} ++a++ $x$ $$
    <details markdown="1"> </details> <title> <T> \\ =) 1. 2)
"""
PIECES = st.sampled_from(WORDS.split())
SPACE = st.sampled_from(["\n", "\n\n", " ", "    ", "\t", ""])
STEADY = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
"""A busy machine is no finding."""

MARKUP = st.lists(st.one_of(PIECES, SPACE, st.text(max_size=6)), max_size=25).map("".join)


@given(
    st.one_of(
        st.binary(max_size=300),
        MARKUP.map(lambda text: f"---\n{text}\n---\nbody".encode("utf-8", "replace")),
    )
)
@settings(STEADY, max_examples=400)
def test_any_bytes_become_fields_or_diagnostics(data: bytes) -> None:
    """Decoding, splitting, YAML and the schema: none of them raises, and places are real."""
    problems = Problems("a.md")
    text = decode(data, problems)
    parts = split(text, problems) if text is not None else None
    mapping = parse_yaml(parts.yaml, parts.yaml_line, problems) if parts else None
    if mapping is None:
        assert problems.diagnostics
        return
    for unknown in UnknownFields:
        read_mapping(mapping, ARTICLE, unknown, problems)
    assert all(item.line >= 1 and item.column >= 1 for item in problems.diagnostics)


@given(MARKUP, st.sampled_from(Trust))
@settings(STEADY, max_examples=600)
def test_no_text_gets_anything_through_the_wall(text: str, trust: Trust) -> None:
    """Nothing forbidden at any level of trust; an outline without gaps; unique ids; links that match the HTML."""
    source = article(text, provenance=Provenance("tickets") if trust is Trust.IMPORTED else None)
    body, problems = render_article(RENDERER, source, "a.md")
    if body is None:
        assert problems
        return
    assert breaches(body.html, trust) == []
    levels = [1, *(heading.level for heading in body.headings)]
    assert all(1 < below <= above + 1 for above, below in pairwise(levels))
    assert len(set(body.anchors)) == len(body.anchors)
    assert {heading.id for heading in body.headings} <= set(body.anchors)
    assert [passage.anchor for passage in body.passages if passage.anchor] == [
        heading.id for heading in body.headings
    ]


@given(MARKUP, MARKUP)
@settings(STEADY, max_examples=150)
def test_no_text_leaves_a_trace_in_the_next(first: str, second: str) -> None:
    """A body is a function of its text."""
    fresh = BodyRenderer(settings_for(Path("/nowhere"), markdown_extensions=EXTENSIONS))
    alone, _ = render_article(fresh, article(second), "a.md")
    render_article(RENDERER, article(first), "a.md")
    after, _ = render_article(RENDERER, article(second), "a.md")
    assert after == alone


@given(MARKUP)
@settings(STEADY)
def test_components_lose_no_words(text: str) -> None:
    """Translation moves words and may drop tags, but every other word is still there."""
    marked = text + "\nsentinel\n"
    assert "sentinel" in to_markdown(marked)[0]


@given(st.text(max_size=60))
@settings(STEADY)
def test_titles_ids_and_names_never_fail(text: str) -> None:
    """Any string has a title, an id of the right form, and a verdict."""
    leading_heading(f"# {text}")
    assert set(id_from_path(f"{text}.md")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert id_from_path(f"{text}.md")[:1] not in ("", "-")
    assert isinstance(name_problem(text), str)


@given(
    st.lists(
        st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1),
        min_size=1,
    )
)
@settings(STEADY)
def test_outputs_come_back_from_urls(parts: list[str]) -> None:
    """Encoding an address loses nothing, whatever the names are."""
    output = "/".join([*parts, "index.html"])
    for directory_urls in (True, False):
        assert (
            urls.url_to_output(urls.output_to_url(output, directory_urls=directory_urls)) == output
        )


@pytest.fixture(scope="module")
def empty_kb() -> KnowledgeBase:
    other = article(path="b.md", url="b/", id="b")
    shelves: dict[str, tuple[Category, ...]] = {"en": ()}
    return KnowledgeBase(
        ("en",), (other, article()), shelves, {"en": ("b.md",)}, (("b.png", "b.png"),), {}
    )


TARGETS = st.text("ab./#?%&:\"'<>()[]{} ąя\\", max_size=14)


@given(TARGETS, st.booleans())
@settings(STEADY, max_examples=300)
def test_any_target_is_resolved_or_reported(
    empty_kb: KnowledgeBase, target: str, is_image: bool
) -> None:
    """No target raises, leaves the site's root, or breaks out of its attribute."""
    markdown = f"{'!' if is_image else ''}[words](<{target}>)"
    source = article(markdown)
    body, _ = render_article(RENDERER, source, "a.md")
    assert body is not None
    resolver = LinkResolver(empty_kb, settings_for(Path("/nowhere")), {source.path: body})
    destinations, problems = resolver.destinations(source, body.links)
    html = with_links(body.html, destinations)
    assert breaches(html) == []
    assert all(item.line == 1 for item in problems)
    assert "../../../" not in html.replace(target, "")
