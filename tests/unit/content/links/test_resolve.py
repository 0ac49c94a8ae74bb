# SPDX-License-Identifier: MIT
from __future__ import annotations

import re
from pathlib import Path

import pytest
from content_sites import codes, lines, resolve

from kbgen.content.links.destinations import Destination
from kbgen.content.links.rewrite_links import with_links
from kbgen.model import Severity

HOME = "# Home\n\n## Start here\n"
REFUND = "---\ntitle: Refund\n---\n"
FILES: dict[str, str | bytes] = {
    "index.md": HOME,
    "billing/invoice.md": "# Invoice\n\n## Late & lost\n\n## Ręcznie\n",
    "billing/README.md": "# Billing\n",
    "login/reset pass.md": "# Reset\n",
    "login/draft.md": "---\ntitle: D\nstatus: draft\n---\n",
    "login/staff.md": "---\ntitle: S\naudience: agent\n---\n",
    "img/a b.png": b"png",
    "billing/form.pdf": b"pdf",
}


def resolved(tmp_path: Path, markdown: str) -> tuple[str, list[str]]:
    html, problems = resolve(
        tmp_path, FILES | {"billing/refund.md": REFUND + markdown}, "billing/refund.md"
    )
    return html, lines(problems)


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("invoice.md", "../../billing/invoice/"),
        ("./invoice.md?x=1", "../../billing/invoice/?x=1"),
        ("invoice.md#late-lost", "../../billing/invoice/#late--lost"),
        ("invoice.md#r%C4%99cznie", "../../billing/invoice/#r%C4%99cznie"),
        ("invoice", "../../billing/invoice/"),
        ("invoice.html", "../../billing/invoice/"),
        ("invoice/", "../../billing/invoice/"),
        ("../login/reset%20pass.md", "../../login/reset%20pass/"),
        ("<../login/reset pass.md>", "../../login/reset%20pass/"),
        ("..", "../../"),
        ("../index.md#start-here", "../../#start-here"),
        (".", "../../billing/"),
        ("../login/", "../../login/"),
        ("form.pdf", "../../billing/form.pdf"),
        ("/billing/invoice", "../../billing/invoice/"),
        ("/help/billing/invoice/#late--lost", "../../billing/invoice/#late--lost"),
        ("/billing/invoice.md", "../../billing/invoice/"),
        ("/", "../../"),
        ("../invoice/", "../../billing/invoice/"),
        ("#own", "#own"),
        ("#top", "#top"),
        ("invoice.md#TOP", "../../billing/invoice/#TOP"),
        (
            "https://help.example.com/help/billing/invoice/#late-lost",
            "../../billing/invoice/#late--lost",
        ),
        ("http://HELP.example.com/help/billing/form.pdf?x", "../../billing/form.pdf?x"),
        ("//help.example.com/help", "../../"),
        ("https://help.example.com/help?q=1", "../../?q=1"),
        ("https://help.example.com/other/", "https://help.example.com/other/"),
        ("https://example.com/help/no/", "https://example.com/help/no/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_links_lead_to_what_they_name(tmp_path: Path, target: str, href: str) -> None:
    """Files, folders, pages and assets, relative or from the root, with or without suffix, encoded or not."""
    html, problems = resolved(tmp_path, f"[x]({target})\n\n## Own\n")
    assert problems == []
    rel = ' rel="noopener"' if href.startswith("https:") else ""
    assert f'<a href="{href}"{rel}>x</a>' in html


def test_images_are_resolved_too(tmp_path: Path) -> None:
    """Also in raw HTML, and when they were written relative to the published page."""
    html, problems = resolved(
        tmp_path, '![i](../img/a%20b.png)\n<img src="../../img/a b.png" alt="j" width="3">\n'
    )
    assert problems == []
    assert html.count('src="../../img/a%20b.png"') == 2
    assert 'width="3"' in html


def test_links_to_other_sites_tell_nothing(tmp_path: Path) -> None:
    """`noopener`, and no new window."""
    html, problems = resolved(tmp_path, "[x](https://e.org/a?b&c) <//e.org> [y](//e.org)\n")
    assert problems == []
    assert '<a href="https://e.org/a?b&amp;c" rel="noopener">x</a>' in html
    assert '<a href="//e.org" rel="noopener">y</a>' in html
    assert "target" not in html


@pytest.mark.parametrize(
    ("markdown", "problem"),
    [
        (
            "a\n\n[x](invoce.md)",
            "content/billing/refund.md:6:5: KB401 link invoce.md does not exist",
        ),
        (
            "[x](../../out.md)",
            "content/billing/refund.md:4:5: KB401 link ../../out.md does not exist",
        ),
        (
            "[x](https://help.example.com/help/gone/)",
            "content/billing/refund.md:4:5: KB401 link https://help.example.com/help/gone/ does not lead to a page of this site",
        ),
        (
            "[x](https://help.example.com/help/login/draft/)",
            "content/billing/refund.md:4:5: KB405 https://help.example.com/help/login/draft/ is a draft and not in this build",
        ),
        (
            "![i](https://help.example.com/help/img/c.png)",
            "content/billing/refund.md:4:6: KB403 image https://help.example.com/help/img/c.png does not exist",
        ),
        (
            "[x](http:/e.org)",
            "content/billing/refund.md:4:5: KB401 two slashes are missing in http:/e.org",
        ),
        (
            "[x](#)",
            "content/billing/refund.md:4:5: KB402 the link # only leads to the top of this page",
        ),
        (
            "[x](mailto:help @acme.example)",
            "content/billing/refund.md:4:5: KB401 mailto:help @acme.example is not an email address",
        ),
        (
            "[x](mailto:help@)",
            "content/billing/refund.md:4:5: KB401 mailto:help@ is not an email address",
        ),
        ("[x]()", "content/billing/refund.md:4:5: KB401 the link has no target"),
        (
            "[x](/cli/run)",
            "content/billing/refund.md:4:5: KB401 link /cli/run does not lead to a page of this site",
        ),
        (
            "![i](../img/c.png)",
            "content/billing/refund.md:4:6: KB403 image ../img/c.png does not exist",
        ),
        (
            "![i](invoice.md)",
            "content/billing/refund.md:4:6: KB403 image invoice.md does not exist",
        ),
        (
            "[x](#nowhere)",
            "content/billing/refund.md:4:5: KB402 anchor #nowhere does not exist in billing/refund.md",
        ),
        (
            "[x](invoice.md#nowhere)",
            "content/billing/refund.md:4:5: KB402 anchor #nowhere does not exist in billing/invoice.md",
        ),
        (
            "[x](../login/draft.md)",
            "content/billing/refund.md:4:5: KB405 ../login/draft.md is a draft and not in this build",
        ),
        (
            "[x](../login/staff.md)",
            "content/billing/refund.md:4:5: KB405 ../login/staff.md is for another audience and not in this build",
        ),
    ],
)
def test_broken_links_are_reported_with_their_locations(
    tmp_path: Path, markdown: str, problem: str
) -> None:
    """File, line and column of the target."""
    _, problems = resolved(tmp_path, markdown)
    assert problems == [problem]


GONE = {
    "billing/fax.md": "---\ntitle: Fax\nstatus: withdrawn\nreplaced_by: login\n---\n## Part\n\nText.",
    "login/index.md": "---\ntitle: Log in\nid: login\n---\nText.",
}


def test_a_link_to_a_withdrawn_article_leads_to_its_page_and_is_a_warning(tmp_path: Path) -> None:
    """The page has no anchors. The hint names the successor."""
    files = FILES | GONE | {"billing/refund.md": REFUND + "[x](fax.md#part)"}
    html, problems = resolve(tmp_path, files, "billing/refund.md")
    assert '<a href="../../billing/fax/">x</a>' in html
    assert [str(item) for item in problems] == [
        "content/billing/refund.md:4:5: KB405 the link leads to billing/fax.md, which is withdrawn"
    ]
    assert problems[0].severity is Severity.WARNING
    assert problems[0].hint == "Link to login/index.md, which replaces it."


def test_each_of_several_equal_links_has_its_own_place(tmp_path: Path) -> None:
    """The second broken link is reported where the second stands."""
    _, problems = resolved(tmp_path, "[x](no.md) `[c](no.md)`\n\n[y](no.md)\n")
    assert [line.split(" ")[0] for line in problems] == [
        "content/billing/refund.md:4:5:",
        "content/billing/refund.md:6:5:",
    ]


def test_the_nearest_thing_that_exists_is_suggested(tmp_path: Path) -> None:
    """A path as one would write it from here, an anchor, an image for an image."""
    files = FILES | {
        "billing/refund.md": REFUND
        + "[x](../login/reset-pass.md) [y](invoice.md#lost) ![i](../img/ab.png)"
    }
    _, problems = resolve(tmp_path, files, "billing/refund.md")
    assert [problem.hint for problem in problems] == [
        "Did you mean ../login/reset pass.md?",
        "Did you mean #late--lost?",
        "Did you mean ../img/a b.png?",
    ]


def test_a_file_that_only_shares_folder_and_extension_is_not_suggested(tmp_path: Path) -> None:
    """The same name in another folder is what was meant; a neighbor with another name is not."""
    files = FILES | {
        "billing/everything.md": "# E\n\n[x](reset%20pass.md) [y](setings.md) ![z](img.png)\n"
    }
    _, problems = resolve(tmp_path, files, "billing/everything.md")
    assert [problem.hint for problem in problems] == [
        "Did you mean ../login/reset pass.md?",
        "",
        "",
    ]


def test_words_stay_where_a_link_leads_nowhere(tmp_path: Path) -> None:
    """A customer meets no dead link and no broken image; only a path of the host is left, others may serve it."""
    html, _ = resolved(
        tmp_path, "[one](no.md) ![two](no.png) [three](/cli/run) [four](invoice.md#no)"
    )
    assert html == (
        '<p><a>one</a> two <a href="/cli/run">three</a> <a href="../../billing/invoice/">four</a></p>'
    )


def test_unmatched_paths_of_the_host_are_warnings(tmp_path: Path) -> None:
    """Imported pages link to parts that were not imported."""
    _, problems = resolve(tmp_path, FILES | {"a.md": "# A\n\n[x](/cli/run) [y](no.md)"}, "a.md")
    assert [problem.severity for problem in problems] == ["warning", "error"]


def test_translations_link_among_themselves(tmp_path: Path) -> None:
    """Relative links stay in the language; what a translation has not, the default language lends."""
    files: dict[str, str | bytes] = {
        "en/a.md": "# A\n\n## Top\n",
        "en/only.md": "# Only\n",
        "en/img/x.png": b"",
        "pl/a.md": "# A\n\n## Góra\n",
        "pl/b.md": "# B\n\n[a](a.md#góra) [o](only.md) ![x](img/x.png) [p](/pl/a) [e](/a/#top) [f](../en/a.md)\n",
    }
    html, problems = resolve(tmp_path, files, "pl/b.md", "en", "pl")
    assert codes(problems) == []
    targets = [
        "../../pl/a/#g%C3%B3ra",
        "../../only/",
        "../../img/x.png",
        "../../pl/a/",
        "../../a/#top",
        "../../a/",
    ]
    assert [
        part.partition('"')[0] for part in html.replace("src=", "href=").split('href="')[1:]
    ] == targets


def test_links_out_of_the_language_say_which_one_they_lead_to(tmp_path: Path) -> None:
    """Also to a generated page; links within the language, to images and to other sites say nothing."""
    files: dict[str, str | bytes] = {
        "a.md": "# A\n",
        "b/c.md": "# C\n",
        "x.pdf": b"",
        "pl/d.md": "# D\n",
        "pl/e.md": "# E\n\n[d](d.md) [a](a.md) [b](/b/) [x](x.pdf) [y](https://e.org)\n",
    }
    html, problems = resolve(tmp_path, files, "pl/e.md", "en", "pl")
    assert codes(problems) == []
    said = {words: more.strip() for more, words in re.findall(r'<a href="[^"]*"([^>]*)>(.)', html)}
    assert said == {
        "d": "",
        "a": 'hreflang="en"',
        "b": 'hreflang="en"',
        "x": "",
        "y": 'rel="noopener"',
    }


def test_a_title_that_looks_like_an_address_is_no_address() -> None:
    """Only the attribute `href` is rewritten, and every attribute keeps its place."""
    html = '<a title=" href=" href="b.md" class="c">b</a><img alt=" src=" src="b.png">'
    destinations = {
        ("b.md", False): Destination("../b/", lang="pl"),
        ("b.png", True): Destination("../b.png"),
    }
    assert with_links(html, destinations) == (
        '<a title=" href=" href="../b/" hreflang="pl" class="c">b</a>'
        '<img alt=" src=" src="../b.png">'
    )


def test_a_picture_of_the_own_address_is_a_picture(tmp_path: Path) -> None:
    """It is not another site's, so it is shown."""
    html, problems = resolved(tmp_path, "![i](https://help.example.com/help/img/a%20b.png)")
    assert problems == []
    assert html == '<p><img alt="i" src="../../img/a%20b.png"></p>'


@pytest.mark.parametrize(
    ("markdown", "hint"),
    [
        ("[x](www.example.com/a)", "Write the whole address: https://www.example.com/a"),
        ("[x](example.com)", "Write the whole address: https://example.com"),
        ("[x](https:example.com)", "Write https://example.com."),
        (
            "![i](../img/A%20B.png)",
            "Did you mean ../img/a b.png? Letter case matters.",
        ),
        ("[x](../img/a%20b.md)", ""),  # a picture is no article
        ("[Reset](../login/old-name.md)", "Did you mean ../login/reset pass.md?"),  # by its title
        ("[Refund](refunt.md)", ""),  # never the page itself
        (r"[x](..\login\reset%20pass.md)", "Did you mean ../login/reset pass.md?"),
        ("[x]({%slug invoice%})", "Did you mean invoice.md?"),  # another tool's link
        ("[x](../login/invoice.md)", "Did you mean invoice.md?"),
    ],
)
def test_the_hint_says_what_to_write(tmp_path: Path, markdown: str, hint: str) -> None:
    """Or nothing, because no hint is better than a wrong one."""
    files = FILES | {"billing/refund.md": REFUND + markdown}
    _, problems = resolve(tmp_path, files, "billing/refund.md")
    assert [problem.hint for problem in problems] == [hint]


def test_two_ways_to_write_one_letter_are_one_name(tmp_path: Path) -> None:
    """MacOS takes a letter apart from its accent."""
    files = {"a.md": "# A\n\n[x](gro\u0308\u00dfe.md) [y](z\u00e4hler.md)\n"}
    files |= {"gr\u00f6\u00dfe.md": "# B\n", "za\u0308hler.md": "# C\n"}
    _, problems = resolve(tmp_path, files, "a.md")
    assert problems == []


def test_a_dead_link_below_the_own_address_is_plain_text(tmp_path: Path) -> None:
    html, problems = resolved(tmp_path, "[x](/help/gone) [y](https://help.example.com/help/gone)")
    assert html == "<p><a>x</a> <a>y</a></p>"
    assert len(problems) == 2


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("gone.md", "error"),
        ("https://help.example.com/help/gone/", "error"),
        ("http://Help.Example.com.:80/help/gone/", "error"),
        ("/help/gone/", "warning"),
        ("/gone/", "warning"),
    ],
)
def test_a_dead_full_address_is_as_wrong_as_a_dead_relative_one(
    tmp_path: Path, target: str, severity: str
) -> None:
    """A path from the root is only a warning: imported articles link to parts not imported."""
    files = FILES | {"billing/refund.md": REFUND + f"[x]({target})"}
    _, problems = resolve(tmp_path, files, "billing/refund.md")
    assert [(item.code, item.severity) for item in problems] == [("KB401", severity)]


def test_a_preview_marks_what_is_broken() -> None:
    """The reason is shown where the writer looks."""
    html = '<a href="no.md">x</a> <img alt="pic" src="no.png">'
    destinations = {
        ("no.md", False): Destination(None, problem="KB401 link no.md does not exist"),
        ("no.png", True): Destination(None, problem="KB403 image no.png does not exist"),
    }
    assert with_links(html, destinations) == (
        '<a class="kb-broken" title="KB401 link no.md does not exist">x</a> '
        '<span class="kb-broken" title="KB403 image no.png does not exist">pic</span>'
    )


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        ("#upgrading-repairing", "upgrading-repairing"),
        ("#upgrading--repairing", "upgrading-repairing"),  # 0.1.0, GitHub
        ("#step-2-go", "step-2-go"),
        ("#step-2---go", "step-2-go"),
        ("#unterstutzte-anbieter", "unterstutzte-anbieter"),
        ("#unterstützte-anbieter", "unterstutzte-anbieter"),
    ],
)
def test_a_link_finds_the_anchor_of_mkdocs(tmp_path: Path, written: str, anchor: str) -> None:
    """Links of other sites are right as they are, and those of other tools are understood."""
    text = f"# Up\n\n[x]({written})\n\n## Upgrading & Repairing\n\n## Step 2 - Go\n\n"
    files: dict[str, str | bytes] = {"up.md": f"{text}## Unterstützte Anbieter\n"}
    html, problems = resolve(tmp_path, files, "up.md", markdown_extensions=())
    assert problems == []
    assert f'href="#{anchor}"' in html
    assert f'id="{anchor}"' in html
