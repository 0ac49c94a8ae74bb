# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.markdown.finishing.finish import finish
from kbgen.model import Body, Heading, LinkReference, Passage


def finished(html: str, title: str = "") -> Body:
    return finish(html, title, ())


@pytest.mark.parametrize(
    ("written", "outline"),
    [
        ("2 3 4 2", "2 3 4 2"),
        ("1 2 3 1", "2 3 4 2"),
        ("4 2 3", "2 2 3"),
        ("2 4 4 3 6", "2 3 3 3 4"),
        ("1 2 3 4 5 6", "2 3 4 5 6 6"),
        ("3 3 1 6", "2 2 2 3"),
    ],
)
def test_the_outline_begins_at_two_and_has_no_gaps(written: str, outline: str) -> None:
    """The page's title is the only first-level heading."""
    body = finished("".join(f"<h{n}>t</h{n}>" for n in written.split()))
    assert " ".join(str(heading.level) for heading in body.headings) == outline
    assert "<h1" not in body.html


def test_a_heading_that_repeats_the_title_is_dropped() -> None:
    """Its anchor stays: people link to it."""
    body = finished(
        '<h1 id="refund">Refund <a href="x">!</a></h1>\n<p>a</p><h1>Refund</h1>', "refund"
    )
    assert body.html.startswith('<span id="refund"></span>\n<p>a</p><h2 id="refund_1">Refund')
    assert body.links == ()
    assert body.anchors == ("refund", "refund_1")


def test_a_title_after_an_introduction_is_dropped() -> None:
    """The page shows its title once; the text before and after the heading is one passage."""
    body = finished("<p>a</p><h1>Refund</h1><p>b</p><h2>c</h2>", "Refund")
    assert body.html == '<p>a</p><span id="refund"></span><p>b</p><h2 id="c">c</h2>'
    assert [(passage.anchor, passage.text) for passage in body.passages] == [
        ("", "a\nb"),
        ("c", ""),
    ]


def test_a_title_after_another_heading_is_a_heading() -> None:
    """Without it, the text below would belong to the other heading."""
    body = finished("<h2>a</h2><h1>Refund</h1>", "Refund")
    assert [heading.title for heading in body.headings] == ["a", "Refund"]


def test_passages_know_the_links_in_their_text() -> None:
    """Those to other pages of the site; links in headings belong to the heading."""
    body = finish(
        '<p><a href="a.md">The first</a> <a href="https://other.example/">elsewhere</a>'
        ' <a href="#t">below</a></p><h2><a href="c.md">T</a></h2>'
        '<p><a href="https://own.example/help/b/">The <b>second</b></a></p><h2>See <a href="d.md">D</a></h2>',
        "Title",
        site_url="https://own.example/help/",
    )
    assert [(item.title, item.links, item.leads_away) for item in body.passages] == [
        ("", ("The first",), False),
        ("T", ("The second",), True),
        ("See D", (), False),
    ]


def test_headings_without_words_are_no_headings() -> None:
    """Screen readers would announce nothing; an image with a description is words."""
    body = finished(
        '<h2 id="a"> </h2><h2><img src="x.png" alt="Picture"></h2><h2><img src="x.png"></h2>'
    )
    assert [heading.title for heading in body.headings] == ["Picture"]
    assert body.html.count("<h2") == 1


def test_ids_are_unique_and_not_the_themes() -> None:
    """Headings get another one, other elements lose theirs."""
    body = finished(
        '<h2 id="a">A</h2><h2 id="a">A</h2><h2>Żółw й</h2><h2 id="kb-x">X</h2><p id="a">p</p><p id="__config">q</p>'
    )
    assert body.anchors == ("a", "a_1", "żółw-й", "section-kb-x")
    assert "<p>p</p><p>q</p>" in body.html


def test_passages_hold_the_text_between_headings() -> None:
    """White space is folded, blocks are lines, entities are characters; the lead has no heading."""
    body = finished(
        "<p>lead\n  &amp; more</p><h2 id='x' >".replace("'", '"').replace(" >", ">")
        + "T <code>c</code></h2><ul><li>one</li><li>two<br>three</li></ul><pre><code>a  <span>b</span>\nc</code></pre>"
        "<h3>E</h3>"
    )
    assert body.passages == (
        Passage("", "", 0, "lead & more"),
        Passage("x", "T c", 2, "one\ntwo three\na b c"),
        Passage("e", "E", 3, ""),
    )
    assert body.headings == (Heading(2, "x", "T c"), Heading(3, "e", "E"))


def test_table_rows_are_lines_of_text() -> None:
    """A cell is a word apart from the next."""
    body = finished(
        "<table><tbody><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></tbody></table>"
    )
    assert body.passages[0].text == "a b\nc"


def test_tables_and_code_scroll_by_keyboard() -> None:
    """The outermost table has one frame; line numbers are no stop."""
    body = finished("<table><tbody><tr><td><table></table></td></tr></tbody></table><pre>x</pre>")
    assert body.html == (
        '<div class="kb-scroll" tabindex="0"><table><tbody><tr><td><table></table></td></tr></tbody></table></div>'
        '<pre tabindex="0">x</pre>'
    )
    numbers = '<table class="highlighttable"><tbody><tr><td><div class="linenodiv"><pre>1</pre></div></td></tr></tbody>'
    assert "tabindex" not in finished(numbers + "</table>").html
    assert "kb-scroll" not in finished(numbers + "</table>").html


def test_paragraphs_without_anything_are_gone() -> None:
    """A fence inside a paragraph leaves one before and one after it."""
    assert finished("<p></p><div>x</div><p></p>").html == "<div>x</div>"


def test_images_without_description_are_decoration() -> None:
    """An `alt` is always there."""
    body = finished('<p><img src="a.png"></p>')
    assert body.html == '<p><img alt="" src="a.png"></p>'
    assert body.links == (LinkReference("a.png", is_image=True, text=""),)


def test_images_of_other_sites_become_links() -> None:
    """A page requests nothing from elsewhere; inside a link only the words stay."""
    body = finished(
        '<p><img src="https://e.org/a.png" alt="A&amp;B"> <a href="x"><img src="//e.org/b.png"></a></p>'
    )
    assert body.html == '<p><a href="https://e.org/a.png">A&amp;B</a> <a href="x">b.png</a></p>'
    assert body.links == (
        LinkReference("https://e.org/a.png", is_image=True, text="A&B"),
        LinkReference("x", is_image=False, text="b.png"),
        LinkReference("//e.org/b.png", is_image=True, text=""),
    )


def test_images_whose_address_was_refused_are_their_words() -> None:
    """`data:` is gone before; what is left says what it showed."""
    assert finished('<p><img alt="a &lt; b"></p>').html == "<p>a &lt; b</p>"


def test_links_are_collected_with_their_words() -> None:
    """Targets are as written, entities decoded."""
    body = finished(
        '<p><a href="a.md?x=1&amp;y">some <b>words</b></a> <a href="#b"><img src="c.png" alt="C"></a></p>'
    )
    assert body.links == (
        LinkReference("a.md?x=1&y", is_image=False, text="some words"),
        LinkReference("#b", is_image=False, text="C"),
        LinkReference("c.png", is_image=True, text="C"),
    )


def test_marks_of_footnotes_and_permalinks_are_no_text() -> None:
    """Search and the check of links skip them."""
    mark = '<sup><a class="footnote-ref" href="#fn:1">1</a></sup>'
    body = finished(f'<h2 id="a">A<a class="headerlink" href="#a">¶</a></h2><p>t{mark}</p>')
    assert (body.headings[0].title, body.passages[0].text, body.links) == ("A", "t", ())


def test_numbers_of_code_lines_are_no_links_of_a_writer() -> None:
    """They stay links that readers can copy, and nothing is checked about them."""
    number = '<a id="__codelineno-0-1" name="__codelineno-0-1" href="#__codelineno-0-1"></a>'
    body = finished(f"<pre><code>{number}a=1</code></pre>")
    assert body.links == ()
    assert 'id="__codelineno-0-1" href="#__codelineno-0-1"' in body.html
    assert body.passages[0].text == "a=1"


def test_old_anchors_become_ids() -> None:
    """`name` could shadow a property of the document."""
    body = finished('<p><a name="old"></a><a name="__x"></a></p>')
    assert body.html == '<p><a id="old"></a><a></a></p>'
    assert body.anchors == ("old",)


def test_inputs_are_tabs_and_tasks_only() -> None:
    """Everything else that takes input would be a form."""
    tab = '<input id="__tabbed_1_1" name="__tabbed_1" type="radio">'
    named = '<input id="one" name="__tabbed_2" type="radio"><label for="one">One</label>'
    others = '<input><input type="checkbox"><input type="radio" id="x"><input id="y" name="q" type="radio">'
    assert finished(tab + named + others).html == tab + named


def test_tasks_show_how_they_stand() -> None:
    """A reader's tick would be kept nowhere, so there is none."""
    html = finished('<ul><li id="x"><input type="checkbox" checked=""> a</li></ul>').html
    assert '<input aria-labelledby="x" type="checkbox" checked="" disabled="">' in html


def test_a_value_that_looks_like_the_beginning_of_an_id_is_a_value() -> None:
    """Only attributes count, not what stands in them."""
    html = '<p class="a id=" title="b">c</p>'
    assert finished(html).html == html


def test_names_of_the_theme_are_told() -> None:
    """Ids, classes and labels that are the page's go, and are named; what comes of a heading's own words is not."""
    body = finished(
        '<p id="kb-feedback" class="md-header own">a</p><h2 id="kb-vote-answers">KB vote answers</h2>'
        '<h2 id="__config">B</h2><label for="kb-email">c</label><a name="kb-main">d</a><pre id="__span-0-1">e</pre>'
    )
    assert body.removed == ("#__config", "#kb-email", "#kb-feedback", "#kb-main", ".md-header")
    assert body.html.startswith('<p class="own">a</p>')
    assert "__config" not in body.html


def test_a_task_is_called_what_its_item_says() -> None:
    """A checkbox without a name says nothing to a screen reader."""
    task = '<input type="checkbox" disabled="">'
    html = finished(
        f'<ul><li class="a">{task} one</li><li id="x">{task} two</li><li>{task}</li></ul>'
    ).html
    assert (
        '<li class="a" id="task"><input aria-labelledby="task" type="checkbox" disabled=""> one</li>'
        in html
    )
    assert '<li id="x"><input aria-labelledby="x"' in html
    assert '<li id="task_1"><input aria-labelledby="task_1"' in html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ol><li>One</li><li>Two</li></ol>", "\u2023 One\n\u2023 Two"),
        ("<ol><li><p>One</p><p>More</p></li></ol>", "\u2023 One\nMore"),
        ("<ul><li>One</li></ul>", "One"),
        (
            "<ol><li>One<ul><li>a</li></ul></li><li>Two</li></ol><p>End</p>",
            "\u2023 One\na\n\u2023 Two\nEnd",
        ),
        ("</ol><li>One</li>", "One"),
    ],
)
def test_a_numbered_step_is_marked_in_the_text(html: str, text: str) -> None:
    """So that an answer in place can show its steps as steps."""
    (passage,) = finished(html).passages
    assert passage.text == text
