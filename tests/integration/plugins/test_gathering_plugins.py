# SPDX-License-Identifier: MIT
"""Plugins that need all pages at once work: MkDocs makes the site in one process, and kbgen publishes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import Run
from integration.plugins.plugin_sites import article, commit, config, here, published
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from kbgen.mkdocs_plugin.hosting import loaded_plugins

Kbgen = Callable[..., Run]
RSS = "rss: {date_from_meta: {as_creation: git, as_update: git}}"
LISTING = "All of them, {{ product }}:\n\n<!-- material/tags -->\n\nSee [refunds](billing/refund.md). ![A card](card.png)"


def write(root: Path, *plugins: str, **files: str) -> None:
    """A site with two articles, drafts and strangers' words."""
    (root / "content/billing").mkdir(parents=True, exist_ok=True)
    (root / "content/card.png").write_text("png", "utf-8")
    texts = {
        "billing/refund": article(
            "Get a refund", "Money back.", "tags: [money, cards]", "summary: About money."
        ),
        "billing/draft": article("Not yet", "Secret draft.", "status: draft", "tags: [money]"),
        "delivery": article("Delivery", "In the post.", "tags: [parcels]"),
        "tags": article("Tags", LISTING),
        **files,
    }
    for name, text in texts.items():
        (root / f"content/{name}.md").write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text(config(*plugins), "utf-8")


def test_a_feed_names_every_article_with_the_dates_of_git(tmp_path: Path, kbgen: Kbgen) -> None:
    write(tmp_path, RSS)
    commit(tmp_path, "2024-03-05")
    built = kbgen("build")
    assert built.code == 0, built.stderr
    channel = ET.parse(tmp_path / "site/feed_rss_created.xml").getroot().find("channel")
    assert channel is not None
    items = {item.findtext("title"): item for item in channel.findall("item")}
    assert set(items) == {"Get a refund", "Delivery", "Tags"}
    refund = items["Get a refund"]
    assert refund.findtext("link") == "https://help.example.com/billing/refund/"
    assert refund.findtext("description") == "About money."
    assert refund.findtext("pubDate") == "Tue, 05 Mar 2024 12:00:00 +0000"
    assert "Secret draft" not in (tmp_path / "site/feed_rss_created.xml").read_text("utf-8")


def test_the_summary_says_which_plugin_made_it_so_and_what_it_costs(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    write(tmp_path, RSS, "tags")
    commit(tmp_path, "2024-03-05")
    lines = kbgen("build").stdout.splitlines()
    assert lines[0].startswith(
        "rss and tags need all pages at once, so one process rendered every page."
    )
    assert kbgen("build", "--json").json["one_process"] == ["rss", "tags"]


def test_a_list_of_tags_is_in_the_page_that_asks_for_it(tmp_path: Path, kbgen: Kbgen) -> None:
    write(tmp_path, "tags", "macros", "glightbox")
    assert kbgen("build").code == 0
    html = (tmp_path / "site/tags/index.html").read_text("utf-8")
    assert re.search(
        r'<h2 id="tag:money">\s*<span>money</span></h2>\s*<ul>\s*<li>\s*<a href="\.\./billing/refund/">',
        html,
    )
    assert "parcels" in html
    assert "Not yet" not in html, "a draft is not published"
    # What a page of articles has otherwise, it has here too.
    assert "All of them, Acme Cloud:" in html
    assert '<a href="../billing/refund/">refunds</a>' in html
    assert re.search(r'<a class="glightbox"[^>]*><img alt="A card" src="\.\./card\.png">', html)


def test_all_other_pages_are_those_of_a_site_without_such_a_plugin(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    texts = {"tags": article("Tags", "None.")}
    write(tmp_path, "glightbox", **texts)
    kbgen("build", "--site-dir", "without")
    write(tmp_path, "glightbox", "tags", **texts)
    kbgen("build")
    with_tags = published(tmp_path / "site")
    assert with_tags.pop("tags.json")
    assert with_tags == published(tmp_path / "without")


def test_it_is_published_as_a_whole_and_strict_publishes_nothing(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    write(tmp_path, "tags")
    assert kbgen("build").code == 0
    before = published(tmp_path / "site")
    assert kbgen("verify").code == 0
    write(tmp_path, "tags", bad=article("Bad", "[gone](gone.md)"))
    strict = kbgen("build", "--strict")
    assert (strict.code, published(tmp_path / "site")) == (1, before)
    assert "KB401" in strict.stderr
    assert kbgen("build").code == 1
    assert "bad/index.html" in published(tmp_path / "site")


def hook(root: Path, text: str) -> None:
    (root / "hooks.py").write_text(text, "utf-8")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "hooks: [hooks.py]\n", "utf-8")


def test_hooks_of_the_site_see_texts_bodies_and_pages(tmp_path: Path, kbgen: Kbgen) -> None:
    write(tmp_path)
    hook(
        tmp_path,
        "def on_page_markdown(markdown, page, **_):\n"
        "    return markdown.replace('In the post', 'By *pigeon*')\n"
        "def on_page_content(html, page, **_):\n"
        "    return html + '<p>Seen.</p>' if page.title == 'Get a refund' else html\n"
        "def on_post_page(output, page, **_):\n"
        "    return output.replace('</body>', '<!-- ours --></body>')\n",
    )
    built = kbgen("build")
    assert "hooks needs all pages at once" in built.stdout
    site = tmp_path / "site"
    assert "<p>By <em>pigeon</em>.</p>" in (site / "delivery/index.html").read_text("utf-8")
    assert "<p>Money back.</p><p>Seen.</p>" in (site / "billing/refund/index.html").read_text(
        "utf-8"
    ).replace("\n", "")
    assert all("<!-- ours -->" in path.read_text("utf-8") for path in site.rglob("*.html"))


def test_text_that_a_hook_replaces_does_not_look_like_markdown(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    """A hook defines one reference of two. `check` runs no hooks and reports neither."""
    write(tmp_path, links=article("Links", "[a][cards], [b][parcels]"))
    define = "markdown + '\\n\\n[cards]: billing/refund.md\\n'"
    hook(tmp_path, f"def on_page_markdown(markdown, **_):\n    return {define}\n")
    assert "KB411" not in kbgen("check").stderr
    built = kbgen("build").stderr
    assert "content/links.md:4:13: KB411 [b][parcels]" in built
    assert built.count("KB411") == 1


def test_a_text_that_a_hook_changes_is_rendered_like_others(tmp_path: Path, kbgen: Kbgen) -> None:
    """Lists, alerts, links and pictures, and what is reported of them."""
    text = "- a\n  - b\n\n> [!WARNING]\n> Careful.\n\n[Gone](gone.md) [Not yet](billing/draft.md) ![A card](card.png)"
    write(tmp_path, same=article("Same", text), changed=article("Changed", text))
    hook(
        tmp_path,
        "def on_page_markdown(markdown, page, **_):\n"
        "    lost = '[Lost](lost.md)' if page.title == 'Changed' else ''\n"
        "    return markdown.replace('[Gone](gone.md)', lost) + '\\n'\n",
    )
    built = kbgen("build")
    html = (tmp_path / "site/changed/index.html").read_text("utf-8")
    same = (tmp_path / "site/same/index.html").read_text("utf-8")
    for page in (html, same):
        assert re.search(r"<li>a\s*<ul>\s*<li>b</li>", page)
        assert 'class="admonition warning"' in page
        assert "<a>Not yet</a>" in page
        assert '<img alt="A card" src="../card.png"' in page
    assert "<a>Lost</a>" in html
    assert "KB401 link lost.md" in built.stderr
    assert built.stderr.count("KB401 link gone.md") == 0
    assert kbgen("verify").code == 0


def test_a_page_that_a_plugin_makes_nests_lists_as_articles_do(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    write(tmp_path, "gen-files: {scripts: [make.py]}")
    (tmp_path / "make.py").write_text(
        "import mkdocs_gen_files\n"
        "with mkdocs_gen_files.open('made.md', 'w') as file:\n"
        "    file.write('# Made\\n\\n- a\\n  - b\\n\\n> [!TIP]\\n> Do it.\\n')\n"
    )
    built = kbgen("build")
    assert built.code == 0, built.stderr
    html = (tmp_path / "site/made/index.html").read_text("utf-8")
    assert re.search(r"<li>a\s*<ul>\s*<li>b</li>", html)
    assert 'class="admonition tip"' in html


def test_a_text_that_a_hook_changes_keeps_its_code_blocks(tmp_path: Path) -> None:
    """MkDocs renders it; its own `fenced_code` must not replace the one that reads options."""
    text = 'Before.\n\n``` py title="jobs.py"\nrun()\n```\n\n## Attributes\n\nAfter.'
    write(tmp_path, same=article("Same", text), changed=article("Changed", text))
    hook(
        tmp_path,
        "def on_page_markdown(markdown, page, **_):\n"
        "    return markdown + '\\n\\nMore.' if page.title == 'Changed' else markdown\n",
    )
    assert here(tmp_path, "build").code == 0
    files = published(tmp_path / "site")
    for page in ("same", "changed"):
        html = files[f"{page}/index.html"].decode()
        assert '<span class="filename">jobs.py</span>' in html
        assert '<h2 id="attributes">' in html
    assert "<p>More.</p>" in files["changed/index.html"].decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "def on_page_markdown(markdown, **_):\n    raise ValueError('no price')\n",
            "hooks.py:2:1: KB703 the hook fails: ValueError: no price",
        ),
        ("a =\n", "hooks.py:1:1: KB703 the hook fails: SyntaxError: invalid syntax"),
        ("import no_such_module\n", "hooks.py:1:1: KB703 the hook fails: ModuleNotFoundError"),
        ("def on_config(config, **_):\n    return {}['a']\n", "hooks.py:2:1: KB703 the hook fails"),
    ],
)
def test_a_hook_that_fails_is_named_with_its_line(
    tmp_path: Path, kbgen: Kbgen, text: str, message: str
) -> None:
    write(tmp_path)
    hook(tmp_path, text)
    built = kbgen("build")
    assert built.code == 2
    assert message in built.stderr


def test_a_plugin_that_fails_leaves_the_old_site_and_says_why(tmp_path: Path, kbgen: Kbgen) -> None:
    write(tmp_path, "tags")
    kbgen("build")
    before = published(tmp_path / "site")
    hook(tmp_path, "def on_env(env, **_):\n    raise ValueError('no feed today')\n")
    built = kbgen("build")
    assert (built.code, published(tmp_path / "site")) == (2, before)
    assert "ValueError: no feed today" in built.stderr


def test_a_page_that_comes_after_the_plan_is_refused(tmp_path: Path, kbgen: Kbgen) -> None:
    write(tmp_path)
    hook(
        tmp_path,
        "from mkdocs.structure.files import File\n"
        "from mkdocs.structure.pages import Page\n"
        "def on_env(env, config, files, **_):\n"
        "    files.append(File.generated(config, 'extra.md', content='# Extra'))\n"
        "    Page(None, files.get_file_from_path('extra.md'), config)\n",
    )
    built = kbgen("build")
    assert built.code == 2
    assert "a plugin added the page extra/index.html after on_nav" in built.stderr


def test_a_file_that_a_plugin_makes_is_published(tmp_path: Path, kbgen: Kbgen) -> None:
    write(tmp_path)
    hook(
        tmp_path,
        "from mkdocs.structure.files import File\n"
        "def on_files(files, config, **_):\n"
        "    files.append(File.generated(config, 'robots.txt', content='User-agent: *'))\n"
        "    return files\n",
    )
    assert kbgen("build").code == 0
    assert (tmp_path / "site/robots.txt").read_text("utf-8") == "User-agent: *"


def test_templates_for_materials_pages_are_not_used_and_files_beside_them_are(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    """With a plugin that needs one process, MkDocs renders the pages."""
    write(tmp_path, "tags", logo=article("Logo", "![Logo](assets/img/logo.svg)"))
    overrides = tmp_path / "overrides"
    (overrides / "assets/img").mkdir(parents=True)
    (overrides / "main.html").write_text("{% extends 'base.html' %}{{ config.site_name }}")
    (overrides / "hook.py").write_text("pass")
    (overrides / "assets/img/logo.svg").write_text("<svg/>")
    settings = (tmp_path / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("font: false}", "font: false, custom_dir: overrides}")
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    built = kbgen("build")
    assert built.code == 0, built.stderr
    assert "KB403" not in built.stderr
    files = published(tmp_path / "site")
    assert b'src="../assets/img/logo.svg"' in files["logo/index.html"]
    assert b'class="kb-page' in files["logo/index.html"]
    assert "assets/img/logo.svg" in files
    assert files.keys().isdisjoint({"main.html", "hook.py"})


class Directives(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        if "::: gone.name" in lines:
            raise ValueError("Could not collect 'gone.name'")
        return ["*Documentation.*" if line == "::: shop.cart" else line for line in lines]


class Previews(Treeprocessor):
    """Like Material's previews: it fails outside MkDocs, which adds `relpath`."""

    def run(self, root: ET.Element) -> None:
        self.md.treeprocessors.get_index_for_name("relpath")


class DirectivesExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name is Markdown's)
        md.treeprocessors.register(Previews(md), "previews", 100)
        md.preprocessors.register(Directives(md), "directives", 100)


class DirectivesPlugin(BasePlugin):
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        config.markdown_extensions.append(DirectivesExtension())  # type: ignore[arg-type]
        return config


@pytest.fixture
def mkdocstrings(monkeypatch) -> None:
    """A plugin of that name, which works in the same way, with its own Markdown extension."""
    entry = EntryPoint("mkdocstrings", f"{__name__}:DirectivesPlugin", "mkdocs.plugins")
    installed = MkDocsConfig.plugins.installed_plugins  # type: ignore[attr-defined]
    monkeypatch.setitem(installed, "mkdocstrings", entry)
    monkeypatch.setattr(loaded_plugins, "entry_points", lambda group: installed.values())


@pytest.mark.usefixtures("mkdocstrings")
def test_mkdocstrings_renders_its_directives_or_they_are_named(tmp_path: Path) -> None:
    """One that fails ends nothing: its article shows the line as text."""
    found = article("Found", "Before.\n\n::: shop.cart\n\nAfter.")
    gone = article("Gone", "Before.\n\n::: gone.name\n\nAfter.")
    write(tmp_path, "mkdocstrings", found=found, gone=gone)
    built = here(tmp_path, "build")
    assert built.code == 0, built.stderr
    files = published(tmp_path / "site")
    assert b"<em>Documentation.</em>" in files["found/index.html"]
    assert b"::: gone.name" in files["gone/index.html"]
    reason = "ValueError: Could not collect 'gone.name'"
    line = 1 + gone.splitlines().index("::: gone.name")
    assert (
        f"content/gone.md:{line}:1: KB711 '::: gone.name' is shown as text: {reason}"
        in built.stderr
    )
    assert built.stderr.count("KB711") == 1


@pytest.fixture
def refusing(monkeypatch) -> None:
    """A plugin with the name of one that kbgen does not run, which fails as soon as it is asked."""
    entry = EntryPoint("social", f"{__name__}:RefusingPlugin", "mkdocs.plugins")
    installed = MkDocsConfig.plugins.installed_plugins  # type: ignore[attr-defined]
    monkeypatch.setitem(installed, "social", entry)


class RefusingPlugin(BasePlugin):
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        raise ValueError("no network")


@pytest.mark.usefixtures("refusing")
@pytest.mark.parametrize("plugins", [("social", "tags"), ("tags", "social")])
def test_a_plugin_that_does_not_run_does_not_fail(tmp_path: Path, plugins: tuple[str, ...]) -> None:
    """Material's picture cards load fonts from another site when the build begins."""
    write(tmp_path, *plugins)
    built = here(tmp_path, "build")
    assert built.code == 0, built.stderr
    assert "KB706 the plugin 'social' does not run: pages name no pictures" in built.stderr
