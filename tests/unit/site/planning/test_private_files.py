# SPDX-License-Identifier: MIT
"""Files that only hidden articles use are not in the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_parts import assembled

from kbgen.settings.types import PageFile

HIDDEN = {
    "draft": "status: draft",
    "audience": "audience: agent",
    "unreviewed": "provenance: {source: tickets}",
    "withdrawn": "status: withdrawn",
    "expired": "expires: 2000-01-01",
}


def article(text: str, *fields: str) -> str:
    return "\n".join(["---", "title: A title", *fields, "---", text])


def files_of(root: Path, files: dict[str, str | bytes]) -> set[str]:
    return {path for path in assembled(root, files).files if path.startswith("img/")}


@pytest.mark.parametrize("field", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize(
    "text",
    [
        "![](../img/new.png)",
        "![A plan](</img/new.png> 'title')",
        "[Plan](../img/new.png?v=1#top)",
        "[plan]\n\n[plan]: ../img/new.png",
        '<img src="../img/new.png">',
        "<img src='../../img/new.png'>",
        "<video src=../img/new.png></video>",
        "![](../img/ne%77.png)",
        "=== Tab\n\n    ![](../img/new.png =300x)",
    ],
)
def test_a_file_of_a_hidden_article_is_not_published(tmp_path: Path, field: str, text: str) -> None:
    """However the article uses it: its existence would say what the article is about."""
    files: dict[str, str | bytes] = {"a/b.md": article(text, field), "img/new.png": b"x"}
    assert files_of(tmp_path, files | {"c.md": article("Text")}) == set()


def test_names_with_spaces_parentheses_and_composed_letters(tmp_path: Path) -> None:
    """Editors insert such names."""
    text = "![](img/my plan.png) ![](img/plan(1).png) ![](img/gro\u0308\u00dfe.png)"
    names = ["img/my plan.png", "img/plan(1).png", "img/gr\u00f6\u00dfe.png"]
    files: dict[str, str | bytes] = dict.fromkeys(names, b"x")
    assert files_of(tmp_path, files | {"a.md": article(text, "status: draft")}) == set()


def test_a_file_that_something_published_uses_stays(tmp_path: Path) -> None:
    """Used by an article, a style sheet, a script or a setting; or mentioned nowhere."""
    names = ["article.png", "style.png", "nobody.png", "download.pdf", "draft.png"]
    mentioned = " ".join(f"![](img/{name})" for name in names if name != "nobody.png")
    files: dict[str, str | bytes] = {
        "draft.md": article(mentioned, "status: draft"),
        "a.md": article("![](img/article.png) [Form](img/download.pdf)"),
        "css/x.css": "a{background:url(../img/style.png)}",
        **{f"img/{name}": b"x" for name in names},
    }
    kept = {"img/article.png", "img/style.png", "img/nobody.png", "img/download.pdf"}
    assert files_of(tmp_path, files) == kept


def test_a_picture_of_the_default_language_is_found_from_a_translation(tmp_path: Path) -> None:
    """A translation may use pictures that only the default language has."""
    files: dict[str, str | bytes] = {
        "en/a.md": article("Text"),
        "en/img/new.png": b"x",
        "pl/a.md": article("![](img/new.png)", "status: draft"),
    }
    found = assembled(tmp_path, files, "en", "pl").files
    assert "img/new.png" not in found


@pytest.mark.parametrize("name", ["new.pl.png", "new._pl.png", "new.en.png", "new.png"])
def test_the_name_of_a_file_may_tell_its_language(tmp_path: Path, name: str) -> None:
    """The plugin i18n shows `new.pl.png` where a Polish article names `new.png`."""
    files: dict[str, str | bytes] = {
        "a.md": article("Text"),
        "a.pl.md": article("![](img/new.png)", "status: draft"),
        f"img/{name}": b"x",
    }
    found = assembled(tmp_path, files, "en", "pl", language_suffixes=True).files
    assert [path for path in found if path.endswith(".png")] == []
    files["a.pl.md"] = article("Text", "status: draft")
    kept = assembled(tmp_path, files, "en", "pl", language_suffixes=True).files
    assert len([path for path in kept if path.endswith(".png")]) == 1


def test_a_logo_that_a_hidden_article_shows_stays(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/b.md": article("![](../img/new.svg)", HIDDEN["draft"]),
        "c.md": article("Text"),
        "img/new.svg": b"<svg/>",
    }
    shown = assembled(tmp_path, files, page_files=(PageFile("img/new.svg", 1, 1),)).files
    assert "img/new.svg" in shown
