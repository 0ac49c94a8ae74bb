# SPDX-License-Identifier: MIT
"""A site's own templates: how they begin, and how their errors are reported."""

from __future__ import annotations

import pytest

CONFIG = """\
site_name: Acme
theme: {name: material, custom_dir: overrides}
docs_dir: content
plugins: [kbgen: {contact: {email: a@example.com}}]
"""
TREE = """
content/a.md
    | # A
    | Text.
overrides/readme.txt
    | Ours.
"""
NAME = "kbgen/partials/footer.html"


def test_a_template_is_listed_copied_and_used(site, kbgen) -> None:
    folder = site(TREE, CONFIG)
    listed = kbgen("templates").stdout.splitlines()
    assert {NAME, "kbgen/article.html", "kbgen/status.html"} < set(listed)
    copied = kbgen("templates", NAME)
    assert (copied.code, copied.stdout) == (0, f"overrides/{NAME}\n")
    own = folder / "overrides" / NAME
    own.write_text(own.read_text("utf-8").replace("<footer", "<footer data-ours"), "utf-8")
    assert kbgen("build").code == 0
    assert "<footer data-ours" in (folder / "site/a/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "config", "message"),
    [
        ("kbgen/partials/foter.html", CONFIG, f"Did you mean {NAME}?"),
        ("../mkdocs.yml", CONFIG, "there is no template ../mkdocs.yml"),
        (
            NAME,
            CONFIG.replace(", custom_dir: overrides", ""),
            "Add 'custom_dir: overrides' to theme",
        ),
    ],
)
def test_what_cannot_be_copied_is_named(site, kbgen, name, config, message) -> None:
    site(TREE, config)
    run = kbgen("templates", name)
    assert run.code != 0
    assert message in run.stderr


def test_a_template_of_the_site_is_never_overwritten(site, kbgen) -> None:
    folder = site(TREE, CONFIG)
    own = folder / "overrides" / NAME
    own.parent.mkdir(parents=True)
    own.write_text("ours", "utf-8")
    run = kbgen("templates", NAME)
    assert run.code != 0
    assert own.read_text("utf-8") == "ours"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{{ kb.site.nam.x }}", "'kbgen.model.page.SiteView object' has no attribute 'nam'"),
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ("{{ kb.title|shouted }}", "No filter named 'shouted'."),
        ('{% include "kbgen/nothing.html" %}', "there is no template kbgen/nothing.html"),
        ("{{ 1 // 0 }}", "ZeroDivisionError: "),
    ],
)
def test_an_error_in_a_template_names_file_and_line(site, kbgen, line, reason) -> None:
    folder = site(TREE, CONFIG)
    own = folder / "overrides" / NAME
    own.parent.mkdir(parents=True)
    own.write_text(f"<footer>\n\n{line}</footer>\n", "utf-8")
    run = kbgen("build")
    assert run.code == 2
    assert f"overrides/{NAME}:3:1: the template cannot be used: {reason}" in run.stderr
    assert "Traceback" not in run.stderr
