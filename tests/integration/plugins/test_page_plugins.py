# SPDX-License-Identifier: MIT
"""Plugins that work on one page at a time run in `kbgen build`, in any number of processes, and the cache is exact."""

from __future__ import annotations

import os
import py_compile
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run, run
from integration.plugins.plugin_sites import article, commit, config, here, published

Kbgen = Callable[..., Run]
MACROS, DATES = (
    "macros: {include_dir: parts}",
    "git-revision-date-localized: {enable_creation_date: true}",
)


@pytest.fixture
def kbgen(tmp_path: Path) -> Kbgen:
    """Commands in the site of the test."""
    return lambda *arguments: here(tmp_path, *arguments)


def text_of(folder: Path, page: str) -> str:
    html = (folder / page / "index.html").read_text("utf-8")
    found = re.search(r'<div class="md-typeset kb-text">(.*?)</div>\n', html, re.DOTALL)
    assert found
    return found[1]


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def assert_like_clean(root: Path) -> None:
    """What is built on top of what is there is what a build without a cache gives."""
    assert here(root, "build").code == 0
    cache = (root / ".kbgen").rename(root / ".kbgen-kept")
    assert here(root, "build", "--site-dir", "site-clean").code == 0
    assert published(root / "site") == published(root / "site-clean")
    shutil.rmtree(root / ".kbgen")
    cache.rename(root / ".kbgen")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    imported = ["provenance: {source: crm, generated: 2026-11-01}", "reviewed: 2026-11-02"]
    write(
        tmp_path,
        {
            "mkdocs.yml": config("glightbox: {auto_caption: true, loop: true}"),
            "content/a.md": article(
                "A", '![A card](card.png)\n\n![A](card.png){ data-description="<i>y</i>" }'
            ),
            "content/off.md": article("Off", "![A card](card.png)", "glightbox: false"),
            "content/imported.md": article("Imported", "![A card](card.png)", *imported),
            "content/card.png": "png",
        },
    )
    return tmp_path


def test_glightbox_wraps_only_the_pictures_of_writers(pictures: Path, kbgen: Kbgen) -> None:
    assert kbgen("build").stdout
    shown = text_of(pictures / "site", "a")
    assert '<a class="glightbox"' in shown
    assert 'data-title="A card"' in shown
    assert shown.count('href="../card.png"') == 2
    assert "data-description" not in shown, "its script would take it for HTML"
    assert "glightbox" not in text_of(pictures / "site", "off")
    assert "glightbox" not in text_of(pictures / "site", "imported")


def test_the_scripts_of_glightbox_are_files(pictures: Path, kbgen: Kbgen) -> None:
    kbgen("build")
    site = pictures / "site"
    html = (site / "a/index.html").read_text("utf-8")
    assert not re.findall(r"<style|<script(?![^>]*(?:src=|application/))[^>]*>", html)
    scripts = re.findall(r'<script[^>]* src="\.\./(assets/(?:plugins|javascripts)/[^"]*)"', html)
    assert [path for path in scripts if not (site / path).is_file()] == []
    start = next((site / path).read_text("utf-8") for path in scripts if "/plugins/" in path)
    assert 'GLightbox({"touchNavigation": true, "loop": true' in start
    assert "document$" not in start, "Material's script is not there"
    (style,) = re.findall(r'href="\.\./(assets/plugins/[^"]*\.css)"', html)
    assert ".gslide" in (site / style).read_text("utf-8")
    assert (site / "assets/stylesheets/glightbox.min.css").is_file()
    assert "glightbox" not in (site / "404.html").read_text("utf-8"), "its address is unknown"


def test_another_option_is_another_page(pictures: Path, kbgen: Kbgen) -> None:
    kbgen("build")
    settings = pictures / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("auto_caption: true", "auto_caption: false"), "utf-8"
    )
    assert_like_clean(pictures)
    assert "data-title" not in text_of(pictures / "site", "a")


@pytest.fixture
def macros(tmp_path: Path) -> Path:
    write(
        tmp_path,
        {
            "mkdocs.yml": config(MACROS),
            "main.py": 'def define_env(env):\n    env.macro(lambda: "12 EUR", "price")\n',
            "parts/part.md": "A part of {{ product }}.\n",
            "content/a.md": article(
                "A", '{{ product }} for {{ price() }}.\n\n{% include "part.md" %}'
            ),
            "content/off.md": article("Off", "{{ product }}", "render_macros: false"),
            "content/plain.md": article("Plain", "No macro."),
        },
    )
    return tmp_path


def test_macros_run_and_search_finds_what_they_make(macros: Path, kbgen: Kbgen) -> None:
    assert kbgen("build").code == 0
    assert (
        text_of(macros / "site", "a")
        == "<p>Acme Cloud for 12 EUR.</p>\n<p>A part of Acme Cloud.</p>"
    )
    assert "{{ product }}" in text_of(macros / "site", "off")
    assert "a/  (a," in kbgen("search", "part cloud").stdout


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        ("parts/part.md", "A part", "Another part", "Another part of Acme Cloud"),
        ("main.py", "12 EUR", "13 EUR", "for 13 EUR"),
        ("mkdocs.yml", "Acme Cloud", "Acme Sky", "Acme Sky for"),
    ],
)
def test_what_macros_read_is_followed(
    macros: Path, kbgen: Kbgen, path: str, old: str, new: str, shown: str
) -> None:
    kbgen("build")
    write(macros, {path: (macros / path).read_text("utf-8").replace(old, new)})
    assert_like_clean(macros)
    assert shown in text_of(macros / "site", "a")


def test_old_bytecode_of_a_module_is_not_believed(
    macros: Path, kbgen: Kbgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another text of the same length in the same second; and a build leaves nothing next to the module."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    module = macros / "main.py"
    compiled = py_compile.compile(str(module), doraise=True)
    before = module.stat()
    write(macros, {"main.py": module.read_text("utf-8").replace("12 EUR", "13 EUR")})
    os.utime(module, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kbgen("build").code == 0
    assert "for 13 EUR" in text_of(macros / "site", "a")
    assert compiled
    Path(compiled).unlink()
    kbgen("build")
    assert list((macros / "__pycache__").iterdir()) == []


def test_a_text_without_macros_is_kept_when_a_part_changes(macros: Path, kbgen: Kbgen) -> None:
    kbgen("build")
    assert kbgen("build", "--json").json["rendered"] == 0
    write(macros, {"parts/part.md": "New.\n"})
    assert kbgen("build", "--json").json["rendered"] == 1


def test_a_file_that_a_macro_opens_is_tracked(macros: Path, kbgen: Kbgen) -> None:
    """While modules are loaded a file is followed; what opens one while a text is made is made each time."""
    load = "    env.variables['rate'] = Path(env.project_dir, 'rate.txt').read_text()\n"
    read = "    env.macro(lambda: Path(env.project_dir, 'stock.txt').read_text(), 'stock')\n"
    module = f"from pathlib import Path\ndef define_env(env):\n{load}{read}"
    write(macros, {"rate.txt": "7", "stock.txt": "40", "main.py": module})
    write(
        macros,
        {
            "content/a.md": article("A", "Rate {{ rate }}."),
            "content/b.md": article("B", "{{ stock() }} left"),
        },
    )
    kbgen("build")
    write(macros, {"rate.txt": "8", "stock.txt": "39"})
    assert_like_clean(macros)
    assert "Rate 8." in text_of(macros / "site", "a")
    assert "39 left" in text_of(macros / "site", "b")


def test_a_text_that_asks_for_the_time_is_made_each_time(macros: Path, kbgen: Kbgen) -> None:
    write(macros, {"content/a.md": article("A", "{{ now() }}")})
    kbgen("build")
    before = text_of(macros / "site", "a")
    kbgen("build")
    assert text_of(macros / "site", "a") != before


def test_a_macro_that_fails_is_reported_at_its_place_and_the_others_are_built(
    macros: Path, kbgen: Kbgen
) -> None:
    write(macros, {"content/bad.md": article("Bad", "One\n\nTwo {{ price( }}")})
    write(macros, {"content/worse.md": article("Worse", "{{ 1 / 0 }}")})
    built = kbgen("build")
    assert built.code == 1
    assert (
        "content/bad.md:6:1: KB602 the plugin 'macros' failed: TemplateSyntaxError" in built.stderr
    )
    assert (
        "content/worse.md:4:1: KB602 the plugin 'macros' failed: ZeroDivisionError" in built.stderr
    )
    assert "Acme Cloud for 12 EUR" in text_of(macros / "site", "a")
    assert "Traceback" not in (macros / "site/bad/index.html").read_text("utf-8")


def test_a_module_that_fails_is_named_with_its_plugin(macros: Path, kbgen: Kbgen) -> None:
    write(macros, {"main.py": "def define_env(env):\n    raise ValueError('no prices')\n"})
    built = kbgen("build")
    assert built.code == 2
    assert (
        "mkdocs.yml:9:13: KB703 the plugin 'macros' cannot be used: ValueError: no prices"
        in built.stderr
    )


def test_a_plugin_that_is_not_installed_is_named_with_its_place(macros: Path, kbgen: Kbgen) -> None:
    write(macros, {"mkdocs.yml": config(MACROS, "nobody-wrote-this")})
    built = kbgen("build")
    assert built.code == 2
    assert "mkdocs.yml:10:5: KB703 the plugin 'nobody-wrote-this' is not installed" in built.stderr


@pytest.fixture
def history(tmp_path: Path) -> Path:
    dates = "Revised {{ git_revision_date_localized }}, made {{ git_creation_date_localized }}."
    write(
        tmp_path,
        {
            "mkdocs.yml": config(DATES),
            "content/a.md": article("A", dates),
            "content/b.md": article("B", "No dates.", "updated: 2020-01-01"),
            "content/site.md": article("Site", "Site of {{ git_site_revision_date_localized }}."),
        },
    )
    commit(tmp_path, "2024-03-05")
    return tmp_path


def test_dates_come_from_git_and_a_page_says_when_it_was_updated(
    history: Path, kbgen: Kbgen
) -> None:
    assert kbgen("build").code == 0
    assert (
        re.sub("<[^>]*>", "", text_of(history / "site", "a"))
        == "Revised March 5, 2024, made March 5, 2024."
    )
    assert 'datetime="2024-03-05">Updated' in (history / "site/a/index.html").read_text("utf-8")
    assert 'datetime="2020-01-01">Updated' in (history / "site/b/index.html").read_text("utf-8"), (
        "the writer's own"
    )


def test_dates_that_would_need_a_script_are_plain(history: Path, kbgen: Kbgen) -> None:
    write(history, {"mkdocs.yml": config("git-revision-date-localized: {type: timeago}")})
    kbgen("build")
    assert re.sub("<[^>]*>", "", text_of(history / "site", "a")).startswith("Revised March 5, 2024")
    assert not (history / "site/js").exists()


def test_a_commit_changes_the_dates_of_what_is_in_it(history: Path, kbgen: Kbgen) -> None:
    kbgen("build")
    write(history, {"content/b.md": article("B", "No dates, still.", "updated: 2020-01-01")})
    commit(history, "2024-04-01")
    assert_like_clean(history)
    assert "April" not in text_of(history / "site", "a")
    assert "April 1, 2024" in text_of(history / "site", "site")
    write(history, {"content/a.md": (history / "content/a.md").read_text("utf-8") + "\nMore.\n"})
    commit(history, "2024-05-01")
    assert_like_clean(history)
    assert "May 1, 2024" in text_of(history / "site", "a")


def test_a_commit_of_something_else_renders_nothing_of_an_article(
    history: Path, kbgen: Kbgen
) -> None:
    (history / "content/site.md").unlink()
    commit(history, "2024-03-06")
    kbgen("build")
    commit(history, "2024-06-01")
    assert kbgen("build", "--json").json["rendered"] == 0


def test_a_file_in_no_commit_is_reported_and_made_each_time(history: Path, kbgen: Kbgen) -> None:
    write(history, {"content/new.md": article("New", "Of {{ git_revision_date_localized }}.")})
    built = kbgen("build")
    assert (
        "content/new.md:4:1: KB708 the plugin 'git-revision-date-localized' says: " in built.stderr
    )
    assert "'content/new.md' has no git logs" in built.stderr
    commit(history, "2024-07-01")
    assert_like_clean(history)
    assert "July 1, 2024" in text_of(history / "site", "new")


def test_many_processes_give_the_bytes_of_one_and_mkdocs_the_same(tmp_path: Path) -> None:
    text = '{{ product }}\n\n{% include "part.md" %} of {{ git_revision_date_localized }}\n\n![A card](card.png)'
    write(
        tmp_path,
        {f"content/shelf/a{number}.md": article(f"A {number}", text) for number in range(40)},
    )
    write(tmp_path, {"content/shelf/card.png": "png", "parts/part.md": "A part"})
    redirects = "redirects: {redirect_maps: {old.md: shelf/a1.md}}"
    write(tmp_path, {"mkdocs.yml": config("glightbox", MACROS, DATES, redirects)})
    commit(tmp_path, "2024-03-05")
    for jobs in ("1", "2"):
        assert (
            run(tmp_path, "kbgen", "build", "--jobs", jobs, "--site-dir", f"site{jobs}").code == 0
        )
        (tmp_path / ".kbgen/cache.sqlite").unlink()
    assert run(tmp_path, "mkdocs", "build", "--quiet", "--site-dir", "site-mkdocs").code == 0
    assert "Acme Cloud" in text_of(tmp_path / "site2", "shelf/a7")
    assert (
        published(tmp_path / "site1")
        == published(tmp_path / "site2")
        == published(tmp_path / "site-mkdocs")
    )
