# SPDX-License-Identifier: MIT
"""Texts of others: corpora that must load and render whole, and hostile files that must do nothing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import article, codes, render_all, settings_for
from page_safety import breaches

from kbgen.content.loader import LoadResult, load
from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.content.source.file_names import name_problem
from kbgen.model import Trust
from kbgen.settings.types import LimitSettings


def load_folder(data: Path, folder: str, *languages: str) -> LoadResult:
    return load(settings_for(data / folder, *languages, docs="", unknown="warning"))


def test_the_single_language_corpus_loads_and_renders(data: Path) -> None:
    """1,136 of 1,141 articles; the other five have their front matter in a code block and are reported."""
    settings = settings_for(data / "articles" / "telerik-kb", docs="", unknown="warning")
    result = load(settings)
    assert len(result.kb.articles) == 1136
    errors = [item for item in result.diagnostics if item.severity == "error"]
    assert Counter(codes(errors)) == {"KB201": 5}
    assert all("begins on line 2" in item.message for item in errors)
    some = replace(result.kb, articles=result.kb.articles[::10])
    bodies = render_all(LoadResult(some, ()), settings)
    assert all(body.passages for body in bodies.values())


def test_the_corpus_of_three_languages_loads_and_renders(data: Path) -> None:
    """Every article, in every language; components leave no tag in the text and lose none of their titles."""
    settings = settings_for(
        data / "articles" / "openclaw-help", "en", "ru", "pl", docs="", unknown="warning"
    )
    result = load(settings)
    assert Counter(item.lang for item in result.kb.articles) == {"en": 64, "ru": 58, "pl": 58}
    assert [item for item in result.diagnostics if item.severity == "error"] == []
    faq = next(item for item in result.kb.articles if item.path == "ru/help/faq-first-run.md")
    body = BodyRenderer(settings).render(faq.markdown, title=faq.title)
    titles = {heading.title for heading in body.headings}
    assert len(titles) > 30
    assert "```" not in "".join(passage.text for passage in body.passages)
    assert "Accordion" not in body.html


def test_hostile_front_matter_is_refused_or_harmless(data: Path) -> None:
    """All but three harmless files have a located message, and what is published holds nothing of their fields."""
    folder = data / "hostile" / "front_matter"
    result = load(settings_for(folder, docs=""))
    named = {item.path for item in result.diagnostics if item.severity == "error"}
    every = {file.name for file in folder.glob("*.md")}
    assert every - named == {"empty.md", "jinja.md", "norway.md"}
    assert [item.code for item in result.diagnostics if item.path == "empty.md"] == ["KB210"]
    refused = {
        "billion.md",
        "dup_keys.md",
        "env_tag.md",
        "python_tag.md",
        "self_ref.md",
        "unclosed_bracket_secret.md",
    }
    assert refused.isdisjoint(item.path for item in result.kb.articles)
    assert all(
        item.markdown.strip().startswith("# ") and len(item.markdown) < 40
        for item in result.kb.articles
        if item.path != "empty.md"
    )
    assert [item.markdown for item in result.kb.articles if item.path == "empty.md"] == [""]
    assert not any("do not publish" in str(item) for item in result.diagnostics)


def test_hostile_encodings_are_named(data: Path) -> None:
    """What is not UTF-8 or holds controls is refused; the rest reads as it should."""
    result = load_folder(data, "hostile/encodings")
    refused = {item.path: item.code for item in result.diagnostics}
    assert refused == {
        **dict.fromkeys(
            ("cp866.md", "koi8r.md", "mixed.md", "overlong.md", "surrogate_cesu.md"), "KB101"
        ),
        **dict.fromkeys(("utf16be_nobom.md", "utf16le_bom.md", "utf32.md"), "KB101"),
        **dict.fromkeys(("double_utf8.md", "lf_u2028.md"), "KB102"),
        **dict.fromkeys(("spaces.md", "zero.md"), "KB210"),
    }


def test_hostile_names_are_refused_or_safe(data: Path) -> None:
    """A name passes only when every system takes it and no link reads it in another way."""
    names = json.loads((data / "hostile" / "names" / "names.json").read_text(encoding="utf-8"))
    refused = [name for name in names if name_problem(name)]
    assert {
        "CON.md",
        "com1.md",
        "trail .md",
        "a:b.md",
        "%2e%2e/x.md",
        "a%00b.md",
        "a\nb.md",
        "a\u200b.md",
    } <= set(refused)
    assert {"Foo.md", "--help.md", "й.md", "😀.md", "a#b.md", "api.md", "sitemap.xml"}.isdisjoint(
        refused
    )


@pytest.mark.parametrize("trust", Trust)
@pytest.mark.parametrize(
    "pack", ["html_ammonia_tests", "html_dompurify_fixtures", "html_h5sc", "markdown_own"]
)
def test_hostile_html_runs_nothing(data: Path, pack: str, trust: Trust) -> None:
    """No element, attribute or address that could run or load anything, at any level of trust."""
    renderer = BodyRenderer(settings_for(Path("/nowhere")))
    for line in (
        (data / "hostile" / "xss" / f"{pack}.jsonl").read_text(encoding="utf-8").splitlines()
    ):
        vector = str(json.loads(line)["v"])
        assert breaches(renderer.render(vector, trust=trust).html, trust) == [], vector


# The signal of the budget may fall into a callback of the garbage collector, which Python can only report.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_deep_documents_end_in_a_body_or_a_message(data: Path) -> None:
    """Tiny texts that stall Markdown cost their own page only."""
    limits = LimitSettings(page_seconds=0.1)
    renderer = BodyRenderer(settings_for(Path("/nowhere"), limits=limits))
    for file in sorted((data / "hostile" / "deep").glob("*.md")):
        body, problems = render_article(renderer, article(file.read_text(encoding="utf-8")), "a.md")
        assert (body is None) == any(code in ("KB601", "KB602") for code in codes(problems)), (
            file.name
        )
