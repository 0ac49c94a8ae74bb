# SPDX-License-Identifier: MIT
"""`kbgen import` turns the folder of another generator into a site that builds without errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Run

SETTINGS = """\
site_name: Acme
site_url: https://help.example.com/
docs_dir: content
theme:
  name: material
"""
_GOLDEN = Path(__file__).parents[1] / "golden" / "importing"
CASES: dict[str, dict[str, Any]] = {
    case["name"]: case
    for name in ("docusaurus.yml", "markdown.yml")
    for case in yaml.safe_load((_GOLDEN / name).read_text(encoding="utf-8"))
}
BUILT = ("docusaurus MDX", "docusaurus languages", "hugo", "gitbook", "vitepress", "mdbook", "wiki")


@pytest.fixture
def old_site(tmp_path: Path) -> Callable[[str], str]:
    """Return a function that writes the folder of a golden case, and returns its generator."""

    def write(name: str) -> str:
        for path, text in CASES[name]["files"].items():
            file = tmp_path / "old" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        form: str = CASES[name]["from"]
        return form

    return write


@pytest.mark.parametrize("name", BUILT)
def test_an_imported_folder_builds_with_every_page(
    name: str, old_site: Callable[[str], str], kbgen: Callable[..., Run], tmp_path: Path
) -> None:
    """With the lines that the command prints, each article and each old address has a page."""
    done = kbgen("import", old_site(name), "old")
    assert done.code == 0
    added = done.stdout.partition("Add to mkdocs.yml:\n")[2].partition("\nNext:")[0]
    lines = "\n".join(line[4:] for line in added.split("\n"))
    plugins = "" if "plugins:" in lines else "plugins:\n  - kbgen\n"
    (tmp_path / "mkdocs.yml").write_text(f"{SETTINGS}{plugins}{lines}\n", encoding="utf-8")
    checked = kbgen("check")
    errors = [line for line in checked.stdout.split("\n") if line.startswith("error:")]
    assert errors == []
    assert kbgen("build").code == 0
    for path in CASES[name]["output"]:
        if path.endswith(".md"):
            folder = path.removesuffix(".md").removesuffix("index")
            assert (tmp_path / "site" / folder / "index.html").is_file(), path


def test_findings_are_listed_by_kind(
    old_site: Callable[[str], str], kbgen: Callable[..., Run]
) -> None:
    """Each kind once with its number, an example with its line, and what to do."""
    old_site("docusaurus MDX")
    done = kbgen("import", "docusaurus", "old", "--dry-run", "--strict")
    assert done.code == 1
    assert "warning: components that have no Markdown: 3\n" in done.stderr
    assert "    for example old/docs/page.mdx:32: :::my-own\n" in done.stderr
    assert "    hint: The text inside them is kept. Rewrite them in Markdown.\n" in done.stderr
    assert "page.mdx:39: <Hero>" not in done.stderr
    assert "1 article, 1 used file, 1 redirect would be written to content\n" in done.stdout
    assert "page.mdx:39: <Hero>" in kbgen("import", "docusaurus", "old", "-n", "--all").stderr


def test_the_result_as_json(
    old_site: Callable[[str], str], kbgen: Callable[..., Run], tmp_path: Path
) -> None:
    """It lists every finding, and what mkdocs.yml needs."""
    old_site("docusaurus languages")
    document = json.loads(kbgen("import", "docusaurus", "old", "--to", "new", "--json").stdout)
    assert document["articles"] == 5
    assert document["languages"] == ["en", "pl"]
    assert document["written"] is True
    assert (tmp_path / "new" / "pl" / "a.md").is_file()


def test_wrong_calls_are_explained(
    old_site: Callable[[str], str], kbgen: Callable[..., Run], tmp_path: Path
) -> None:
    """A missing folder, an unknown generator, and existing files end with exit code 2."""
    assert "there is no folder nowhere" in kbgen("import", "markdown", "nowhere").stderr
    unknown = kbgen("import", "hugo", "nowhere")
    assert unknown.code == 2
    assert "'kbgen import markdown' reads Hugo" in unknown.stderr
    old_site("wiki")
    assert kbgen("import", "markdown", "old").code == 0
    again = kbgen("import", "markdown", "old")
    assert again.code == 2
    assert "already exist; nothing was written" in again.stderr
    assert kbgen("import", "markdown", "old", "--force").code == 0
