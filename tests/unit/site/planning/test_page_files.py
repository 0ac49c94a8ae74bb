# SPDX-License-Identifier: MIT
"""Stylesheets and scripts of every page: which are loaded, and what is reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import lines

from kbgen.model import PageScript
from kbgen.settings import SiteSettings, load_settings
from kbgen.site.planning.content_security_policy import content_security_policy
from kbgen.site.planning.page_files import page_file_problems, page_scripts, page_stylesheets

HEAD = "site_name: A\ntheme: {name: material}\ndocs_dir: .\nsite_dir: out\nplugins: [kbgen]\n"


def settings(root: Path, text: str, *, allowed: tuple[str, ...] = ()) -> SiteSettings:
    (root / "mkdocs.yml").write_text(HEAD + text, "utf-8")
    loaded = load_settings(root / "mkdocs.yml").settings
    return replace(loaded, kbgen=replace(loaded.kbgen, allow_external=allowed))


@pytest.mark.parametrize(
    ("entry", "script"),
    [
        ("js/a.js", PageScript("js/a.js")),
        ("js/ä b.js?v=1&w=2", PageScript("js/%C3%A4%20b.js?v=1&w=2")),
        ("a.mjs", PageScript("a.mjs", "module")),
        ("{path: a.js, type: module}", PageScript("a.js", "module")),
        ("{path: a.mjs, async: true}", PageScript("a.mjs", is_async=True)),
        ("{path: a.js, defer: true}", PageScript("a.js")),
    ],
)
def test_scripts_keep_their_attributes_and_queries(
    tmp_path: Path, entry: str, script: PageScript
) -> None:
    assert page_scripts(settings(tmp_path, f"extra_javascript:\n- {entry}\n")) == (script,)


EXTERNAL = """\
extra_css:
- https://cdn.example/a.css?x=1
- own.css
extra_javascript:
- {path: //cdn.example/a.js, async: true}
- http://old.example/a.js
"""


def test_files_of_other_sites_are_refused_with_place_and_way_out(tmp_path: Path) -> None:
    found = settings(tmp_path, EXTERNAL)
    assert page_stylesheets(found) == ("own.css",)
    assert page_scripts(found) == ()
    problems = tuple(page_file_problems(found, {"own.css"}))
    assert lines(problems) == [
        "mkdocs.yml:7:3: KB710 https://cdn.example/a.css?x=1 is on another site and is not loaded",
        "mkdocs.yml:10:10: KB710 //cdn.example/a.js is on another site and is not loaded",
        "mkdocs.yml:11:3: KB710 http://old.example/a.js is on another site and is not loaded",
    ]
    assert [item.hint for item in problems] == [
        *[
            "Copy the file into the content folder, or allow the site: 'allow_external: [https://cdn.example]'."
        ]
        * 2,
        "Copy the file into the content folder.",
    ]


@pytest.mark.parametrize("url", ["https://[bad/a.css", "//a]b/a.css"])
def test_an_invalid_address_is_refused_like_that_of_another_site(tmp_path: Path, url: str) -> None:
    found = settings(tmp_path, f"extra_css: ['{url}']\nextra_javascript: ['{url}']\n")
    assert (page_stylesheets(found), page_scripts(found)) == ((), ())
    assert [(item.message, item.hint) for item in page_file_problems(found, set())] == [
        (f"{url} is on another site and is not loaded", "Copy the file into the content folder.")
    ] * 2


def test_an_allowed_site_is_loaded_and_in_the_policy(tmp_path: Path) -> None:
    found = settings(tmp_path, EXTERNAL, allowed=("https://cdn.example", "https://fonts.example"))
    assert page_stylesheets(found) == ("https://cdn.example/a.css?x=1", "own.css")
    assert page_scripts(found) == (PageScript("//cdn.example/a.js", is_async=True),)
    assert [item.message for item in page_file_problems(found, {"own.css"})] == [
        "http://old.example/a.js is on another site and is not loaded"
    ]
    policy = content_security_policy(found)
    assert "script-src 'self' https://cdn.example; style-src 'self' https://cdn.example;" in policy
    assert "font-src 'self' https://cdn.example https://fonts.example;" in policy


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """With the nearest one; a hook or an unknown plugin may make it."""
    found = settings(tmp_path, "extra_css:\n- css/brnd.css?v=1\n- ./css/brand.css\n")
    problems = tuple(page_file_problems(found, {"css/brand.css"}))
    assert lines(problems) == ["mkdocs.yml:7:3: KB710 css/brnd.css?v=1 does not exist"]
    assert problems[0].hint == "Did you mean css/brand.css?"
    assert not tuple(page_file_problems(replace(found, has_hooks=True), {"css/brand.css"}))
