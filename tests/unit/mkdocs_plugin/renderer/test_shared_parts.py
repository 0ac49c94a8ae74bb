# SPDX-License-Identifier: MIT
"""A shared part is rendered once for all pages where it is the same, and has the same text as without sharing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
import pytest
from browser import acme
from browser.rendering import environment as real_environment

from kbgen.mkdocs_plugin.renderer.shared_parts import shared
from kbgen.mkdocs_plugin.renderer.theme_environment import prepare_environment
from kbgen.settings.resources import theme_dir

PART = "{{ counter() }} {{ kb.site.name }} {{ kb.base }} {{ word }}"


def made_environment(part: str = PART) -> tuple[jinja2.Environment, list[int]]:
    calls: list[int] = []
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"part.html": part}),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
    )
    environment.globals["counter"] = lambda: calls.append(1) or "-"
    return environment, calls


def test_a_part_is_rendered_once_for_each_depth_language_and_value() -> None:
    environment, calls = made_environment()
    page = acme.pages()[0]
    for kb, word in ((page, "a"), (replace(page, title="Other"), "a"), (page, "b")):
        assert shared(environment, "part.html", kb, word=word) == f"- Acme Help ./ {word}"
    assert len(calls) == 2
    shared(environment, "part.html", replace(page, base="../"), word="a")
    assert len(calls) == 3
    other = replace(page, site=replace(page.site, name="<i>"))
    assert shared(environment, "part.html", other, word="a") == "- &lt;i&gt; ./ a"


def test_a_part_cannot_use_what_is_not_in_its_key() -> None:
    environment, _ = made_environment("{{ kb.title }}")
    with pytest.raises(jinja2.UndefinedError, match="title"):
        shared(environment, "part.html", acme.pages()[0])


def test_pages_are_the_same_without_sharing() -> None:
    sharing, plain = real_environment(), real_environment()
    plain.extend(kb_overrides_parts=True)
    pages = acme.pages()
    template = sharing.get_template("main.html")
    for page in (*pages, *pages):
        expected = plain.get_template("main.html").render(kb=page)
        assert template.render(kb=page) == expected


@pytest.mark.parametrize(("name", "is_own"), [("footer.html", True), ("own.html", False)])
def test_a_site_with_templates_of_ours_shares_nothing(
    tmp_path: Path, name: str, is_own: bool
) -> None:
    """Its parts may read anything of a page."""
    folder = tmp_path / "kbgen/partials"
    folder.mkdir(parents=True)
    (folder / name).write_text("{{ kb.title }}")
    loader = jinja2.FileSystemLoader([tmp_path, theme_dir()])
    environment = prepare_environment(jinja2.Environment(loader=loader))
    kept: Any = environment
    assert kept.kb_overrides_parts is is_own
    if is_own:
        page = acme.pages()[0]
        assert shared(environment, f"kbgen/partials/{name}", page) == page.title
