# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.markdown.foreign.components import to_markdown


def translated(text: str) -> list[str]:
    """The lines that are not blank."""
    return [line for line in to_markdown(text)[0].split("\n") if line.strip()]


def test_text_without_components_is_untouched() -> None:
    """Also text with tags of HTML and generics in prose."""
    for text in ("plain\n\n  text", "<div>\n</div>", "List<String> x", "a <TOKEN> b\n<Alone>\n"):
        assert to_markdown(text) == (text, frozenset())


def test_titles_become_headings_below_the_last_one() -> None:
    """An accordion's question is a heading, so that search finds it as a passage."""
    text = '## FAQ\n<AccordionGroup>\n  <Accordion title="Why & how?">\n    Because.\n  </Accordion>\n</AccordionGroup>\n'
    assert translated(text) == ["## FAQ", "### Why \\& how?", "Because."]
    assert to_markdown(text)[1] == {"Accordion", "AccordionGroup"}


def test_nested_titles_nest() -> None:
    """A step inside a tab is one level deeper than the tab; the next tab is not."""
    text = (
        '<Tabs>\n<Tab title="A">\n<Steps>\n<Step title="1">\nx\n### own\n</Step>\n<Step title="2">\n</Step>\n'
        '</Steps>\n</Tab>\n<Tab title="B">\n</Tab>\n</Tabs>\n'
    )
    assert [line for line in translated(text) if line.startswith("#")] == [
        "## A",
        "### 1",
        "### own",
        "### 2",
        "## B",
    ]


def test_indented_fences_are_fences_again() -> None:
    """Content moves left by what all of it is indented; code keeps its own indent."""
    text = "<Step title='S'>\n    ```py\n    if a:\n        b\n    ```\n\n    after\n</Step>\n"
    assert translated(text) == ["## S", "```py", "if a:", "    b", "```", "after"]


def test_fences_further_left_than_their_component_stay_whole() -> None:
    """Machine-translated pages have them at the margin."""
    text = '  <Step title="S">\n\n```bash\nrun\n  more\n```\n\n  </Step>\n'
    assert [line.strip() for line in translated(text)] == ["## S", "```bash", "run", "more", "```"]


def test_components_in_code_stay() -> None:
    """A page about MDX shows its code."""
    text = "```mdx\n<Note>\nx\n</Note>\n```\n"
    assert to_markdown(text) == (text, frozenset())


def test_callouts_become_admonitions() -> None:
    """Without a title: a word for it would have to be in the article's language."""
    assert translated("<Warning>\nHot!\n</Warning>\n") == ['!!! warning ""', "    Hot!"]
    assert translated('<Tip title="Say &quot;x&quot;">Short</Tip>\n') == [
        '!!! tip "Say &quot;x&quot;"',
        "    Short",
    ]


def test_cards_become_links() -> None:
    """The link is in an attribute, and would vanish with the element."""
    text = '<CardGroup cols={2}>\n  <Card title="A*b" icon="x" href="/ru/a?b=1&c">\n    Text.\n  </Card>\n</CardGroup>\n'
    assert translated(text) == ['**<a href="/ru/a?b=1&amp;c">A*b</a>**', "Text."]


def test_text_on_the_line_of_a_tag_stays() -> None:
    """Opening and closing tags may share lines with words."""
    assert translated("<Note>one\ntwo</Note>\nthree") == [
        '!!! note ""',
        "    one",
        "    two",
        "three",
    ]


@pytest.mark.parametrize("text", ["<Note>\nx\n", "x\n</Note>\n", "<A>\n<B>\nx\n</A>\n</B>\ny"])
def test_tags_that_do_not_match_lose_no_text(text: str) -> None:
    """Whatever is wrong with the tags, the words are still there."""
    result = to_markdown(text)[0]
    assert all(word in result for word in "xy" if word in text)


def test_self_closing_components_keep_their_title() -> None:
    """`<Card title=… href=… />` has nothing but attributes."""
    text = '<Card title="A" href="b.md" />\n<Card title="C">\n</Card>\n'
    assert translated(text) == ['**<a href="b.md">A</a>**', "## C"]
