# SPDX-License-Identifier: MIT
"""Articles come from the cache by the bytes of their files, or are read; their problems are reported either way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from content_sites import lines, settings_for, write

from kbgen.content.loader import load
from kbgen.content.markdown import body as body_module
from kbgen.model import Audience, Body
from kbgen.settings import LimitSettings
from kbgen.site.caching.cache import Cache, CacheLost
from kbgen.site.caching.codec import from_bytes
from kbgen.site.caching.compression import unpack
from kbgen.site.processes.pool import Workers
from kbgen.site.reading.articles import BODY, KINDS, ROW, SiteArticles, SiteReader, packed_bodies

HELLO = "---\ntitle: Hello\n---\n*Hello*"
BAD = "---\ntitle: Bad\n---\nText <script>alert(1)</script>"
FULL = """\
---
title: Full
kind: troubleshooting
status: published
audience: customer
summary: S
questions: [q1, q2]
symptoms: [s]
error_codes: [E1]
causes: [{cause: c, remedy: [r1, r2], type: workaround, expected: e}]
environment: {product: p, versions: v, platform: [a], plan: [b], region: [c]}
support: {cost: c, doing: d, next: n, eta: e}
state: fixed
tags: [t]
order: 3
promoted: true
related: [hello]
updated: 2026-01-02
reviewed: 2026-01-03
expires: 2027-01-04
provenance: {source: tickets, tickets: [abc], generated: 2026-01-01}
source_revision: 00ff
---
## Part

Text with [a link](a.md#x) and ![an image](i.png).
"""


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """Paths of the articles whose Markdown was really rendered."""
    seen: list[str] = []
    render = body_module.render_article

    def watched(renderer, article, path, hooks):
        seen.append(path)
        return render(renderer, article, path, hooks)

    monkeypatch.setattr(body_module, "render_article", watched)
    return seen


def read(
    root: Path,
    files: Mapping[str, str | bytes],
    *,
    drafts: bool = False,
    jobs: int = 1,
    **changes: Any,
) -> SiteArticles:
    settings = settings_for(write(root, files), **changes)
    with Cache(root / "cache.sqlite") as cache, Workers(jobs) as workers:
        found = SiteReader(settings, cache, workers, drafts=drafts).read_site()
        cache.forget_unused(KINDS)
        return found


def html(root: Path, articles: SiteArticles, path: str) -> str:
    with Cache(root / "cache.sqlite") as cache:
        return from_bytes(Body, unpack(packed_bodies(articles, cache, [path])[path])).html


def test_an_article_is_read_once(tmp_path: Path, rendered: list[str]) -> None:
    files = {"a.md": HELLO, "b.md": BAD}
    first = read(tmp_path, files)
    assert rendered == ["content/a.md", "content/b.md"]
    assert html(tmp_path, first, "a.md") == "<p><em>Hello</em></p>"
    assert lines(first.diagnostics) == ["content/b.md:4:6: KB603 element <script> was removed"]
    assert replace(read(tmp_path, files), rendered=2) == first
    assert len(rendered) == 2


def test_what_comes_from_the_cache_is_what_was_read(tmp_path: Path) -> None:
    files = {
        "full.md": FULL,
        "hello.md": HELLO,
        "bad.md": "---\ntitle: [x\n---\n",
        "draft.md": "# D",
    }
    audiences = frozenset({Audience.PUBLIC, Audience.CUSTOMER})
    first, second = (
        read(tmp_path, files, audiences=audiences),
        read(tmp_path, files, audiences=audiences),
    )
    assert replace(second, rendered=first.rendered) == first
    plain = load(settings_for(tmp_path, audiences=audiences))
    assert second.kb == replace(
        plain.kb, articles=tuple(replace(item, markdown="") for item in plain.kb.articles)
    )
    assert [item for item in second.diagnostics if item in plain.diagnostics] == list(
        plain.diagnostics
    )
    links = second.facts["full.md"].links
    assert [(link.target, link.line, link.column) for link in links] == [
        ("a.md#x", 26, 20),
        ("i.png", 26, 44),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"files": {"a.md": HELLO + "!"}},
        {"docs": "docs"},
        {"limits": LimitSettings(page_seconds=1.5)},
    ],
)
def test_whatever_an_article_depends_on_has_it_read_again(
    tmp_path: Path, rendered, change: dict
) -> None:
    read(tmp_path, {"a.md": HELLO})
    files = change.pop("files", {})
    if "docs" in change:
        (tmp_path / "content").rename(tmp_path / "docs")
    read(tmp_path, files, **change)
    assert len(rendered) == 2


def test_a_moved_article_is_read_again_and_the_others_are_not(tmp_path: Path, rendered) -> None:
    read(tmp_path, {"a.md": HELLO, "b.md": BAD})
    (tmp_path / "content" / "a.md").rename(tmp_path / "content" / "z.md")
    found = read(tmp_path, {})
    assert rendered[2:] == ["content/z.md"]
    assert sorted(found.facts) == ["b.md", "z.md"]


def test_a_draft_waits_until_it_is_shown(tmp_path: Path, rendered) -> None:
    draft = "---\ntitle: D\nstatus: draft\n---\nText <script>x</script>"
    files = {"a.md": HELLO, "d.md": draft}
    assert "d.md" not in read(tmp_path, files).facts
    assert rendered == ["content/a.md"]
    shown = read(tmp_path, files, drafts=True)
    assert rendered == ["content/a.md", "content/d.md"]
    assert [item.code for item in shown.diagnostics] == ["KB603"]
    hidden = read(tmp_path, files)
    assert (len(rendered), hidden.diagnostics, sorted(hidden.facts)) == (2, (), ["a.md"])


@pytest.mark.parametrize(
    "entry", [b"", b"[]", b"[[1], []]", b"{", b"\xff", b"[1,2,3,4,5,6]", b"null"]
)
def test_what_another_version_left_in_the_cache_is_read_again(
    tmp_path: Path, rendered, entry: bytes
) -> None:
    first = read(tmp_path, {"a.md": HELLO})
    with Cache(tmp_path / "cache.sqlite") as cache:
        cache.put_many(ROW, dict.fromkeys(first.keys.values(), entry))
    assert read(tmp_path, {"a.md": HELLO}) == first
    assert replace(read(tmp_path, {"a.md": HELLO}), rendered=1) == first
    assert len(rendered) == 2, "the entry was not mended"


def test_a_body_that_went_out_of_the_cache_is_missed(tmp_path: Path) -> None:
    found = read(tmp_path, {"a.md": HELLO})
    with Cache(tmp_path / "cache.sqlite") as cache:
        cache.get_many(ROW, found.keys.values())
        cache.forget_unused([BODY])
    with pytest.raises(CacheLost):
        html(tmp_path, found, "a.md")


def test_an_interrupted_build_leaves_no_article_without_its_body(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_many, calls = Cache.put_many, 0

    def interrupted(cache: Cache, kind: str, values: Mapping[str, bytes]) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        put_many(cache, kind, values)

    with monkeypatch.context() as patch:
        patch.setattr(Cache, "put_many", interrupted)
        with pytest.raises(KeyboardInterrupt):
            read(tmp_path, {"a.md": HELLO})
    assert html(tmp_path, read(tmp_path, {}), "a.md") == "<p><em>Hello</em></p>"


def test_a_text_that_cannot_be_rendered_is_said_and_not_cached(tmp_path: Path, rendered) -> None:
    """4,000 brackets stall Python-Markdown for minutes."""
    files = {"a.md": "# Stuck\n\n" + "[" * 4000, "b.md": HELLO}
    for _ in range(2):
        found = read(tmp_path, files, limits=LimitSettings(page_seconds=0.5))
        assert list(found.facts) == ["b.md"]
        assert [item.code for item in found.diagnostics] == ["KB601"]
    assert rendered.count("content/a.md") == 2


def test_a_file_that_is_too_large_or_nearly_so_is_said_each_time(tmp_path: Path) -> None:
    files = {
        "a.md": HELLO,
        "large.md": "# L\n\n" + "word " * 50_000,
        "huge.md": "# H\n\n" + "word " * 80_000,
    }
    for _ in range(2):
        found = read(tmp_path, files, limits=LimitSettings(source_bytes=300_000, page_seconds=20.0))
        assert [(item.path, item.code) for item in found.diagnostics] == [
            ("content/huge.md", "KB103"),
            ("content/large.md", "KB107"),
        ]
        assert sorted(found.facts) == ["a.md", "large.md"]


def test_processes_read_what_one_process_reads(tmp_path: Path) -> None:
    files = {
        f"{number}.md": f"---\ntitle: T{number}\n---\nText <script>{number}</script> [x](gone)"
        for number in range(60)
    }
    several = read(tmp_path / "several", files, jobs=2)
    assert read(tmp_path / "one", files) == several
    assert several.rendered == 60


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_text_of_strangers_is_rendered_as_such(tmp_path: Path, jobs: int) -> None:
    """Whichever process renders it; the same text with other front matter is another article."""
    text = "<b>bold</b>\n{: .kind }"
    strange = f"---\ntitle: A\nprovenance: {{source: tickets}}\nreviewed: 2026-01-01\n---\n{text}"
    own = read(tmp_path, {"a.md": f"---\ntitle: A\n---\n{text}"}, jobs=jobs)
    assert html(tmp_path, own, "a.md") == '<p class="kind"><b>bold</b></p>'
    theirs = read(tmp_path, {"a.md": strange}, jobs=jobs)
    assert html(tmp_path, theirs, "a.md") == "<p>&lt;b&gt;bold&lt;/b&gt;\n{: .kind }</p>"


def test_a_snippet_that_changes_changes_the_texts_that_use_it(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    extensions = (("pymdownx.snippets", {"base_path": ["snippets"]}),)
    files = {"a.md": '# A\n\n--8<-- "note.txt"', "b.md": HELLO}
    counts = []
    for text in ("One.", "Two.", "Two."):
        (tmp_path / "snippets" / "note.txt").write_text(text)
        found = read(tmp_path, files, markdown_extensions=extensions)
        assert html(tmp_path, found, "a.md").endswith(f"<p>{text}</p>")
        counts.append(found.rendered)
    assert counts == [2, 1, 0]


READER = """
from pathlib import Path
from markdown.preprocessors import Preprocessor
from markdown.extensions import Extension


class Reads(Preprocessor):
    def run(self, lines):
        if "READ" not in lines:
            return lines
        with open("note.txt", encoding="utf-8") as file:
            return [file.read()]


class Ours(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Reads(md), "reads", 100)
"""


def test_a_text_for_which_an_extension_opens_a_file_is_never_cached(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "kbgen_test_reads.py").write_text(READER)
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    files = {"a.md": "---\ntitle: A\n---\nREAD", "b.md": HELLO}
    for text in ("One.", "Two."):
        (tmp_path / "note.txt").write_text(text)
        found = read(tmp_path, files, markdown_extensions=(("kbgen_test_reads:Ours", {}),))
        assert html(tmp_path, found, "a.md") == f"<p>{text}</p>"
        assert found.rows is None
    assert found.rendered == 1


def test_snippets_are_looked_for_where_the_command_runs(tmp_path: Path, monkeypatch) -> None:
    extensions = (("pymdownx.snippets", {"base_path": ["snippets"]}),)
    for name in ("one", "two"):
        write(tmp_path / name, {})
        (tmp_path / name / "snippets").mkdir(parents=True)
        (tmp_path / name / "snippets" / "note.txt").write_text(name)
        monkeypatch.chdir(tmp_path / name)
        found = read(
            tmp_path / name, {"a.md": '# A\n\n--8<-- "note.txt"'}, markdown_extensions=extensions
        )
        assert html(tmp_path / name, found, "a.md").endswith(f"<p>{name}</p>")
