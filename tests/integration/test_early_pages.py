# SPDX-License-Identifier: MIT
"""While the first build of a preview runs, its pages are made when they are asked for, and say that they are early."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from integration.test_serve import get, replace_as_editors_do

from kbgen.cli.common import load_site
from kbgen.cli.publishing import serve
from kbgen.mkdocs_plugin.renderer.template_renderer import renderer_of
from kbgen.model import FileContent
from kbgen.site.building.build import build
from kbgen.site.planning.assemble import AssembleOptions
from kbgen.site.preview import builder
from kbgen.site.preview.early_pages import EarlyPages
from kbgen.site.preview.reloads import Reloads
from kbgen.site.preview.server import preview_server
from kbgen.site.processes import tasks

NOTE = re.compile(r'\n<p class="kb-incomplete" role="status">[^<]+</p>')
PROBLEMS = re.compile(r'\n<section class="kb-problems".*?</section>', re.DOTALL)
CODES = re.compile(r"<code>(KB\d+)</code>")
TREE = """
content/index.md
    | ---
    | title: Welcome
    | ---
    | Text, and [a guide](guides/pay.md).
content/guides/_category.yml
    | title: Guides
content/guides/pay.md
    | ---
    | title: Pay
    | tags: [money]
    | ---
    | Pay *now*. See [the draft](../draft.md), ![a picture](../shot.png) and [the web](https://example.org/).
    |
    | ## Cards
    |
    | <script>no</script>
    |
    | ```python
    | pay(1)
    | ```
content/guides/refund.md
    | ---
    | title: Refund
    | summary: Money back.
    | related: [guides-pay]
    | ---
    | ## Back
    |
    | See [cards](pay.md#cards).
content/żółw.md
    | ---
    | title: Half
    | ---
    | Half price.
content/draft.md
    | ---
    | title: Not yet
    | status: draft
    | ---
    | [nowhere](gone.md)
content/shot.png
    | not a picture
"""
LANGUAGES = """
site_name: Acme
docs_dir: content
theme: {name: material, language: en}
plugins: [kbgen: {languages: [en, pl], contact: {phone: "112"}}]
"""
_OPTIONS = AssembleOptions(drafts=True, preview=True)


@contextmanager
def early_pages(folder: Path) -> Iterator[EarlyPages]:
    settings, plugins = load_site(folder / "mkdocs.yml", None)
    pages = EarlyPages(settings, renderer_of(settings, plugins.hosted), plugins, _OPTIONS)
    try:
        yield pages
    finally:
        pages.close()


def built(folder: Path) -> dict[str, bytes]:
    """Every file of the whole preview but search."""
    settings, plugins = load_site(folder / "mkdocs.yml", None)
    site = folder / "built"
    build(
        settings,
        renderer_of(settings, plugins.hosted),
        site_dir=site,
        options=_OPTIONS,
        plugins=plugins,
    )
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    return {
        path: data
        for path, data in files.items()
        if not path.startswith(("search/en/", "search/pl/"))
    }


def _bytes(content: FileContent | None) -> bytes:
    assert content is not None
    return content if isinstance(content, bytes) else content.read_bytes()


def text_of(content: FileContent | None) -> str:
    return _bytes(content).decode()


def test_early_pages_are_those_of_the_build_with_a_note(site: Callable[..., Path]) -> None:
    """Also what the pages load; the page of an article lists the problems of its file."""
    folder = site(TREE)
    whole = built(folder)
    pages = {path: data.decode() for path, data in whole.items() if path.endswith(".html")}
    with early_pages(folder) as early:
        for path, html in pages.items():
            page, notes = NOTE.subn("", text_of(early.content(path)))
            assert notes == 1, path
            assert PROBLEMS.sub("", page) == PROBLEMS.sub("", html), path
            assert set(CODES.findall(page)) <= set(CODES.findall(html)), path
        files = [path for path in whole if path not in pages and early.has(path)]
        assert {"shot.png"} < set(files)
        assert [path for path in files if _bytes(early.content(path)) != whole[path]] == []
        assert "KB401" in text_of(early.content("draft/index.html"))
        assert "KB603" in text_of(early.content("guides/pay/index.html"))
        assert not early.has("nowhere/index.html")
        assert early.content("nowhere/index.html") is None


def test_early_pages_follow_redirects(site: Callable[..., Path]) -> None:
    folder = site(TREE)
    (folder / "content/_data").mkdir()
    (folder / "content/_data/redirects.yml").write_text("old/: guides/pay.md\n", "utf-8")
    (folder / "content/draft.md").write_text("# Not yet\n\n[old](/old/)\n", "utf-8")
    with early_pages(folder) as early:
        assert '<a href="../guides/pay/">old</a>' in text_of(early.content("draft/index.html"))
        assert "guides/pay/" in text_of(early.content("old/index.html"))


def test_early_pages_are_there_in_every_language(site: Callable[..., Path]) -> None:
    folder = site("content/en/a.md\n    | ---\n    | title: A\n    | ---\n    | Text.\n", LANGUAGES)
    (folder / "content/pl").mkdir()
    (folder / "content/pl/a.md").write_text("---\ntitle: Artykuł\n---\nTekst.", "utf-8")
    with early_pages(folder) as early:
        assert "Tekst." in text_of(early.content("pl/a/index.html"))
        assert "przygotowywany" in text_of(early.content("pl/index.html"))


def test_a_text_is_read_when_its_page_is_asked_for(site: Callable[..., Path]) -> None:
    folder = site(TREE)
    with early_pages(folder) as early:
        replace_as_editors_do(folder / "content/draft.md", "---\ntitle: Not yet\n---\nA new text.")
        assert "A new text." in text_of(early.content("draft/index.html"))
        (folder / "content/draft.md").unlink()
        gone = text_of(early.content("draft/index.html"))
        assert "A new text." not in gone
        assert "kb-problems" in gone


def test_what_ends_the_process_waits_for_the_build(
    site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with early_pages(site(TREE)) as early:
        early.close()
        assert early.content("draft/index.html") is None
        assert early.content("shot.png") is not None


class Preview:
    """The parts of `kbgen serve` in this process: what a test does instead of the build happens while it runs."""

    def __init__(self, folder: Path) -> None:
        settings, plugins = load_site(folder / "mkdocs.yml", None)
        self.folder = folder / ".kbgen/preview"
        self.reloads = Reloads()
        self.server = preview_server(self.folder, self.reloads, "127.0.0.1", 0, "")
        self.port = self.server.server_address[1]
        url = f"http://127.0.0.1:{self.port}/"
        host = serve._host(settings.config_file, None, url)
        self.rebuild = builder.PreviewBuilder(host, self.reloads, self.server)
        self.run_first = partial(self.rebuild.run_first, settings, plugins)

    def get(self, path: str) -> tuple[int, str]:
        return get(self.port, path)


@pytest.fixture
def preview(site: Callable[..., Path]) -> Iterator[Preview]:
    running = Preview(site(TREE))
    with serve._serving(running.server, running.reloads):
        yield running
    running.server.server_close()


def during(monkeypatch: pytest.MonkeyPatch, action: Callable[[], None]) -> None:
    """Have something done while the first build runs, before it publishes anything."""
    waiting = [action]

    def interrupted(*arguments: Any, **options: Any) -> Any:
        if waiting:
            waiting.pop()()
        return build(*arguments, **options)

    monkeypatch.setattr(builder, "build", interrupted)


@pytest.mark.parametrize("has_text", [True, False])
def test_pages_are_there_before_the_first_build_has_ended(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, has_text: bool
) -> None:
    """Home and any other; also when the home page has no text. After the build, its pages are served."""
    if not has_text:
        (tmp_path / "content/index.md").unlink()
    early: dict[str, tuple[int, str]] = {}
    paths = (
        "/",
        "/guides/pay/",
        "/guides/pay",
        "/guides/",
        "/search/",
        "/shot.png",
        "/%C5%BC%C3%B3%C5%82w/",
    )
    during(monkeypatch, lambda: early.update({path: preview.get(path) for path in paths}))
    preview.run_first()
    assert {path: status for path, (status, _) in early.items() if status != 200} == {
        "/guides/pay": 301
    }
    assert ("Welcome" in early["/"][1], "Guides" in early["/"][1]) == (has_text, True)
    assert "Pay <em>now</em>" in early["/guides/pay/"][1]
    without_note = [path for path in paths if "kb-incomplete" not in early[path][1]]
    assert without_note == ["/guides/pay", "/shot.png"]
    assert "kb-incomplete" not in preview.get("/")[1]
    assert preview.server.early is None
    assert preview.reloads.builds == 1


def test_an_unknown_page_and_search_wait_for_the_first_build(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, tuple[int, str]] = {}
    paths = ("/nowhere/", "/search/en/entry.json")
    asking = [
        threading.Thread(target=lambda path=path: found.update({path: preview.get(path)}))
        for path in paths
    ]

    def ask() -> None:
        for thread in asking:
            thread.start()
        assert preview.get("/draft/")[0] == 200
        assert found == {}

    during(monkeypatch, ask)
    preview.run_first()
    for thread in asking:
        thread.join(60)
    assert (found["/nowhere/"][0], "kb-incomplete" in found["/nowhere/"][1]) == (404, False)
    assert found["/search/en/entry.json"][0] == 200


def test_a_long_build_over_an_old_preview_shows_early_pages_too(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The pages of the last preview may be of another time."""
    preview.run_first()
    assert "kb-incomplete" not in preview.get("/draft/")[1]
    (tmp_path / ".kbgen/cache.sqlite").unlink()
    replace_as_editors_do(tmp_path / "content/draft.md", "---\ntitle: Now\n---\nA new text.")
    monkeypatch.setattr(builder, "_MIN_TEXTS_FOR_EARLY_PAGES", 2)
    early: list[str] = []
    wake_waiters = preview.reloads.wake_waiters

    def noticed() -> None:
        wake_waiters()
        early.append(preview.get("/draft/")[1])

    monkeypatch.setattr(preview.reloads, "wake_waiters", noticed)
    preview.run_first()
    assert [("A new text." in page, "kb-incomplete" in page) for page in early] == [(True, True)]
    page = preview.get("/draft/")[1]
    assert ("A new text." in page, "kb-incomplete" in page) == (True, False)


def test_a_short_build_over_an_old_preview_makes_no_early_pages(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview.run_first()
    monkeypatch.setattr(builder, "EarlyPages", None)
    preview.run_first()
    assert preview.reloads.builds == 2


def test_broken_settings_are_said_once_and_end_the_waiting(
    preview: Preview, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text().replace("contact:", "kontakt:"), "utf-8")
    preview.run_first()
    assert capsys.readouterr().err.count("KB702") == 1
    assert preview.get("/")[0] == 404
    assert preview.get("/search/en/entry.json")[0] == 404


def test_search_waits_until_it_is_asked_for(preview: Preview, tmp_path: Path) -> None:
    preview.run_first()
    before = _search(preview)
    replace_as_editors_do(tmp_path / "content/draft.md", "---\ntitle: Now\n---\nA zebrafish.")
    preview.rebuild.run()
    assert "A zebrafish." in preview.get("/draft/")[1]
    assert _search(preview) == before
    found: list[int] = []
    asking = threading.Thread(target=lambda: found.append(preview.get("/search/en/entry.json")[0]))
    asking.start()
    while not preview.reloads.search_wanted:
        time.sleep(0.01)
    assert found == []
    builds = preview.reloads.builds
    preview.rebuild.update_search()
    asking.join(60)
    assert found == [200]
    assert b"zebrafish" in b"".join(_search(preview).values())
    assert preview.reloads.builds == builds, "a reload would delete what the writer is typing"
    assert preview.get("/search/en/entry.json")[0] == 200, "an up-to-date search is served at once"


def test_the_first_save_finds_imported_what_it_needs(preview: Preview) -> None:
    """Workers rendered the first build, or nothing was rendered at all."""
    preview.run_first()
    tasks._body_renderer.cache_clear()
    preview.run_first()
    assert tasks._body_renderer.cache_info().currsize == 1


def _search(preview: Preview) -> dict[str, bytes]:
    folder = preview.folder / "search/en"
    return {path.name: path.read_bytes() for path in folder.iterdir()}
