# SPDX-License-Identifier: MIT
"""What is published of the content folder, and what is said about the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import codes, lines, load_files, resolve, settings_for, write
from picture_files import png

from kbgen.content.assets.find import find_files
from kbgen.model import Status
from kbgen.settings.types import ExtraScript, LimitSettings

A = "---\ntitle: A\n---\nText\n"


def published(root: Path, names: list[str], **options: object) -> list[str]:
    return find_files(settings_for(write(root, dict.fromkeys(names, "x")), **options)).files  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        "price.md~",
        "price.md.orig",
        "price.md.bak",
        "price.md.rej",
        "price.md.swp",
        "Price.md.BAK",
        "a/price.tmp",
        "#price.md#",
        "~$price.docx",
        "~$price.md",
        "Thumbs.db",
        "a/desktop.ini",
        "id_rsa",
        "id_ed25519",
        "server.pem",
        "server.KEY",
        "keys.p12",
        ".env",
        ".env.production",
        "prod.env",
        "backup.sql",
        "backup.sql.gz",
        "users.sqlite3",
        "templates/page.md",
        "node_modules/x/README.md",
    ],
)
def test_leftovers_keys_and_dumps_are_not_published(tmp_path: Path, name: str) -> None:
    """They are reported, because they are in the folder by mistake."""
    found = find_files(settings_for(write(tmp_path, {name: "x", "a.md": A})))
    assert found.files == ["a.md"]
    assert codes(found.problems) == ["KB108"]


@pytest.mark.parametrize(
    "name",
    [
        "id_rsa.pub",
        "server.crt",
        "keyboard.md",
        "environment.md",
        "sql.md",
        "a/templates/page.md",
        "backup.zip",
        "notes.txt",
        "swap.png",
        "data.json",
        "temp.md",
    ],
)
def test_names_that_only_look_similar_are_published(tmp_path: Path, name: str) -> None:
    """The rules are about whole names and extensions."""
    found = find_files(settings_for(write(tmp_path, {name: "x"})))
    assert (found.files, found.problems) == ([name], [])


def test_one_message_names_all_files_of_a_kind(tmp_path: Path) -> None:
    """A hundred backups are one problem."""
    files = dict.fromkeys(["b.md~", "a.md~", "c/d.bak", "id_rsa", ".DS_Store"], "x")
    found = find_files(settings_for(write(tmp_path, files)))
    assert lines(found.problems) == [
        (
            "content/a.md~:1:1: KB108 not published, because it is a leftover of an editor or a"
            " system; the same goes for b.md~ and 1 more"
        ),
        (
            "content/id_rsa:1:1: KB108 not published, because it is a file that may contain a key or"
            " a password"
        ),
    ]


def test_a_link_to_a_file_that_is_left_out_says_why(tmp_path: Path) -> None:
    """The file exists, so "does not exist" would be wrong; the link becomes text."""
    files: dict[str, str | bytes] = {
        "a.md": "# A\n\n[Backup](price.md~) ![](d.svg) [Page](page.html)",
        "price.md~": "x",
        "d.svg": "<html/>",
        "page.html": "x",
    }
    html, problems = resolve(tmp_path, files, "a.md")
    assert html.endswith("<p><a>Backup</a>  <a>Page</a></p>")
    assert [problem.message for problem in problems] == [
        "price.md~ is not published, because it is a leftover of an editor or a system",
        "d.svg is not published, because it is a drawing that cannot be read",
        "page.html is not published, because it is a page or a script that would run on your site",
    ]
    assert codes(problems) == ["KB110"] * 3


def test_exclude_docs_works_as_in_mkdocs(tmp_path: Path) -> None:
    """The patterns are those of `.gitignore`, and `!` brings hidden files back."""
    names = ["internal/pay.md", "x.tmpl.md", "internal/keep.md", "a.md", ".well-known/x.txt", ".b"]
    names += ["templates/t.md"]
    patterns = "internal/*\n*.tmpl.md\n!internal/keep.md\n!.well-known\n"
    assert published(tmp_path, names, exclude_docs=patterns) == [
        ".well-known/x.txt",
        "a.md",
        "internal/keep.md",
    ]
    assert "templates/t.md" in published(tmp_path, names, exclude_docs="!/templates/")


def test_what_exclude_docs_leaves_out_is_named_where_it_is_linked(tmp_path: Path) -> None:
    """The site's owner left it out on purpose, so only links to it are a problem."""
    files = {
        "a.md": "# A\n\n[Pay](internal/pay.md) ![](internal/pay.png)",
        "internal/pay.md": A,
        "internal/pay.png": "x",
        "internal/a\tb.md": A,
    }
    html, problems = resolve(tmp_path, files, "a.md", exclude_docs="internal/")
    assert html.endswith("<p><a>Pay</a> </p>")
    reason = "is not published, because it is left out by exclude_docs in mkdocs.yml"
    assert [(problem.code, problem.message) for problem in problems] == [
        ("KB110", f"internal/pay.md {reason}"),
        ("KB110", f"internal/pay.png {reason}"),
    ]
    assert find_files(settings_for(tmp_path, exclude_docs="internal/")).problems == []


def test_draft_docs_are_drafts(tmp_path: Path) -> None:
    """A build hides them, and the preview shows them as drafts; their pictures too."""
    files: dict[str, str | bytes] = {"drafts/a.md": A, "drafts/a.png": b"x", "b.md": A}
    options = {"draft_docs": "drafts/"}
    built = load_files(tmp_path, files, **options).kb
    assert [article.path for article in built.articles] == ["b.md"]
    assert built.hidden == {"drafts/a.md": "draft"}
    assert built.assets == ()
    shown = load_files(tmp_path, files, drafts=True, **options).kb
    assert [article.status for article in shown.articles] == [Status.PUBLISHED, Status.DRAFT]
    assert [path for path, _ in shown.assets] == ["drafts/a.png"]


@pytest.mark.parametrize(
    "name",
    [
        "page.html",
        "page.htm",
        "x.xhtml",
        "d.xml",
        "feed.rss",
        "x.js",
        "m.mjs",
        "c.cjs",
        "a.svgz",
        "X.HTML",
        "s.shtml",
    ],
)
def test_active_files_are_published_only_if_a_setting_names_them(tmp_path: Path, name: str) -> None:
    """They run on the site's origin, past the policy that protects its pages."""
    files = {f"sub/{name}": "x", "a.md": A}
    found = find_files(settings_for(write(tmp_path, files)))
    assert found.files == ["a.md"]
    assert lines(found.problems) == [
        (
            f"content/sub/{name}:1:1: KB109 not published, because it is a page or a script that"
            " would run on your site"
        )
    ]
    allowed = find_files(settings_for(tmp_path, active_files=("sub/*",)))
    assert (allowed.files, allowed.problems) == (["a.md", f"sub/{name}"], [])


def test_scripts_of_the_settings_are_published(tmp_path: Path) -> None:
    """`extra_javascript` names them, also with a query."""
    scripts = (ExtraScript("js/a.js?v=2"), ExtraScript("/js/b.mjs"))
    found = published(tmp_path, ["js/a.js", "js/b.mjs", "js/c.js"], extra_javascript=scripts)
    assert found == ["js/a.js", "js/b.mjs"]


def test_a_setting_for_scripts_publishes_no_keys(tmp_path: Path) -> None:
    """A pattern for a folder must not reach further than its name says."""
    assert published(tmp_path, ["a/x.js", "a/id_rsa", "a/b.sql"], active_files=("a/",)) == [
        "a/x.js"
    ]


def test_drawings_are_made_inert_and_what_was_removed_is_named(tmp_path: Path) -> None:
    """One message for each kind of thing, however many drawings have it."""
    bad = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4" onload="x"><script/></svg>'
    good = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="40.4px"/>'
    files = {"a.svg": bad, "b.svg": bad, "c.svg": good, "d.svg": bad}
    found = find_files(settings_for(write(tmp_path, files)))
    assert sorted(found.drawings) == ["a.svg", "b.svg", "d.svg"]
    assert found.pictures == {
        "a.svg": (3, 4),
        "b.svg": (3, 4),
        "c.svg": (30, 40),
        "d.svg": (3, 4),
    }
    assert lines(found.problems) == [
        (
            "content/a.svg:1:1: KB109 <script> removed from the drawing; the same goes for b.svg and"
            " 1 more"
        ),
        (
            "content/a.svg:1:1: KB109 onload= removed from the drawing; the same goes for b.svg and"
            " 1 more"
        ),
    ]


def test_large_pictures_are_named(tmp_path: Path) -> None:
    """The limits are settings; neither a picture at the limit nor a light one is large."""
    files: dict[str, str | bytes] = {
        "wide.png": png(2401, 1) + b"x" * 600_000,
        "tall.png": png(1, 3000) + b"x" * 600_000,
        "light.png": png(3000, 3000),
        "heavy.jpg": b"x" * 1_500_001,
        "right.png": png(2400, 2400),
    }
    found = find_files(settings_for(write(tmp_path, files)))
    assert lines(found.problems) == [
        "content/heavy.jpg:1:1: KB408 the picture is large: 1.5 MB",
        "content/tall.png:1:1: KB408 the picture is large: 1 × 3000 pixels and 0.6 MB",
        "content/wide.png:1:1: KB408 the picture is large: 2401 × 1 pixels and 0.6 MB",
    ]
    limits = LimitSettings(picture_bytes=2_000_000, picture_pixels=3000)
    assert find_files(settings_for(tmp_path, limits=limits)).problems == []


def test_templates_in_the_content_folder_are_neither_published_nor_named(tmp_path: Path) -> None:
    """`theme.custom_dir` says what they are."""
    settings = settings_for(
        write(tmp_path, {"theme/main.html": "x", "theme/a.png": "x", "b.html": "x"}),
        custom_dir=tmp_path / "content" / "theme",
    )
    found = find_files(settings)
    assert found.files == ["theme/a.png"]
    assert [problem.path for problem in found.problems] == ["content/b.html"]


def test_a_drawing_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """It may be anything that has the name of a drawing."""
    found = find_files(settings_for(write(tmp_path, {"a.svg": "<html onload='x'/>"})))
    assert (found.files, codes(found.problems)) == ([], ["KB109"])
