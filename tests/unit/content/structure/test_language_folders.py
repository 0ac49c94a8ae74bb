# SPDX-License-Identifier: MIT
from __future__ import annotations

from kbgen.content.structure.language_folders import LocalizedPath, find_layout


def test_a_single_language_needs_no_folder() -> None:
    """Even when a folder has the language's name: then it is a category."""
    layout = find_layout(("en",), ["en/a.md", "b.md"])
    assert layout.locate("en/a.md") == LocalizedPath("en", "en/a.md", "")
    assert layout.missing() == ()


def test_several_languages_have_folders() -> None:
    """The default language is served at the root, the others under their name."""
    layout = find_layout(("en", "pl"), ["en/a.md", "pl/a.md", "pl/b/c.md"])
    assert layout.locate("en/a.md") == LocalizedPath("en", "a.md", "")
    assert layout.locate("pl/b/c.md") == LocalizedPath("pl", "b/c.md", "pl/")
    assert layout.locate("a.md") is None
    assert layout.source_folder("pl") == "pl/"


def test_one_of_several_may_lie_straight_in_the_folder() -> None:
    """It is the first without a folder, the default or not."""
    layout = find_layout(("en", "pl"), ["billing/a.md", "pl/billing/a.md"])
    assert layout.locate("billing/a.md") == LocalizedPath("en", "billing/a.md", "")
    layout = find_layout(("en", "pl", "ru"), ["billing/a.md", "en/billing/a.md"])
    assert layout.locate("billing/a.md") == LocalizedPath("pl", "billing/a.md", "pl/")
    assert layout.missing() == ("ru",)


def test_files_that_are_no_articles_make_no_language() -> None:
    """A picture next to the language folders does not turn the root into a language."""
    layout = find_layout(("en", "pl"), ["en/a.md", "logo.png"])
    assert layout.root_language == ""
    assert layout.missing() == ("pl",)


def test_assets_of_the_default_language_move_to_the_root() -> None:
    """As its articles do, so that relative addresses stay the same; other assets stay where they are."""
    layout = find_layout(("en", "pl"), ["en/a.md", "pl/a.md"])
    assert layout.asset_output("en/img/a.png") == "img/a.png"
    assert layout.asset_output("pl/img/a.png") == "pl/img/a.png"
    assert layout.asset_output("img/a.png") == "img/a.png"
