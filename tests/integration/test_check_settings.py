# SPDX-License-Identifier: MIT
"""`kbgen check` finds in mkdocs.yml and in its files everything that stops a build or `verify`."""

from __future__ import annotations

import pytest

HEAD = "site_name: Acme\nsite_url: https://help.example.com/\ndocs_dir: content\n"
THEME = "theme: {name: material}\n"
PLUGINS = "plugins:\n  - kbgen: {contact: {email: a@example.com}}\n"
TREE = """
content/index.md
| # Home
content/a/b.md
| # B
|
| Text.
content/ok.png
"""


@pytest.mark.parametrize(
    ("config", "message", "hint"),
    [
        (HEAD + THEME + PLUGINS + "extra_css: a.css\n", "7:1: KB703 'extra_css' must be", "hyphen"),
        (
            HEAD + THEME + PLUGINS + "extra_javascript:\n  - {path: t.js?v=1, type: module}\n",
            "8:16: KB703 YAML cannot be read: a value in braces or brackets contains a question",
            'Put the value in quotes: "file.js?v=1".',
        ),
        (HEAD + THEME + PLUGINS + "nav: index.md\n", "7:6: KB703 'nav' must be a list", "hyphen"),
        (
            HEAD + THEME + PLUGINS + "use_directory_urls: ja\n",
            "7:1: KB703 'use_directory_urls' must be true or false",
            "one of the two",
        ),
        (
            "docs_dir: content\n" + THEME + PLUGINS,
            "KB703 'site_name' is missing",
            "site_name: Your product help",
        ),
        (
            HEAD + "theme: {name: material, custom_dir: overides}\n" + PLUGINS,
            "4:1: KB703 MkDocs does not accept theme: The path set in custom_dir",
            "Correct",
        ),
        (
            HEAD + THEME + PLUGINS + "hooks: [my.py]\n",
            "7:8: KB703 the hook my.py does not exist",
            "its path",
        ),
        (
            HEAD + THEME + "plugins:\n  - kbgen:\n    contact: {email: a@example.com}\n",
            "7:5: KB703 'contact' is next to kbgen and not below it",
            "two more spaces",
        ),
        (HEAD + THEME + PLUGINS + "site_dir: content/site\n", "overlap", "site_dir"),
        (
            HEAD + "theme: {name: material, logo: logo.png}\n" + PLUGINS,
            "4:31: KB710 logo.png does not exist",
            "into the content folder",
        ),
        (
            HEAD + "theme: {name: material, favicon: OK.png}\n" + PLUGINS,
            "4:34: KB710 OK.png does not exist",
            "ok.png",
        ),
        (HEAD + "theme: {name: material, logo: a}\n" + PLUGINS, "KB710 a is a folder", "Name a"),
        (
            HEAD + "theme: {name: material, logo: a/b.md}\n" + PLUGINS,
            "KB710 a/b.md is not published as a file",
            "another file",
        ),
        (
            HEAD + "theme: {name: material, logo: /img/x.svg}\n" + PLUGINS,
            "KB710 /img/x.svg is outside the site",
            "such as img/x.svg.",
        ),
        (
            HEAD + THEME + PLUGINS + "extra_css: [missing.css]\n",
            "7:13: KB710 missing.css does not exist",
            "content folder",
        ),
        (
            HEAD + THEME + PLUGINS + "extra_javascript: [{path: missing.js, defer: true}]\n",
            "7:27: KB710 missing.js does not exist",
            "content folder",
        ),
        (
            HEAD + THEME + PLUGINS + "extra_javascript: [https://cdn.example.com/x.js]\n",
            "KB710 https://cdn.example.com/x.js is on another site",
            "allow_external",
        ),
        (
            HEAD + THEME + PLUGINS + "nav:\n  - Home:index.md\n",
            "8:5: KB309 nav names 'Home:index.md'",
            "Put a space after the colon: Home: index.md",
        ),
    ],
)
def test_a_mistake_in_the_settings_is_found_before_the_build(
    site, kbgen, config: str, message: str, hint: str
) -> None:
    """The message has a place and a hint; what stops a build stops the check."""
    site(TREE, config)
    checked = kbgen("check")
    text = checked.stdout + checked.stderr
    assert message in text
    assert hint in text.partition(message)[2].partition("hint: ")[2].splitlines()[0]
    assert "Traceback" not in text
    if checked.code == 2:
        assert kbgen("build").code == 2


def test_correct_settings_pass_all_three(site, kbgen) -> None:
    config = HEAD + "theme: {name: material, logo: ok.png, favicon: ok.png}\n" + PLUGINS
    site(TREE, config + "nav:\n  - Home: index.md\n  - a/b.md\n")
    assert kbgen("check", "--strict").code == 0
    assert kbgen("build").code == 0
    assert kbgen("verify").code == 0


def test_a_problem_that_mkdocs_finds_is_an_annotation(site, kbgen) -> None:
    site(TREE, HEAD + THEME + PLUGINS + "extra_css: a.css\n")
    run = kbgen("check", "--format", "github")
    assert run.code == 2
    assert run.stdout.startswith("::error file=mkdocs.yml,line=7,col=1,title=KB703::")


def test_a_check_runs_no_hooks(site, kbgen, tmp_path) -> None:
    site(
        f"{TREE}hook.py\n| open('ran', 'w').close()\n",
        HEAD + THEME + PLUGINS + "hooks: [hook.py]\n",
    )
    kbgen("check")
    assert not (tmp_path / "ran").exists()


def test_a_plugin_that_kbgen_replaces_need_not_be_installed(site, kbgen) -> None:
    """Kbgen reads the languages of i18n, and does not run it."""
    languages = "[{locale: en, default: true, name: English}, {locale: pl, name: Polski}]"
    i18n = f"  - i18n: {{docs_structure: suffix, languages: {languages}}}\n"
    tree = "content/index.md\n| # Home\ncontent/index.pl.md\n| # Start\n"
    folder = site(tree, HEAD + THEME + PLUGINS + i18n)
    built = kbgen("build")
    assert built.code == 0, built.stderr
    assert (folder / "site/pl/index.html").is_file()
