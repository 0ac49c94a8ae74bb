# SPDX-License-Identifier: MIT
from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from content_sites import article, lines, settings_for, write

from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.content.markdown.rendering.snippet_files import SNIPPETS, SnippetFiles
from kbgen.errors import SettingsError
from kbgen.model import Trust
from kbgen.settings.types import SiteSettings


def settings(root: Path, **configuration: Any) -> SiteSettings:
    return settings_for(root, markdown_extensions=((SNIPPETS, configuration),))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a snippet among the articles, one next to mkdocs.yml, and secrets around both."""
    (tmp_path / "secret.md").write_text("secret")
    root = write(
        tmp_path / "site",
        {"part.md": "*shared*", "deep/nested.md": '--8<-- "part.md"', ".env": "key"},
    )
    (root / "includes").mkdir()
    (root / "includes/note.md").write_text("note")
    (root / "mkdocs.yml").write_text("secret")
    (root / "content/out.md").symlink_to("../../secret.md")
    (root / "content/settings.md").symlink_to("../mkdocs.yml")
    (root / "content/bad.md").write_bytes(b"\xff")
    return root


def rendered(settings: SiteSettings, text: str) -> tuple[str, list[str]]:
    body, problems = render_article(BodyRenderer(settings), article(text, body_line=3), "a.md")
    return body.html if body else "", lines(problems)


def test_snippets_come_from_the_content_folder(root: Path) -> None:
    """Without a setting; snippets may hold snippets."""
    assert rendered(settings(root), '--8<-- "part.md"') == ("<p><em>shared</em></p>", [])
    assert rendered(settings(root), '--8<-- "deep/nested.md"') == ("<p><em>shared</em></p>", [])


def test_snippets_come_from_the_folder_of_mkdocs_yml_first(root: Path) -> None:
    """MkDocs' default, which Material's glossary of abbreviations needs; imported text reads none."""
    (root / "part.md").write_text("beside")
    assert rendered(settings(root), '--8<-- "includes/note.md"') == ("<p>note</p>", [])
    assert rendered(settings(root), '--8<-- "part.md"')[0] == "<p>beside</p>"
    appended = settings(root, auto_append=["includes/note.md"])
    assert rendered(appended, "text")[0] == "<p>text</p>\n<p>note</p>"
    imported = BodyRenderer(appended).render('--8<-- "part.md"', trust=Trust.IMPORTED).html
    assert "beside" not in imported
    assert "note" not in imported


def test_a_change_beside_the_content_folder_renders_again(root: Path) -> None:
    text = b'--8<-- "includes/note.md"'
    before = SnippetFiles(settings(root)).state_for(text)
    (root / "includes/note.md").write_text("other")
    assert SnippetFiles(settings(root)).state_for(text) != before


def test_a_site_may_name_folders_of_its_own(root: Path) -> None:
    """Relative to mkdocs.yml, one or several; the content folder is then one of them only if it is named."""
    assert rendered(settings(root, base_path="includes"), '--8<-- "note.md"')[0] == "<p>note</p>"
    named = settings(root, base_path=["includes", "content"])
    assert (
        rendered(named, '--8<-- "note.md"\n--8<-- "part.md"')[0] == "<p>note\n<em>shared</em></p>"
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../mkdocs.yml", "is not in the folders of snippets"),
        ("../../secret.md", "is not in the folders of snippets"),
        ("/etc/passwd", "is not in the folders of snippets"),
        ("gone.md", "is not in the folders of snippets"),
        ("out.md", "points outside the folders of snippets, or to a hidden file"),
        ("settings.md", "points outside the folders of snippets, or to a hidden file"),
        (".env", "points outside the folders of snippets, or to a hidden file"),
        ("bad.md", "cannot be read: it is not UTF-8"),
        ("deep", "cannot be read: not a regular file"),
    ],
)
@pytest.mark.parametrize("configuration", [{}, {"restrict_base_path": False, "check_paths": False}])
def test_a_text_gets_no_other_file(
    root: Path, name: str, why: str, configuration: dict[str, Any]
) -> None:
    """Whatever the settings say; the article is named with the place, and not published without its snippet."""
    html, problems = rendered(settings(root, **configuration), f'text\n\n--8<-- "{name}"')
    assert html == ""
    assert problems == [f"a.md:5:9: KB602 snippet {name} {why}"]


@pytest.mark.parametrize(
    "configuration",
    [{"base_path": ".."}, {"base_path": ["content", "/etc"]}, {"url_download": True}],
)
def test_settings_that_lead_elsewhere_are_refused(
    root: Path, configuration: dict[str, Any]
) -> None:
    """Before a page is made."""
    with pytest.raises(SettingsError, match=r"is outside the site's folder|cannot download texts"):
        BodyRenderer(settings(root, **configuration))


def test_icons_of_a_site_lie_in_its_folder(root: Path) -> None:
    """They are read too."""
    extensions = (("pymdownx.emoji", {"options": {"custom_icons": ["/usr/share/icons"]}}),)
    with pytest.raises(SettingsError, match="custom_icons"):
        BodyRenderer(settings_for(root, markdown_extensions=extensions))


def test_images_stay_files(root: Path) -> None:
    """The extension that embeds them reads files and makes data that no page may have."""
    plain = settings_for(root, markdown_extensions=(("pymdownx.b64", {"base_path": "/"}),))
    assert BodyRenderer(plain).render("![a](b.png)").html == '<p><img alt="a" src="b.png"></p>'


def test_the_state_of_snippets_tells_when_a_body_changes(root: Path) -> None:
    """Only texts that may show one depend on it."""
    before = SnippetFiles(settings(root)).state_for(b'--8<-- "part.md"')
    assert before == SnippetFiles(settings(root)).state_for(b"-8<-\npart.md\n-8<-")
    assert SnippetFiles(settings(root)).state_for(b"-8<- x") == ""
    assert SnippetFiles(settings(root)).state_for(b"text") == ""
    assert SnippetFiles(settings_for(root)).state_for(b"--8<--") == ""
    assert SnippetFiles(settings(root, auto_append=["part.md"])).state_for(b"text") == before
    (root / "content/part.md").write_text("other")
    assert SnippetFiles(settings(root)).state_for(b'--8<-- "part.md"') != before


def test_hidden_and_published_files_are_no_part_of_that_state(root: Path) -> None:
    """Else a build would change what the next one depends on."""
    whole = settings(root, base_path=".")
    text = b'--8<-- "{{ name }}"'
    before = SnippetFiles(whole).state_for(text)
    for name in ("site/index.html", ".kbgen/cache", "content/.git/x"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    assert SnippetFiles(whole).state_for(text) == before
    (root / "content/new.md").write_text("x")
    assert SnippetFiles(whole).state_for(text) != before


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ('--8<-- "part.md:1:2"', {"content/part.md": "other"}),
        ('--8<-- "part.md:name"', {"content/part.md": "other"}),
        ("  --8<--\n  part.md\n\n  --8<--", {"content/part.md": "other"}),
        ('--8<-- "part.md"', {"part.md": "beside the content folder, where it is found first"}),
        ('--8<-- "deep/nested.md"', {"content/part.md": "in a snippet of a snippet"}),
        ('--8<-- "gone.md"', {"content/gone.md": ""}),
        ('--8<-- "a:b"', {"content/a:b": "a name with a colon"}),
    ],
)
def test_a_text_depends_on_the_files_that_it_names(
    root: Path, text: str, change: dict[str, str]
) -> None:
    """And on those that they name, wherever they are found."""
    before = SnippetFiles(settings(root)).state_for(text.encode())
    assert before
    for name, content in change.items():
        (root / name).write_text(content)
    assert SnippetFiles(settings(root)).state_for(text.encode()) != before


def test_a_text_depends_on_no_other_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of mkdocs.yml may be a repository with many files: they are not even listed."""
    text = b'--8<-- "deep/nested.md"'
    before = SnippetFiles(settings(root)).state_for(text)
    (root / "includes/note.md").write_text("other")
    (root / "node_modules").mkdir()
    (root / "node_modules/a.js").write_text("x")

    def refuse(*_: object) -> None:
        raise AssertionError("a folder is listed")

    monkeypatch.setattr(os, "walk", refuse)
    monkeypatch.setattr(os, "scandir", refuse)
    assert SnippetFiles(settings(root)).state_for(text) == before


@pytest.mark.parametrize("name", ["/etc/passwd", "../../secret.md", "out.md", "a\0b", "x" * 5000])
def test_a_name_that_is_refused_is_not_read(root: Path, name: str) -> None:
    text = f'--8<-- "{name}"'.encode()
    before = SnippetFiles(settings(root)).state_for(text)
    (root.parent / "secret.md").write_text("other")
    assert SnippetFiles(settings(root)).state_for(text) == before


def test_snippets_that_include_each_other_end(root: Path) -> None:
    (root / "content/part.md").write_text('--8<-- "deep/nested.md"')
    assert SnippetFiles(settings(root)).state_for(b'--8<-- "part.md"')
