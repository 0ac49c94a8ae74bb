# SPDX-License-Identifier: MIT
"""Pages that plugins make, and posts of Material's blog, stand in our frame, are cleaned, and lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from conftest import Run, run
from integration.plugins.plugin_sites import article, config, published

Kbgen = Callable[..., Run]
SCRIPT = """\
import mkdocs_gen_files
PAGES = {
    "reference/api.md": "# The API\\n\\n[Refunds](../billing/refund.md), [gone](gone.md).\\n\\n<script>let x</script>",
    "reference/errors.md": "---\\ntitle: <b>Errors</b>\\n---\\nAll of them.\\n",
    "delivery.md": "# Ours\\n",
}
for name, text in PAGES.items():
    with mkdocs_gen_files.open(name, "w") as file:
        file.write(text)
with mkdocs_gen_files.open("billing/refund.md", "a") as file:
    file.write("\\nAdded by a script.\\n")
with mkdocs_gen_files.open("data/list.csv", "w") as file:
    file.write("a,b")
"""


def write(root: Path, *plugins: str, **files: str) -> None:
    """A site with two articles and whatever else is given."""
    texts = {
        "billing/refund": article(
            "Get a refund", "Money back. See [the API](../reference/api.md)."
        ),
        "delivery/index": article("Delivery", "In the post."),
        **files,
    }
    for name, text in texts.items():
        path = root / f"content/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text(config(*plugins), "utf-8")


def page(root: Path, name: str) -> str:
    return (root / "site" / name / "index.html").read_text("utf-8")


def trail(html: str) -> list[str]:
    nav = html[html.index('class="kb-trail"') :].partition("</nav>")[0]
    return re.findall(r"<a [^>]*>([^<]*)</a>", nav)


def test_pages_of_a_script_have_our_frame_and_a_place(tmp_path: Path, kbgen: Kbgen) -> None:
    write(tmp_path, "gen-files: {scripts: [pages.py]}")
    (tmp_path / "pages.py").write_text(SCRIPT, "utf-8")
    built = kbgen("build")
    html = page(tmp_path, "reference/api")
    assert "<h1>The API</h1>" in html
    assert 'role="search"' in html
    assert trail(html) == ["Home", "Reference"]
    assert "let x" not in html
    assert '<a href="../../billing/refund/">Refunds</a>' in html
    assert '<a href="../../reference/api/">the API</a>' in page(tmp_path, "billing/refund")
    assert "&lt;b&gt;Errors&lt;/b&gt;" in page(tmp_path, "reference/errors")
    assert "&lt;b&gt;Errors&lt;/b&gt;" in page(tmp_path, "reference"), "its category lists it"
    # If the target does not exist, the words stay, and the build reports it.
    assert "content/reference/api.md:1:1: KB401 link gone.md does not exist" in built.stderr
    assert ", <a>gone</a>." in html
    # A text that a script has changed is the text; an address that is taken is not given twice.
    assert "Added by a script." in page(tmp_path, "billing/refund")
    assert "<h1>Delivery</h1>" in page(tmp_path, "delivery")
    assert "KB302" in built.stderr
    assert (tmp_path / "site/data/list.csv").read_text("utf-8") == "a,b"
    assert "reference/api/" in (tmp_path / "site/sitemap.xml").read_text("utf-8")
    assert kbgen("verify").code == 0


def post(
    title: str, day: str, *fields: str, text: str = "First words.\n\n<!-- more -->\n\nThe rest."
) -> str:
    return article(title, text, f"date: {day}", *fields)


POSTS = {
    "blog/index": article("News", "What is new."),
    "blog/posts/one": post(
        "Prices <fall>",
        "2026-01-05",
        "slug: prices-fall",
        "categories: [Money]",
        "authors: [ann]",
        "pin: true",
    ),
    "blog/posts/two": post(
        "New cards",
        "2026-02-05",
        "categories: [Cards]",
        "slug: cards-2",
        "links: [billing/refund.md]",
        text="See [refunds](../../billing/refund.md). <script>alert(1)</script>\n\n<!-- more -->\n\nThe rest.",
    ),
    "blog/posts/three": post(
        "Old news",
        "2025-03-05",
        text="Nothing to tell.",
    ),
    "blog/posts/draft": post("Not yet", "2026-03-05", "draft: true"),
    "blog/posts/secret": post("For agents", "2026-03-06", "audience: agent"),
    "billing/refund": article("Get a refund", "Money back. [Cards](../blog/posts/two.md) are new."),
}
AUTHORS = (
    "authors:\n  ann: {name: Ann Lee, description: Writer, avatar: https://example.com/a.png}\n"
)


def blog(root: Path, options: str = "pagination_per_page: 2") -> None:
    write(root, f"blog: {{{options}}}", **POSTS)
    (root / "content/blog/.authors.yml").write_text(AUTHORS, "utf-8")


def test_a_blog_lists_its_posts_and_every_link_leads_somewhere(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    blog(tmp_path)
    built = kbgen("build")
    first = built.stderr.splitlines()[0]
    assert (first[:9], first.partition(": KB")[2]) == (
        "warning: ",
        "603 element <script> was removed",
    )
    assert "blog needs all pages at once" in built.stdout
    html = page(tmp_path, "blog")
    found = re.findall(r'kb-post__title"><a href="([^"]*)">([^<]*)', html)
    assert found == [
        ("../blog/2026/01/05/prices-fall/", "Prices &lt;fall&gt;"),
        ("../blog/2026/02/05/cards-2/", "New cards"),
    ]
    assert re.findall(r'<h2 id="([^"]*)" class="kb-post__title"', html) == ["prices", "new-cards"]
    assert '<time datetime="2026-02-05">5 February 2026</time>' in html
    assert "First words." in html
    assert "The rest." not in html
    assert "alert(1)" not in html
    assert '<a href="../billing/refund/">refunds</a>' in html
    assert "What is new." in html
    assert '<a href="../blog/page/2/">2</a>' in html
    for name in (
        "../blog/archive/2026/",
        "../blog/archive/2025/",
        "../blog/category/money/",
        "../blog/category/cards/",
    ):
        assert f'href="{name}"' in html
    second = page(tmp_path, "blog/page/2")
    assert trail(second) == ["Home", "News"]
    assert re.findall(r'kb-post__title"><a href="[^"]*">([^<]*)', second) == ["Old news"]
    assert "Nothing to tell." in second, "without a mark, the first words are shown"
    assert re.findall(
        r'kb-post__title"><a href="[^"]*">([^<]*)', page(tmp_path, "blog/archive/2025")
    ) == ["Old news"]
    assert "<h1>Money</h1>" in page(tmp_path, "blog/category/money")
    assert kbgen("verify").code == 0


def test_a_post_is_an_article_with_a_day_and_an_author_at_one_address(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    blog(tmp_path)
    kbgen("build")
    html = page(tmp_path, "blog/2026/01/05/prices-fall")
    assert "<h1>Prices &lt;fall&gt;</h1>" in html
    assert "The rest." in html
    assert "<li>Ann Lee</li>" in html
    assert '<time datetime="2026-01-05">' in html
    assert '<a href="../../../../../blog/category/money/">Money</a>' in html
    assert trail(html) == ["Home", "News"]
    assert (
        "Get a refund"
        in page(tmp_path, "blog/2026/02/05/cards-2").partition("kb-post-links-title")[2]
    )
    assert "blog/2026/02/05/cards-2/" in page(tmp_path, "billing/refund")
    assert not (tmp_path / "site/blog/posts").exists()
    every = b"".join(published(tmp_path / "site").values())
    assert b"Not yet" not in every
    assert b"For agents" not in every
    found = [
        path.read_bytes() for path in (tmp_path / "site/search/en").rglob("*") if path.is_file()
    ]
    assert any(b"blog/2026/01/05/prices-fall/" in content for content in found)


def test_an_author_has_a_page_with_the_posts(tmp_path: Path, kbgen: Kbgen) -> None:
    """The index of the blog leads to it, and so does each of the posts."""
    blog(tmp_path, "authors_profiles: true")
    assert kbgen("build").code == 0
    profile = page(tmp_path, "blog/author/ann")
    assert "<h1>Ann Lee</h1>" in profile
    assert trail(profile) == ["Home", "News"]
    assert re.findall(r'kb-post__title"><a href="[^"]*">([^<]*)', profile) == [
        "Prices &lt;fall&gt;"
    ]
    assert 'href="../blog/author/ann/"' in page(tmp_path, "blog")
    author = '<a href="../../../../../blog/author/ann/">Ann Lee</a>'
    assert author in page(tmp_path, "blog/2026/01/05/prices-fall")
    assert kbgen("verify").code == 0


def test_mkdocs_build_makes_the_same_blog(tmp_path: Path, kbgen: Kbgen) -> None:
    blog(tmp_path)
    kbgen("build")
    theirs = run(tmp_path, "mkdocs", "build", "--quiet", "--site-dir", "theirs")
    assert theirs.code == 0, theirs.stderr
    assert published(tmp_path / "site") == published(tmp_path / "theirs")


def test_a_post_without_a_day_ends_the_build_with_the_name_of_the_plugin(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    blog(tmp_path)
    (tmp_path / "content/blog/posts/bad.md").write_text(article("Bad", "No day."), "utf-8")
    built = kbgen("build")
    assert built.code == 2
    assert "mkdocs.yml:9:11: KB703 the plugin 'blog' cannot be used:" in built.stderr
    assert "bad.md" in built.stderr


def test_a_blog_follows_the_navigation_and_its_posts_stay_with_it(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    write(tmp_path, "blog", "literate-nav", **POSTS)
    (tmp_path / "content/blog/.authors.yml").write_text(AUTHORS, "utf-8")
    (tmp_path / "content/SUMMARY.md").write_text(
        "* Journal\n    * [News](blog/index.md)\n* [Money](billing/)\n", "utf-8"
    )
    built = kbgen("build")
    assert built.code == 0, built.stderr
    assert trail(page(tmp_path, "blog/2026/01/05/prices-fall")) == ["Home", "Journal"]
    assert kbgen("verify").code == 0


def test_pictures_next_to_posts_move_with_them(tmp_path: Path, kbgen: Kbgen) -> None:
    """Material's blog publishes them without the folder of posts; old addresses keep working."""
    blog(tmp_path)
    folder = tmp_path / "content/blog/posts"
    (folder / "one").mkdir()
    (folder / "one/shot.png").write_bytes(b"x")
    text = (folder / "one.md").read_text("utf-8")
    (folder / "one.md").write_text(f"{text}\n\n![The screen](one/shot.png)\n", "utf-8")
    built = kbgen("build")
    assert "KB403" not in built.stdout + built.stderr
    assert (tmp_path / "site/blog/one/shot.png").is_file()
    assert not (tmp_path / "site/blog/posts").exists()
    pages = (tmp_path / "site/blog").rglob("*.html")
    shown = [path for path in pages if 'alt="The screen"' in path.read_text("utf-8")]
    for path in shown:
        (source,) = re.findall(r'alt="The screen" src="([^"]*)"', path.read_text("utf-8"))
        assert (path.parent / source).resolve() == (tmp_path / "site/blog/one/shot.png").resolve()
    assert shown
    assert run(tmp_path, "mkdocs", "build", "--site-dir", "other").code == 0
    assert (tmp_path / "other/blog/one/shot.png").is_file()
