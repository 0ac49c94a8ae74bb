# SPDX-License-Identifier: MIT
"""Import folders of Jekyll and DocFX with the command, and build the result."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Run

_GOLDEN = Path(__file__).parents[2] / "golden" / "importing"
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ARTICLE = re.compile(r"<article.*?</article>", re.DOTALL)
_LEFT_OVER = re.compile(r"\{%|\{\{|\{:|\[!\w|:::|xref:|#tab/")
_CONFIG = """\
INHERIT: content/_data/nav.yml
site_name: Acme
theme: {name: material}
docs_dir: content
plugins: [kbgen]
markdown_extensions:
  - pymdownx.tabbed: {alternate_style: true}
"""


def _case(form: str) -> dict[str, Any]:
    cases = yaml.safe_load((_GOLDEN / f"{form}.yml").read_text(encoding="utf-8"))
    first: dict[str, Any] = cases[0]
    return first


@pytest.mark.parametrize("form", ["jekyll", "docfx"])
def test_an_imported_folder_becomes_a_site(
    form: str, tmp_path: Path, kbgen: Callable[..., Run]
) -> None:
    """All articles are on the site, and nothing of the old syntax is in their text."""
    case = _case(form)
    for name, text in case["files"].items():
        path = tmp_path / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    imported = kbgen("import", form, "old", "--json")
    assert imported.code == 0, imported.stderr
    report = imported.json
    written = [path for path in case["output"] if path.endswith(".md")]
    assert report["articles"] == len(written)
    assert {item["kind"] for item in report["findings"]} == {
        item.split()[0] for item in case["findings"]
    }
    has_nav = (tmp_path / "content/_data/nav.yml").exists()
    config = _CONFIG if has_nav else _CONFIG.partition("\n")[2]
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert kbgen("build").code in (0, 1)
    pages = list((tmp_path / "site").rglob("*.html"))
    for path in written:
        if "status: draft" not in case["output"][path]:
            assert (tmp_path / "site" / _page(path)).is_file()
    for page in pages:
        match = _ARTICLE.search(page.read_text(encoding="utf-8"))
        text = unescape(_TAG.sub("", _CODE.sub("", match[0]))) if match else ""
        assert not _LEFT_OVER.search(text), page


def _page(path: str) -> str:
    stem = path.removesuffix(".md")
    return f"{stem}.html" if stem.endswith("index") else f"{stem}/index.html"
