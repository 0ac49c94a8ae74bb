# SPDX-License-Identifier: MIT
"""`mkdocs build` with the plugin and `kbgen build` give the same HTML, byte for byte."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import run

CONFIG = """\
site_name: Acme
site_url: https://example.com/help/
theme: {name: material, font: false, language: en}
docs_dir: content
markdown_extensions: [abbr, pymdownx.tasklist]
plugins:
  - kbgen:
      languages: [en, ru]
      contact: {email: help@example.com}
      feedback: {adapter: formspree, account: abc123, products: [Desktop]}
"""
TREE = """
content/en/index.md
    | ---
    | title: Welcome
    | ---
    | Hello [refund](billing/refund.md).
content/en/billing/refund.md
    | ---
    | title: "Get a <refund> & more"
    | kind: troubleshooting
    | symptoms: [No money]
    | tags: [money]
    | updated: 2026-11-03
    | causes: [{cause: Bank, remedy: [Wait, Call]}]
    | ---
    | - [x] done
    |
    | ```python
    | print("<b>")
    | ```
    |
    | !!! note
    |     A note. ![p](p.png)
content/en/billing/p.png
    | x
content/en/billing/cards/deep/er.md
    | ---
    | title: Deep
    | ---
    | | a | b |
    | |---|--:|
    | | 1 | 2 |
content/ru/billing/refund.md
    | ---
    | title: Возврат
    | source_revision: abcdef
    | ---
    | ## Ещё раз
    | Текст.
content/ru/Привет.md
    | ---
    | title: Привет
    | ---
    | Текст.
"""


NAV = """\
nav:
  - Money:
      - Paid back: billing/refund.md
      - Status: https://status.example/
  - ru/Привет.md
not_in_nav: |
  er.md
"""


@pytest.mark.parametrize("extra", ["", "use_directory_urls: false\n", NAV])
def test_both_ways_of_building_give_the_same_pages(site, tmp_path: Path, extra: str) -> None:
    site(TREE, CONFIG + extra)
    ours = run(tmp_path, "kbgen", "build", "--site-dir", "ours")
    assert ours.code == 0, ours.stderr + ours.stdout
    theirs = run(tmp_path, "mkdocs", "build", "--quiet", "--site-dir", "theirs")
    assert theirs.code == 0, theirs.stderr
    pages = sorted(
        path.relative_to(tmp_path / "ours").as_posix()
        for path in (tmp_path / "ours").rglob("*.html")
    )
    assert len(pages) > 12
    assert pages == sorted(
        path.relative_to(tmp_path / "theirs").as_posix()
        for path in (tmp_path / "theirs").rglob("*.html")
    )
    for page in pages:
        assert (tmp_path / "ours" / page).read_bytes() == (
            tmp_path / "theirs" / page
        ).read_bytes(), page
    assert [
        page for page in pages if "newer-source" in (tmp_path / "ours" / page).read_text("utf-8")
    ] == [page for page in pages if page.startswith("ru/billing/refund")]


def test_every_other_file_is_there_too(site, tmp_path: Path) -> None:
    site(TREE, CONFIG)
    run(tmp_path, "kbgen", "build", "--site-dir", "ours")
    run(tmp_path, "mkdocs", "build", "--quiet", "--site-dir", "theirs")
    files = {
        path.relative_to(tmp_path / "ours").as_posix(): path.read_bytes()
        for path in (tmp_path / "ours").rglob("*")
        if path.is_file() and path.name != "kb-manifest.json"
    }
    assert files == {
        path.relative_to(tmp_path / "theirs").as_posix(): path.read_bytes()
        for path in (tmp_path / "theirs").rglob("*")
        if path.is_file()
    }


def test_problems_are_reported_by_mkdocs_too(site, tmp_path: Path) -> None:
    site("content/en/a.md\n| ---\n| title: A\n| titel: B\n| ---\n", CONFIG)
    theirs = run(tmp_path, "mkdocs", "build", "--site-dir", "theirs")
    assert "content/en/a.md:3:1: KB202" in theirs.stderr
    strict = run(tmp_path, "mkdocs", "build", "--strict", "--site-dir", "theirs")
    assert strict.code == 1


DRAWN = """\
site_name: Acme
site_url: https://example.com/help/
theme: {name: material, font: false, language: en}
docs_dir: content
markdown_extensions: [pymdownx.arithmatex]
plugins:
  - kbgen:
      contact: {email: help@example.com}
      mermaid: {command: [PYTHON, draw.py, "{input}", "{output}"]}
"""
DRAWN_TREE = """
draw.py
    | import sys
    | open("runs.txt", "a").write("x")
    | if "bad" in open(sys.argv[1]).read():
    |     sys.exit("Error: bad diagram")
    | open(sys.argv[2], "w").write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
content/index.md
    | ---
    | title: Welcome
    | ---
    | If $x^2 > 1$, then
    |
    | ```mermaid
    | graph LR
    |   A[Start]
    | ```
content/bad.md
    | ---
    | title: Bad
    | ---
    | $\\foo$
    |
    | ```mermaid
    | bad
    | ```
"""


def test_formulas_and_diagrams_are_the_same_and_drawn_once(site, tmp_path: Path) -> None:
    """A failure keeps nothing out of the site, and the next build tries again."""
    site(DRAWN_TREE, DRAWN.replace("PYTHON", sys.executable))
    ours = run(tmp_path, "kbgen", "build", "--site-dir", "ours")
    assert ours.code == 0, ours.stderr + ours.stdout
    assert "content/bad.md:4:2: KB606 the formula \\foo is shown" in ours.stderr
    assert "content/bad.md:6:1: KB607 a diagram in Mermaid is shown" in ours.stderr
    assert "Error: bad diagram" in ours.stderr
    theirs = run(tmp_path, "mkdocs", "build", "--quiet", "--site-dir", "theirs")
    assert theirs.code == 0, theirs.stderr
    for page in ("index.html", "bad/index.html"):
        html = (tmp_path / "ours" / page).read_bytes()
        assert html == (tmp_path / "theirs" / page).read_bytes()
        assert (b"<math" in html, b'class="diagram"' in html) == (page == "index.html",) * 2
    again = run(tmp_path, "kbgen", "build", "--site-dir", "ours")
    assert "KB607" in again.stderr
    # The good diagram once; the bad one in each of the three builds.
    assert (tmp_path / "runs.txt").read_text() == "xxxx"


HOOK = """
hooks.py
    | def on_page_markdown(markdown, page, **kwargs):
    |     return markdown.replace("HOOKED", "from a hook $y^2$ and $\\\\foo$")
"""


def test_formulas_and_diagrams_in_a_text_that_a_hook_changes(site, tmp_path: Path) -> None:
    """MkDocs renders that text: the page is the same as without a hook."""
    tree = DRAWN_TREE.replace("If $x^2 > 1$, then", "If $x^2 > 1$, then HOOKED")
    site(tree + HOOK[1:], DRAWN.replace("PYTHON", sys.executable) + "hooks: [hooks.py]\n")
    done = run(tmp_path, "kbgen", "build", "--site-dir", "ours")
    assert done.code == 0, done.stderr + done.stdout
    html = (tmp_path / "ours/index.html").read_text("utf-8")
    assert 'from a hook <span class="arithmatex"><math alttext="y^2">' in html
    assert 'class="diagram"' in html
    assert "<code>\\foo</code>" in html
    assert "content/index.md:4:1: KB606 the formula \\foo is shown as its source" in done.stderr
