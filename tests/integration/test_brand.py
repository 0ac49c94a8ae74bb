# SPDX-License-Identifier: MIT
"""What a site says about its brand is on its pages."""

from __future__ import annotations

import re

import pytest

CONFIG = """\
site_name: Acme
site_url: https://example.com/help/
theme: {name: material}
docs_dir: content
repo_url: https://github.com/acme/help
edit_uri: edit/main/docs/
extra:
  social:
    - {icon: fontawesome/brands/mastodon, link: "https://social.example/@acme", name: Acme talks}
    - {icon: fontawesome/brands/nothing, link: "https://old.example/acme"}
  alternate:
    - {name: English, link: /help/, lang: en}
    - {name: Deutsch, link: "https://example.de/hilfe/", lang: de}
plugins:
  - kbgen:
      languages: [en, pl]
      colors: {accent: "#7a1f5c"}
      logo: {light: img/logo.svg, dark: img/logo dark.svg}
      social_image: img/social.png
      announcement: {text: {en: News, pl: Nowe}, url: imprint.md, until: 2999-01-01}
      contact: {email: help@example.com}
      header:
        links: [{title: {en: Status, pl: Stan}, url: "https://status.example.com"}]
      footer:
        links: [{title: {en: Imprint}, url: imprint.md}]
"""
TREE = """
content/img/logo.svg
    | <svg xmlns="http://www.w3.org/2000/svg"/>
content/img/logo dark.svg
    | <svg xmlns="http://www.w3.org/2000/svg"/>
content/img/social.png
    | png
content/billing/index.md
    | # Billing
    | Text.
content/imprint.md
    | ---
    | title: Imprint
    | ---
    | Text.
content/pl/imprint.md
    | ---
    | title: Impressum
    | ---
    | Tekst.
"""


def part(html: str, start: str, end: str) -> str:
    """Return the part of a page between two texts."""
    return html.partition(start)[2].partition(end)[0]


@pytest.fixture
def html(site, kbgen):
    folder = site(TREE, CONFIG)
    run = kbgen("build")
    assert run.code == 0, run.stderr
    return lambda name: (folder / "site" / name).read_text("utf-8")


def test_links_are_in_the_header_the_menu_of_phones_and_the_footer(html) -> None:
    page = html("pl/imprint/index.html")
    bar = part(page, '<div class="kb-tools">', "</header>")
    stan = 'href="https://status.example.com">Stan</a>'
    assert [line for line in bar.splitlines() if "status.example.com" in line] == [
        f'<a class="kb-tool kb-wide" {stan}',
        f"<li><a {stan}</li>",
    ]
    footer = part(page, "<footer", "</footer>")
    links = re.findall(r'<li><a href="([^"]*)"(.*?)>(.*?)</a>', footer)
    assert links[0] == ("../../pl/imprint/", ' lang="en"', "Imprint"), "an English title says so"


def test_the_footer_leads_to_the_repository(html) -> None:
    footer = part(html("billing/index.html"), "<footer", "</footer>")
    link = part(footer, '<a href="https://github.com/acme/help"', "</a>")
    assert "<svg" in link
    assert link.endswith("</span>GitHub")


def test_an_article_has_a_link_to_edit_it_and_other_pages_have_none(html) -> None:
    address = "https://github.com/acme/help/edit/main/docs/pl/imprint.md"
    assert f'<a href="{address}">Edytuj tę stronę</a>' in html("pl/imprint/index.html")
    for name in ("index.html", "search/index.html", "404.html"):
        assert "kb-edit" not in html(name)


def test_social_networks_are_in_the_footer_with_an_icon_if_there_is_one(html) -> None:
    footer = part(html("billing/index.html"), "<footer", "</footer>")
    mastodon = part(footer, '<a href="https://social.example/@acme" rel="me">', "</a>")
    assert "<svg" in mastodon
    assert mastodon.endswith("</span>Acme talks")
    unknown = part(footer, '<a href="https://old.example/acme">', "</a>")
    assert unknown == '<span class="kb-icon" aria-hidden="true"></span>old.example'


def test_sites_in_other_languages_are_in_the_menu_of_languages(html) -> None:
    menu = part(html("imprint/index.html"), 'data-kb="language-switch"', "</details>")
    assert re.findall(r'<a href="([^"]*)" hreflang="(\w+)"', menu) == [
        ("../imprint/", "en"),
        ("../pl/imprint/", "pl"),
        ("https://example.de/hilfe/", "de"),
    ]
    assert '<span lang="de">Deutsch</span>' in menu


def test_each_color_scheme_has_its_logo(html) -> None:
    brand = part(html("imprint/index.html"), '<a class="kb-brand"', "</a>")
    assert re.findall(r'<img class="([^"]*)" src="([^"]*)"', brand) == [
        ("kb-brand__logo kb-brand__logo--light", "../img/logo.svg"),
        ("kb-brand__logo kb-brand__logo--dark", "../img/logo%20dark.svg"),
    ]


def test_other_sites_and_browsers_see_the_brand(html) -> None:
    head = part(html("imprint/index.html"), "<head>", "</head>")
    assert '<meta property="og:image" content="https://example.com/help/img/social.png">' in head
    colors = re.findall(
        r'"theme-color" media="\(prefers-color-scheme: (\w+)\)" content="(.*?)"', head
    )
    assert colors == [("light", "#7a1f5c"), ("dark", "#0f1318")]


def test_the_announcement_is_above_the_header(html) -> None:
    page = html("pl/imprint/index.html")
    above = part(page, '<aside class="kb-announcement" aria-label="Ogłoszenie">', "<header")
    assert '<a href="../../pl/imprint/">Nowe</a>' in above
    assert part(html("404.html"), "<aside", "</aside>").count(">News</a>") == 1
