# SPDX-License-Identifier: MIT
"""An article's title is its field, its first heading, the navigation's title, or its file's name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from content_sites import lines, load_files

from kbgen.content.loader import LoadResult
from kbgen.content.source.included_files import included_names
from kbgen.content.source.leading_heading import first_heading
from kbgen.content.structure.file_titles import title_from_path
from kbgen.model import NavPage, NavSection

SNIPPETS: tuple[tuple[str, dict[str, Any]], ...] = (("pymdownx.snippets", {}),)
AUTH = "Authentication is required for most endpoints.\n\n## Log in\n\nPost the password.\n"


def titles(result: LoadResult) -> dict[str, str]:
    return {article.path: article.title for article in result.kb.articles}


def load_with(root: Path, files: dict[str, str], **settings: Any) -> LoadResult:
    return load_files(root, dict(files), **settings)


def test_the_navigation_gives_a_title_to_an_article_without_one(tmp_path: Path) -> None:
    nav = (NavSection("API", (NavPage("api/auth.md", "Authentication"),)),)
    result = load_with(tmp_path, {"api/auth.md": AUTH}, navigation=nav)
    assert titles(result) == {"api/auth.md": "Authentication"}
    assert result.diagnostics == ()


def test_nav_gives_titles_where_the_plugin_that_reads_it_does_not_run(tmp_path: Path) -> None:
    """`kbgen check` runs no such plugin; the titles are those of the build."""
    nav = (NavPage("a.md", "From nav"), NavPage("b.md", "From nav"))
    files = {"a.md": AUTH, "b.md": AUTH}
    made = (NavPage("b.md", "From the plugin"),)
    result = load_with(tmp_path, files, nav_for_plugin=nav, navigation=made)
    assert titles(result) == {"a.md": "From nav", "b.md": "From the plugin"}
    assert result.diagnostics == ()


def test_an_own_title_stays_on_the_page(tmp_path: Path) -> None:
    """The navigation's title is for lists."""
    nav = (NavPage("a.md", "In lists"), NavPage("b.md", "Short"))
    files = {"a.md": "# Own heading\n\nText.\n", "b.md": "---\ntitle: Own field\n---\n\nText.\n"}
    result = load_with(tmp_path, files, navigation=nav)
    assert [(item.title, item.label) for item in result.kb.articles] == [
        ("Own heading", "In lists"),
        ("Own field", "Short"),
    ]


def test_a_file_name_that_is_a_title_is_not_reported(tmp_path: Path) -> None:
    """People who name a file `Drag and drop.md` chose the title."""
    result = load_with(tmp_path, {"Drag and drop.md": AUTH})
    assert titles(result) == {"Drag and drop.md": "Drag and drop"}
    assert result.diagnostics == ()


def test_a_title_from_a_folder_or_the_site_is_reported_as_such(tmp_path: Path) -> None:
    result = load_with(tmp_path, {"index.md": AUTH, "api/index.md": AUTH})
    assert [
        item.message.partition(": ")[2].partition(" gives")[0] for item in result.diagnostics
    ] == [
        "the name of its folder",
        "the name of the site",
    ]


def test_the_name_of_the_file_is_the_last_resort_and_reported(tmp_path: Path) -> None:
    path, name = "api/log_in-twice.md", "“Log in twice”"
    result = load_with(tmp_path, {path: AUTH})
    assert titles(result) == {"api/log_in-twice.md": "Log in twice"}
    assert lines(result.diagnostics) == [
        f"content/{path}:1:1: KB210 the article has no title: the name of its file gives it {name}"
    ]
    assert "title: …" in result.diagnostics[0].hint


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("file_name-x.md", "File name x"),
        ("a/API.md", "API"),
        ("a/iOS-setup.md", "iOS setup"),
        ("a/refund.en.md", "Refund.en"),
        ("a/01-step_one/index.md", "Step one"),
        ("README.md", "Acme"),
        ("index.md", "Acme"),
        ("___.md", "___"),
    ],
)
def test_file_names_are_readable_as_in_mkdocs(path: str, title: str) -> None:
    assert title_from_path(path, "Acme") == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("![Badge](b.png)\n\n# Install\n\nText.\n\n# Remove\n", "Install"),
        ("Intro.\n\nInstall it\n==========\n\nText.\n", "Install it"),
        ("```sh\n# a comment\n```\n\n# Install\n", "Install"),
        ("~~~~\n# a\n~~~\n# b\n~~~~\n\n# Install { #x }\n", "Install"),
        ("Intro <!-- \n# no\n --> text.\n\n# Yes\n", "Yes"),
        ("Two lines\nof text\n===\n", ""),
        ("Text.\n\n#4711 is a number\n\n## Second level\n", ""),
        ("Text.\n\n    # code\n", ""),
    ],
)
def test_the_first_heading_may_follow_text(text: str, title: str) -> None:
    assert first_heading(text) == title


def test_a_file_that_others_include_is_no_article(tmp_path: Path) -> None:
    """Its text is in them; it has neither a title nor a place in the navigation."""
    files = {
        "a.md": '# A\n\n--8<-- "parts/note.md"\n',
        "b.md": '# B\n\n--8<--\nparts/block.md:3:4\n--8<--\n\n{% include "parts/macro.md" %}\n',
        "deep/c.md": '# C\n\n{% include-markdown "../parts/plugin.md" %}\n',
        "parts/note.md": 'Careful.\n\n--8<-- "inner.md"\n',
        "parts/block.md": "Block.\n",
        "parts/macro.md": "Macro.\n",
        "parts/plugin.md": "Plugin.\n",
        "parts/other.md": "No article includes this.\n",
        "inner.md": "Inner.\n",
        "glossary.md": "*[API]: interface\n",
    }
    extension = ("pymdownx.snippets", {"auto_append": ["content/glossary.md"]})
    result = load_with(tmp_path, files, markdown_extensions=(extension,))
    assert sorted(titles(result)) == ["a.md", "b.md", "deep/c.md", "parts/other.md"]
    assert [item.code for item in result.diagnostics] == ["KB210"]


@pytest.mark.parametrize("text", ["# Note\n\nCareful.\n", "---\ntitle: Note\n---\n\nCareful.\n"])
def test_an_included_file_with_a_title_is_an_article(tmp_path: Path, text: str) -> None:
    files = {"a.md": '# A\n\n--8<-- "note.md"\n', "note.md": text}
    result = load_with(tmp_path, files, markdown_extensions=SNIPPETS)
    assert sorted(titles(result)) == ["a.md", "note.md"]


def test_an_included_file_in_the_navigation_is_an_article(tmp_path: Path) -> None:
    files = {"a.md": '# A\n\n--8<-- "note.md"\n', "note.md": "Careful.\n"}
    nav = (NavPage("a.md"), NavPage("note.md", "Note"))
    result = load_with(tmp_path, files, markdown_extensions=SNIPPETS, navigation=nav)
    assert titles(result)["note.md"] == "Note"


def test_only_markdown_files_are_parts_of_articles() -> None:
    text = '--8<-- "code.py"\n--8<-- "a.md:section"\n ;--8<-- "escaped.md"\n'
    assert included_names(text) == ("a.md",)
