# SPDX-License-Identifier: MIT
from __future__ import annotations

import os
from pathlib import Path

import pytest
from content_sites import codes, lines, load_files, settings_for, write

from kbgen.content.loader import load
from kbgen.content.source.walk import walk
from kbgen.model import Audience, Kind, LeftOutArticle
from kbgen.settings.types import LimitSettings


def test_a_title_is_all_an_article_needs(tmp_path: Path) -> None:
    """Everything else has a value that makes sense."""
    result = load_files(tmp_path, {"billing/refund.md": "---\ntitle: Refund\n---\nText\n"})
    (item,) = result.kb.articles
    assert result.diagnostics == ()
    assert (item.id, item.url, item.folder, item.lang) == (
        "billing-refund",
        "billing/refund/",
        "billing",
        "en",
    )
    assert (item.title, item.kind, item.markdown, item.body_line) == (
        "Refund",
        Kind.MANUAL,
        "Text\n",
        4,
    )
    assert item.location_of("title") == (2, 1)
    assert len(item.revision) == 16


def test_a_heading_is_a_title_too(tmp_path: Path) -> None:
    """A plain Markdown file is an article; without either it has the name of its file."""
    result = load_files(tmp_path, {"a.md": "# From *heading*\n", "b.md": "text\n", "c.md": ""})
    assert [item.title for item in result.kb.articles] == ["From heading", "B", "C"]
    assert lines(result.diagnostics) == [
        "content/b.md:1:1: KB210 the article has no title: the name of its file gives it “B”",
        "content/c.md:1:1: KB210 the article has no title: the name of its file gives it “C”",
    ]


def test_the_front_matter_title_wins_and_fields_are_typed(tmp_path: Path) -> None:
    """`state` of the file is the article's `issue_state`."""
    files: dict[str, str | bytes] = {
        "a.md": "---\ntitle: A\nid: my-id\nkind: known-issue\nstate: fixed\n---\n# B\n"
    }
    (item,) = load_files(tmp_path, files).kb.articles
    assert (item.title, item.id, item.kind, item.issue_state) == (
        "A",
        "my-id",
        Kind.KNOWN_ISSUE,
        "fixed",
    )


def test_files_that_cannot_be_read_are_left_out_and_named(tmp_path: Path) -> None:
    """Each with its reason; the others are not hurt, and no text of a bad file is published."""
    files: dict[str, str | bytes] = {
        "good.md": "# Good",
        "cp1251.md": "# Привет, мир".encode("cp1251"),
        "null.md": b"# a\0b",
        "bad.md": "---\ntitle: [a\nsecret: x\n---\n",
        "twice.md": "---\ntitle: a\ntitle: b\n---\n",
        "leak.md": "---\ntitle: a\naudiance: agent\n---\n",
        "big.md": "# a" + "x" * 3000,
    }
    result = load_files(tmp_path, files, limits=LimitSettings(source_bytes=2000))
    assert [item.path for item in result.kb.articles] == ["good.md"]
    assert [
        line.split(" KB")[0].removeprefix("content/") + " " + line.partition(" KB")[2][:3]
        for line in lines(result.diagnostics)
    ] == [
        "bad.md:2:8: 201",
        "big.md:1:1: 103",
        "cp1251.md:1:3: 101",
        "leak.md:3:1: 202",
        "null.md:1:4: 102",
        "twice.md:3:1: 204",
    ]
    assert [(item.path, item.url) for item in result.kb.left_out] == [
        (f"{name}.md", f"{name}/") for name in ("bad", "big", "cp1251", "leak", "null", "twice")
    ]


def test_large_files_are_taken_with_a_warning(tmp_path: Path) -> None:
    """Readers look for answers."""
    result = load_files(tmp_path, {"a.md": "# a\n" + "x" * 200_001})
    assert codes(result.diagnostics) == ["KB107"]
    assert len(result.kb.articles) == 1


def test_files_that_cannot_be_opened_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing permission is a message."""
    real = os.open

    def refuse(file: Path, flags: int, mode: int = 0o777) -> int:
        if Path(file).name == "a.md" and not flags & os.O_WRONLY:
            raise PermissionError(13, "Permission denied")
        return real(file, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    result = load_files(tmp_path, {"a.md": "# A", "b.md": "# B"})
    assert lines(result.diagnostics) == [
        "content/a.md:1:1: KB105 file cannot be read: Permission denied"
    ]


def test_index_files_are_their_folders_text(tmp_path: Path) -> None:
    """`README.md` too, when there is no `index.md` next to it; below two levels they are articles of the section."""
    files: dict[str, str | bytes] = {
        "index.md": "# Home",
        "b/README.md": "# B",
        "c/README.md": "# No",
        "c/index.md": "# C",
        "d/e/index.md": "# E",
        "d/e/f/index.md": "# F",
    }
    result = load_files(tmp_path, files)
    by_path = {item.path: item for item in result.kb.articles}
    assert [
        (by_path[path].url, by_path[path].is_index, by_path[path].id) for path in sorted(by_path)
    ] == [
        ("b/", True, "b"),
        ("c/", True, "c"),
        ("d/e/f/", False, "d-e-f"),
        ("d/e/", True, "d-e"),
        ("", True, "index"),
    ]
    assert lines(result.diagnostics) == [
        "content/c/README.md:1:1: KB302 content/c/index.md has the same address, c/index.html"
    ]
    assert result.kb.categories["en"][2].sections[0].articles == ("d/e/f/index.md",)
    assert result.kb.top_articles["en"] == ()


def test_an_article_beside_a_folder_of_its_name_is_the_folders_text(tmp_path: Path) -> None:
    """`billing.md` and the page of `billing/` would have one address; an `index.md` in the folder goes first."""
    files: dict[str, str | bytes] = {
        "b.md": "# Billing",
        "b/a.md": "# A",
        "b/c.md": "# C",
        "b/c/d/e.md": "# E",
    }
    kb = load_files(tmp_path, files).kb
    (category,) = kb.categories["en"]
    assert (category.title, category.index, category.articles) == ("Billing", "b.md", ("b/a.md",))
    assert (category.sections[0].index, category.sections[0].articles) == (
        "b/c.md",
        ("b/c/d/e.md",),
    )
    assert kb.top_articles["en"] == ()
    flat = load_files(tmp_path, files, use_directory_urls=False).kb
    assert flat.top_articles["en"] == ("b.md",)


def test_pages_end_in_html_where_urls_are_no_folders(tmp_path: Path) -> None:
    """`use_directory_urls: false` serves from the file system."""
    files: dict[str, str | bytes] = {"a.md": "# A", "b/index.md": "# B", "b/c.md": "# C"}
    result = load_files(tmp_path, files, use_directory_urls=False)
    assert [item.url for item in result.kb.articles] == ["a.html", "b/c.html", "b/index.html"]
    assert result.kb.categories["en"][0].url == "b/index.html"


def test_languages_have_folders_and_the_default_is_at_the_root(tmp_path: Path) -> None:
    """Articles come by language, then path; translations share the id the original states."""
    files: dict[str, str | bytes] = {
        "en/billing/refund.md": "---\ntitle: Refund\nid: money-back\n---\n",
        "pl/billing/refund.md": "# Zwrot",
        "pl/only.md": "# Tylko",
        "en/img/a.png": b"",
        "pl/img/a.png": b"",
        "logo.png": b"",
    }
    result = load_files(tmp_path, files, "en", "pl")
    assert [(item.path, item.url, item.id) for item in result.kb.articles] == [
        ("en/billing/refund.md", "billing/refund/", "money-back"),
        ("pl/billing/refund.md", "pl/billing/refund/", "money-back"),
        ("pl/only.md", "pl/only/", "only"),
    ]
    assert result.kb.assets == (
        ("en/img/a.png", "img/a.png"),
        ("logo.png", "logo.png"),
        ("pl/img/a.png", "pl/img/a.png"),
    )
    assert result.kb.categories["pl"][0].url == "pl/billing/"
    assert codes(result.diagnostics) == []


def test_articles_outside_all_languages_are_left_out(tmp_path: Path) -> None:
    """When every language has a folder, the rest belongs to none."""
    result = load_files(
        tmp_path, {"en/a.md": "# A", "pl/a.md": "# A", "stray.md": "# S"}, "en", "pl"
    )
    assert lines(result.diagnostics) == [
        "content/stray.md:1:1: KB304 the article is outside the language folders"
    ]
    assert len(result.kb.articles) == 2
    assert result.kb.left_out == (LeftOutArticle("stray.md", "en", "stray/"),)


def test_languages_without_articles_are_told(tmp_path: Path) -> None:
    """And an empty site above all."""
    result = load_files(tmp_path, {"en/a.md": "# A"}, "en", "pl")
    assert lines(result.diagnostics) == ["content/pl:1:1: KB306 no articles in pl"]
    assert lines(load(settings_for(tmp_path / "empty")).diagnostics) == [
        "content:1:1: KB105 folder cannot be read: No such file or directory",
        "content:1:1: KB307 no article can be published",
    ]


@pytest.mark.parametrize(
    ("files", "hint"),
    [
        ({"a.txt": "x"}, "Write one with 'kbgen new'."),
        ({"a.md": "---\ntitle: [A\n---\n"}, "Correct the errors of the articles."),
    ],
)
def test_a_site_without_articles_gets_a_hint_that_fits(
    tmp_path: Path, files: dict[str, str | bytes], hint: str
) -> None:
    found = load_files(tmp_path, files).diagnostics
    assert [item.hint for item in found if item.code == "KB307"] == [hint]


def test_drafts_and_other_audiences_are_hidden(tmp_path: Path) -> None:
    """Drafts show when asked for; an audience when the settings name it."""
    files: dict[str, str | bytes] = {
        "a.md": "# A",
        "d.md": "---\ntitle: D\nstatus: draft\n---\n",
        "s.md": "---\ntitle: S\naudience: agent\nstatus: draft\n---\n",
    }
    kb = load_files(tmp_path, files).kb
    assert [item.path for item in kb.articles] == ["a.md"]
    assert kb.hidden == {"d.md": "draft", "s.md": "audience"}
    assert kb.hidden_ids == {"d", "s"}
    assert kb.left_out == ()
    assert kb.top_articles["en"] == ("a.md",)
    assert len(load_files(tmp_path, files, drafts=True).kb.articles) == 2
    everyone = frozenset(Audience)
    assert len(load_files(tmp_path, files, drafts=True, audiences=everyone).kb.articles) == 3


def test_a_category_without_an_article_is_reported(tmp_path: Path) -> None:
    """A draft, or an article in another language, is enough for the file to be useful."""
    files = {
        "index.md": "# Home",
        "pl/b/x.md": "# X",
        "b/_category.yml": "title: B",
        "c/_category.yml": "title: C",
        "d/_category.yml": "title: D",
        "d/x.md": "---\ntitle: X\nstatus: draft\n---\nText.",
    }
    result = load_files(tmp_path, files, "en", "pl")
    assert [line for line in lines(result.diagnostics) if "KB309" in line] == [
        "content/c/_category.yml:1:1: KB309 the category c has no article, so readers do not see it"
    ]


def test_category_files_name_and_order_shelves(tmp_path: Path) -> None:
    """Translations name theirs and inherit icon and order; a file that is wrong is named and ignored."""
    files: dict[str, str | bytes] = {
        "en/b/a.md": "# A",
        "en/b/_category.yml": "title: Billing\nicon: material/cash\norder: 2\n",
        "en/c/a.md": "# A",
        "en/c/_category.yml": "titel: C\norder: x\n",
        "pl/b/a.md": "# A",
        "pl/b/_category.yml": "title: Rozliczenia\n",
    }
    result = load_files(tmp_path, files, "en", "pl")
    assert [(shelf.title, shelf.icon, shelf.order) for shelf in result.kb.categories["en"]] == [
        ("Billing", "material/cash", 2),
        ("C", "", None),
    ]
    assert [(shelf.title, shelf.icon, shelf.order) for shelf in result.kb.categories["pl"]] == [
        ("Rozliczenia", "material/cash", 2)
    ]
    assert lines(result.diagnostics) == [
        "content/en/c/_category.yml:1:1: KB202 unknown field titel",
        "content/en/c/_category.yml:2:8: KB203 order: “x” is not a whole number",
    ]
    assert result.kb.assets == ()


def test_addresses_that_are_taken_are_refused(tmp_path: Path) -> None:
    """The first stays; an asset may not lie where a page does."""
    files: dict[str, str | bytes] = {
        "a.md": "# A",
        "a/index.md": "# A2",
        "b.md": "# B",
        "b/index.html": b"",
        "search.md": "# S",
        "sitemap.xml": b"",
    }
    result = load_files(tmp_path, files, active_files=("*.html", "*.xml"))
    assert [item.path for item in result.kb.articles] == ["a.md", "b.md"]
    assert result.kb.assets == ()
    assert [item.path for item in result.kb.left_out] == ["a/index.md", "search.md"]
    assert [line.split(" ")[:2] for line in lines(result.diagnostics)] == [
        ["content/a/index.md:1:1:", "KB302"],
        ["content/b/index.html:1:1:", "KB302"],
        ["content/search.md:1:1:", "KB303"],
        ["content/sitemap.xml:1:1:", "KB303"],
    ]


def test_loading_is_the_same_every_time(tmp_path: Path) -> None:
    """Nothing depends on the order of the file system or of hashes."""
    files: dict[str, str | bytes] = {
        f"{name}/{name}.md": f"# {name}" for name in ("zebra", "alpha", "mid")
    }
    first = load_files(tmp_path, files)
    assert first == load(settings_for(tmp_path))
    assert [item.path for item in first.kb.articles] == [
        "alpha/alpha.md",
        "mid/mid.md",
        "zebra/zebra.md",
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("slug: b", "KB202"),
        ("kind: recipe", "KB203"),
        ("updated: soon", "KB203"),
        ("causes: [{}]", "KB205"),
    ],
)
def test_a_field_that_cannot_be_used_does_not_take_the_article_away(
    tmp_path: Path, line: str, code: str
) -> None:
    """It is an error, and the rest of the article is read, checked and published without it."""
    result = load_files(tmp_path, {"a.md": f"---\ntitle: A\n{line}\n---\nText\n"})
    assert [item.title for item in result.kb.articles] == ["A"]
    assert code in codes(result.diagnostics)


@pytest.mark.parametrize(
    "line",
    [
        "audience: everyone",
        "status: done?",
        "expires: soon",
        "id: My Id",
        "audiance: agent",
        "statuss: draft",
    ],
)
def test_a_field_that_hides_or_names_an_article_must_be_right(tmp_path: Path, line: str) -> None:
    """A typing error publishes nothing that was meant to be hidden, and nothing under another name."""
    other = "---\ntitle: B\naudience: public\nstatus: published\n---\n"
    result = load_files(tmp_path, {"a.md": f"---\ntitle: A\n{line}\n---\nText\n", "b.md": other})
    assert [item.title for item in result.kb.articles] == ["B"]


def test_a_file_in_the_place_of_a_generated_page_is_named(tmp_path: Path) -> None:
    """Home, category and section have a page even without a text, and it would replace the file."""
    files: dict[str, str | bytes] = {
        "a/b/c.md": "# C",
        "index.html": "x",
        "a/index.html": "x",
        "a/b/index.html": "x",
        "other/index.html": "an asset like others",
    }
    result = load_files(tmp_path, files, active_files=("*.html",))
    assert lines(result.diagnostics) == [
        "content/a/b/index.html:1:1: KB302 content/a/b has the same address, a/b/index.html",
        "content/a/index.html:1:1: KB302 content/a has the same address, a/index.html",
        "content/index.html:1:1: KB302 content/ has the same address, index.html",
    ]
    assert [path for path, _ in result.kb.assets] == ["other/index.html"]


def test_the_pages_of_other_languages_have_their_place_too(tmp_path: Path) -> None:
    """A written text is one page with the folder's, not two."""
    files: dict[str, str | bytes] = {
        "en/a/index.md": "# A",
        "ru/a/b.md": "# B",
        "ru/index.html": "",
        "en/x.png": "",
    }
    result = load_files(tmp_path, files, "en", "ru", active_files=("*.html",))
    assert lines(result.diagnostics) == [
        "content/ru/index.html:1:1: KB302 content/ru has the same address, ru/index.html"
    ]


def test_a_link_that_came_after_the_walk_is_not_followed(tmp_path: Path) -> None:
    """Between listing and reading, a file may be replaced by a link."""
    (tmp_path / "secret.md").write_text("# secret")
    root = write(
        tmp_path / "site",
        {"a.md": "# A", "b.md": "# B", "c/_category.yml": "title: C", "c/d.md": "# D"},
    )

    settings = settings_for(root)
    found = walk(settings.docs_dir, settings.display_path)
    for name in ("a.md", "c/_category.yml"):
        (root / "content" / name).unlink()
        (root / "content" / name).symlink_to(tmp_path / "secret.md")
    result = load(settings, walked=found)
    assert [article.title for article in result.kb.articles] == ["B", "D"]
    assert lines(result.diagnostics) == [
        "content/a.md:1:1: KB106 the symbolic link points outside the content folder",
        "content/c/_category.yml:1:1: KB106 the symbolic link points outside the content folder",
    ]
