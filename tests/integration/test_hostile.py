# SPDX-License-Identifier: MIT
"""A content folder full of hostile files: each is named or harmless, and the good pages are all there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Run, run

from kbgen.content.source.file_names import printable

GOOD = 20
PLACE = re.compile(r"(?m)^(?:error|warning): (content/.*?):(\d+):(\d+): (KB\d{3}) ")
CONFIG = """\
site_name: Acme
site_url: https://example.com/
theme: {{name: material}}
docs_dir: content
plugins:
  - kbgen: {{front_matter: {{unknown: {unknown}}}, contact: {{phone: "112"}}, active_files: ["*"]}}
"""


@dataclass
class Built:
    """What the two commands made of the folder."""

    root: Path
    check: Run
    build: Run
    marks: dict[str, str]
    """File → a word that stands in it and nowhere else."""
    before: frozenset[str]
    """Everything that was in the folder above before the commands ran."""

    def refused(self) -> set[str]:
        """Files and folders that an error names."""
        return {str(item["path"]) for item in self.check.json_lines if item["severity"] == "error"}

    def holding(self, mark: str) -> set[str]:
        """Files of the output that hold a word."""
        site = self.root / "site"
        return {
            path.relative_to(site).as_posix()
            for path in site.rglob("*")
            if path.is_file() and mark.encode() in path.read_bytes()
        }


def files_below(folder: Path) -> frozenset[str]:
    made = ("help/site", "help/.kbgen", "help/.site.kbgen")
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return frozenset(name for name in names if not name.startswith(made))


def write_good(content: Path) -> dict[str, str]:
    marks = {}
    for number in range(GOOD):
        name = f"good/a{number}.md"
        marks[name] = f"kbgood{number}end"
        (content / name).write_text(f"---\ntitle: Good {number}\n---\nWord {marks[name]}.\n")
    return marks


def write_texts(content: Path, data: Path) -> dict[str, str]:
    """The hostile files as they are, and once more with a word of ours at the end."""
    marks = {}
    for number, source in enumerate(
        sorted(data.glob("hostile/front_matter/*")) + sorted(data.glob("hostile/encodings/*"))
    ):
        plain = content / "plain" / source.parent.name / source.name
        marked = content / "marked" / source.parent.name / source.name
        for target in (plain, marked):
            target.parent.mkdir(parents=True, exist_ok=True)
        plain.write_bytes(source.read_bytes())
        mark = f"kbtext{number}end"
        marked.write_bytes(source.read_bytes() + f"\n\n{mark}\n".encode())
        marks[marked.relative_to(content).as_posix()] = mark
    for size in (2, 10):
        (content / f"large{size}.md").write_text(
            f"---\ntitle: Large\n---\nkblarge{size}end " + "word " * size * 200_000
        )
        marks[f"large{size}.md"] = f"kblarge{size}end"
    return marks


def write_names(content: Path, data: Path) -> dict[str, str]:
    """A good article under every hostile name that this file system takes."""
    marks = {}
    for number, name in enumerate(
        json.loads((data / "hostile/names/names.json").read_text("utf-8"))
    ):
        path = f"{name}x.md" if name.endswith("/") else name
        mark = f"kbname{number}end"
        try:
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            if not (content / path).exists():
                (content / path).write_text(f"---\ntitle: Name {number}\n---\nWord {mark}.\n")
                marks[path] = mark
        except (OSError, ValueError):
            continue
    return marks


@pytest.fixture(scope="module", params=["error", "warning"])
def built(
    request: pytest.FixtureRequest, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    above = tmp_path_factory.mktemp("hostile")
    root = above / "help"
    (root / "content" / "good").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIG.format(unknown=request.param))
    content = root / "content"
    marks = write_good(content) | write_texts(content, data) | write_names(content, data)
    before = files_below(above)
    check = run(root, "kbgen", "check", "--format", "json")
    return Built(root, check, run(root, "kbgen", "build", "--all"), marks, before)


def is_named(path: str, refused: set[str]) -> bool:
    """Tell whether an error names a file or one of its folders."""
    parts = printable(f"content/{path}").split("/")
    return any("/".join(parts[:count]) in refused for count in range(2, len(parts) + 1))


def test_both_commands_end_with_one_and_name_the_same_places(built: Built) -> None:
    assert (built.check.code, built.build.code) == (1, 1)
    checked = {
        (item["path"], str(item["line"]), str(item["column"]), item["code"])
        for item in built.check.json_lines
        if item["path"].startswith("content/")
    }
    assert checked == set(PLACE.findall(built.build.stderr))


def test_every_good_article_is_a_page_and_in_the_index(built: Built) -> None:
    for number in range(GOOD):
        page = (built.root / f"site/good/a{number}/index.html").read_text("utf-8")
        assert f"kbgood{number}end" in page
    result = run(built.root, "kbgen", "search", "kbgood7end", "--json").json
    assert [hit["url"] for hit in result["hits"]] == ["good/a7/"]


def test_every_file_is_published_or_named(built: Built) -> None:
    refused = built.refused()
    hidden = {path for path in built.marks if any(part.startswith(".") for part in path.split("/"))}
    lost = [
        path
        for path, mark in built.marks.items()
        if path not in hidden and not is_named(path, refused) and not built.holding(mark)
    ]
    assert lost == []


def test_no_text_of_an_unreadable_file_is_in_the_output(built: Built) -> None:
    """KB1xx and KB2xx: unless the file is an article all the same, because only a field of it was refused."""
    unreadable = {
        item["path"]
        for item in built.check.json_lines
        if item["code"] < "KB3" and item["severity"] == "error"
    }
    kept_back = {
        path: mark
        for path, mark in built.marks.items()
        if is_named(path, unreadable)
        and not (built.root / "site" / path.removesuffix(".md")).exists()
    }
    assert len(kept_back) > 35
    assert {path: found for path, mark in kept_back.items() if (found := built.holding(mark))} == {}
    assert built.holding("do not publish") == set()


def test_nothing_is_written_outside(built: Built) -> None:
    assert files_below(built.root.parent) == built.before
    assert sorted(path.name for path in built.root.iterdir()) == [
        ".kbgen",
        ".site.kbgen",
        "content",
        "mkdocs.yml",
        "site",
    ]


def test_no_name_gives_orders_to_a_terminal(built: Built) -> None:
    for text in (built.build.stderr, built.build.stdout):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e]", text)
    assert not re.search("[\x00-\x09\x0b-\x1f]", built.check.stdout)


def test_large_files_are_named_with_their_size(built: Built) -> None:
    sizes = {
        item["path"]: item["code"] for item in built.check.json_lines if "large" in item["path"]
    }
    assert sizes == {"content/large2.md": "KB103", "content/large10.md": "KB103"}


def test_the_published_site_is_whole(built: Built) -> None:
    assert run(built.root, "kbgen", "verify").stdout == ""
