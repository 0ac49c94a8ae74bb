# SPDX-License-Identifier: MIT
"""Formulas, tabs, annotations and tooltips as readers see them, also without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.accessibility import violations
from browser.rendering import serve
from conftest import run

CONFIG = """\
site_name: Acme
site_url: https://help.example.com/
theme: {name: material}
docs_dir: content
plugins:
  - kbgen: {contact: {email: help@example.com}}
markdown_extensions:
  - abbr
  - pymdownx.arithmatex
  - pymdownx.tabbed: {alternate_style: true}
"""
LONG = " + ".join(f"a_{{{number}}}" for number in range(60))
ARTICLE = f"""\
---
title: Formulas
summary: What formulas look like.
---
If $x^2 > 1$, then HTML

*[HTML]: Markup

$$
{LONG}
$$

=== "One"

    First text

=== "Two"

    Second text

```yaml
key: value # (1)!
```

1.  What the value means
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("formulas")
    (folder / "content").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG)
    (folder / "content/index.md").write_text("# Help\n")
    (folder / "content/formulas.md").write_text(ARTICLE)
    done = run(folder, "kbgen", "build", "--strict")
    assert done.code == 0, done.stderr
    with serve(folder / "site") as root:
        yield f"{root}formulas/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_formula_scrolls_inside_itself(
    address: str, new_page, width: int, scheme: str
) -> None:
    page = new_page(width=width, scheme=scheme)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    formula = page.locator(".kb-formula")
    assert formula.evaluate("each => each.scrollWidth > each.clientWidth")
    box, text = formula.bounding_box(), page.locator(".kb-text").bounding_box()
    assert box["x"] >= text["x"] - 1
    assert box["x"] + box["width"] <= text["x"] + text["width"] + 1
    # A browser that does not know MathML would put the index behind the letter, at its height.
    letter, power = page.locator("msup > mi").first, page.locator("msup > mn").first
    assert power.bounding_box()["y"] < letter.bounding_box()["y"]
    assert violations(page) == []


def test_tabs_and_annotations_need_no_script(address: str, chromium) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    second = page.get_by_text("Second text")
    assert page.get_by_text("First text").is_visible()
    assert not second.is_visible()
    page.get_by_text("Two", exact=True).click()
    assert second.is_visible()
    assert page.locator("pre").inner_text().strip() == "key: value # (1)"
    assert page.get_by_text("What the value means").is_visible()
    assert page.locator("abbr").get_attribute("title") == "Markup"
    context.close()
