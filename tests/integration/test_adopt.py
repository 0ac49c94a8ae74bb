# SPDX-License-Identifier: MIT
"""`kbgen adopt` tells what will differ from a MkDocs site, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

MKDOCS_YML = """\
site_name: Acme help
site_url: https://help.example.com/
docs_dir: content
theme:
  name: material
  custom_dir: overrides
  palette: {scheme: slate}
extra_css: [https://cdn.example.com/a.css, gone.css]
plugins: [search, i18n, tags]
"""
TREE = """
content/index.md
    | ---
    | title: Welcome
    | hide: [toc]
    | ---
    | [nowhere](gone.md)
content/a.md
    | ---
    | title: A
    | hide: [toc]
    | ---
    | Text.
content/bad.md
    | ---
    | title: A
    | title: B
    | ---
overrides/main.html
    | {% extends "base.html" %}{% block footer %}Ours{% endblock %}
"""


@pytest.fixture
def report(site: Callable[..., Path], kbgen: Callable[..., Run]) -> Callable[[str], Run]:
    """Write the site with these settings, and return the report about it."""

    def run(settings: str) -> Run:
        folder = site(TREE, settings)
        before = sorted(folder.rglob("*"))
        done = kbgen("adopt")
        assert sorted(folder.rglob("*")) == before
        return done

    return run


def test_the_report_names_everything_that_will_be_different(report: Callable[[str], Run]) -> None:
    done = report(MKDOCS_YML)
    assert (done.code, done.stderr) == (0, "")
    topics = done.stdout.split("\n\n")
    assert topics[0] == "2 articles with the same addresses as in MkDocs, 1 article left out"
    assert topics[1] == "Add to mkdocs.yml:"
    assert topics[2].splitlines() == [
        "    plugins:",
        "      - kbgen:",
        "          contact: {email: help@example.com}  # your address",
        "          front_matter: {unknown: warning}",
        "          allow_external: [https://cdn.example.com]",
    ]
    by_title = {topic.partition("\n")[0]: topic for topic in topics[3:]}
    assert list(by_title) == [
        "Articles that would be left out (1)",
        "Settings and templates without an effect (1)",
        "Files of every page (2)",
        "Plugins that do not run (1)",
        "Front-matter fields of other tools (2)",
        "Plugins that need all pages (they work, and make builds slower)",
        "Other messages of kbgen check",
        "Next: add the lines, then run 'kbgen check' and 'kbgen serve'.",
    ]
    for title, words in {
        "Articles that would be left out (1)": "content/bad.md:3: field title is given twice",
        "Settings and templates without an effect (1)": "mkdocs.yml:6: theme.custom_dir has no effect: main.html",
        "Files of every page (2)": "mkdocs.yml:8: gone.css does not exist",
        "Plugins that do not run (1)": "mkdocs.yml:9: the plugin 'i18n' does not run",
        "Front-matter fields of other tools (2)": "content/a.md:3: unknown field hide (in 2 files)",
        "Other messages of kbgen check": "KB401 link target does not exist: 1 in 1 file",
    }.items():
        assert words in by_title[title], title
    assert (
        "\n  tags\n"
        in f"{by_title['Plugins that need all pages (they work, and make builds slower)']}\n"
    )


def test_a_site_of_another_theme_gets_the_lines_for_it(report: Callable[[str], Run]) -> None:
    lines = report("site_name: Acme help\ndocs_dir: content\n").stdout
    assert "    theme:\n      name: material\n    plugins:\n      - kbgen:\n" in lines


def test_the_lines_are_what_a_site_needs(
    report: Callable[[str], Run], kbgen: Callable[..., Run]
) -> None:
    """With them, `check` accepts the settings, and there is nothing more to add."""
    lines = report(MKDOCS_YML).stdout.split("\n\n")[2]
    block = "\n".join(line[4:] for line in lines.splitlines()[1:])
    plugins = f"plugins:\n  - search\n  - i18n\n  - tags\n{block}\n"
    settings = MKDOCS_YML.replace("plugins: [search, i18n, tags]\n", plugins)
    assert "Add to mkdocs.yml" not in report(settings).stdout
    assert "KB703" not in kbgen("check").stderr


def test_what_mkdocs_refuses_comes_first(report: Callable[[str], Run]) -> None:
    done = report(MKDOCS_YML + "hooks: []\nvalidation:\n  {nav: warn, links: a?b}\n")
    assert done.code == 2
    assert "KB703 YAML cannot be read" in done.stderr


def test_settings_that_cannot_be_read_come_first(report: Callable[[str], Run]) -> None:
    done = report(MKDOCS_YML.replace("site_name: Acme help\n", ""))
    assert done.code == 2
    assert "KB703 'site_name' is missing" in done.stderr
    assert "kbgen plugin is not enabled" not in done.stderr
