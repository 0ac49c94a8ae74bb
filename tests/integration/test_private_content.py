# SPDX-License-Identifier: MIT
"""What is private stays private: `kbgen build`, its incremental builds, and `mkdocs build`."""

from __future__ import annotations

from pathlib import Path

import pytest

TREE = """
content/index.md
    | # Help
    |
    | See [prices](prices.md).
content/prices.md
    | # Prices
    |
    | ![A table](img/prices.png)
content/plans.md
    | ---
    | title: Zeppelin plans
    | status: draft
    | ---
    | ![](img/zeppelin.png) ![](img/prices.png) [Slides](img/zeppelin.pdf)
content/agents.md
    | ---
    | title: Zeppelin for agents
    | audience: agent
    | ---
    | ![](img/zeppelin-agents.png)
content/internal/zeppelin.md
    | # Zeppelin salaries
content/later/zeppelin.md
    | # Zeppelin later
content/prices.md~
    | Zeppelin
content/zeppelin.html
    | <script>zeppelin()</script>
content/img/drawing.svg
    | <svg xmlns="http://www.w3.org/2000/svg"><script>zeppelin()</script></svg>
content/img/prices.png
    | picture
content/img/zeppelin.png
    | picture
content/img/zeppelin.pdf
    | document
content/img/zeppelin-agents.png
    | picture
content/img/unused.png
    | picture
"""
CONFIG = """
site_name: Acme
site_url: https://help.example.com/
docs_dir: content
theme: {name: material, font: false}
exclude_docs: |
  internal/
draft_docs: later/
plugins:
  - kbgen: {contact: {email: help@example.com}}
"""


def traces(folder: Path, word: bytes) -> list[str]:
    """Return the files of a site whose name or content has a word."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [
        path.relative_to(folder).as_posix()
        for path in files
        if word in path.as_posix().lower().encode() or word in path.read_bytes().lower()
    ]


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "kb-manifest.json"
    }


def test_a_site_has_no_trace_of_what_is_private(site, kbgen) -> None:
    """Neither a file nor a word of it, in pages, search, drawings and file names."""
    folder = site(TREE, CONFIG)
    assert kbgen("build").code == 0
    assert traces(folder / "site", b"zeppelin") == []
    published = files_in(folder / "site")
    assert {"img/prices.png", "img/unused.png", "img/drawing.svg"} <= published.keys()


def test_mkdocs_build_publishes_the_same_files(site, kbgen) -> None:
    """MkDocs copies files itself; kbgen keeps private ones out, also with a plugin that sees all files."""
    from conftest import run

    folder = site(TREE, CONFIG)
    assert kbgen("build").code == 0
    run(folder, "mkdocs", "build", "--site-dir", "other")
    assert files_in(folder / "other").keys() == files_in(folder / "site").keys()
    (folder / "hook.py").write_text("def on_nav(nav, config, files): return nav\n")
    (folder / "mkdocs.yml").write_text(CONFIG + "hooks: [hook.py]\n")
    run(folder, "mkdocs", "build", "--site-dir", "third")
    assert traces(folder / "third", b"zeppelin") == []
    assert (folder / "third" / "img" / "unused.png").is_file()


@pytest.mark.parametrize(
    ("path", "old", "new", "published"),
    [
        ("plans.md", "![](img/zeppelin.png)", "", True),
        ("plans.md", "![](img/prices.png)", "![](img/unused.png)", False),
        ("prices.md", "![A table](img/prices.png)", "Prices", False),
    ],
)
def test_an_edit_changes_which_files_are_private(
    site, kbgen, path: str, old: str, new: str, published: bool
) -> None:
    """The next build notices it, although it renders only what changed."""
    folder = site(TREE, CONFIG)
    kbgen("build")
    file = folder / "content" / path
    file.write_text(file.read_text().replace(old, new))
    assert kbgen("build").code == 0
    name = {"![](img/zeppelin.png)": "zeppelin.png", "![](img/prices.png)": "unused.png"}
    wanted = folder / "site" / "img" / name.get(old, "prices.png")
    assert wanted.exists() is published


def test_an_edit_of_a_drawing_is_made_inert_by_the_next_build(site, kbgen) -> None:
    """The next build renders no page, and must not copy the file."""
    folder = site(TREE, CONFIG)
    kbgen("build")
    drawing = folder / "content" / "img" / "drawing.svg"
    drawing.write_text(drawing.read_text().replace("zeppelin()", "airship()"))
    built = kbgen("build", "--json")
    assert built.code == 0
    assert traces(folder / "site", b"script>") == traces(folder / "site", b"</script>")
    assert b"airship" not in (folder / "site" / "img" / "drawing.svg").read_bytes()


def test_a_preview_shows_drafts_with_their_files(site, kbgen) -> None:
    """`check` reads the same as the preview: nothing is reported about files of drafts."""
    site(TREE, CONFIG)
    checked = kbgen("check", "--format", "json")
    reported = {line["code"] for line in checked.json_lines}
    assert reported == {"KB108", "KB109", "KB404", "KB505", "KB506"}
