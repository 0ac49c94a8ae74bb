# SPDX-License-Identifier: MIT
"""Shelves follow a navigation: order, titles and places change, folders keep their pages, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

from kbgen.content.structure.categories import build_categories, category_folder
from kbgen.content.structure.navigation import ArrangedNavigation, arrange
from kbgen.content.structure.urls import is_index
from kbgen.model import Article, Category, Kind, NavPage, NavSection, Section
from kbgen.model import Navigation as Nav

PATHS = (
    "index.md",
    "install.md",
    "pay/index.md",
    "pay/card.md",
    "pay/cash.md",
    "pay/abroad/visa.md",
    "post/late.md",
)


def made(path: str) -> Article:
    """An article that is called like its file."""
    title = path.rpartition("/")[2].removesuffix(".md").capitalize()
    folder = category_folder(path)
    name = path.removesuffix(".md").replace("/", "-")
    return Article(
        name,
        "en",
        path,
        path,
        title,
        Kind.MANUAL,
        "",
        1,
        "",
        folder=folder,
        is_index=is_index(path),
    )


def followed(
    navigation: Nav,
    paths: Iterable[str] = PATHS,
    taken: Iterable[str] = (),
    *,
    in_folder: bool = False,
) -> ArrangedNavigation:
    """What becomes of the shelves of these articles."""
    standing = {path: made(path) for path in paths}
    before = build_categories(
        standing.values(), {"pay": {"title": "Payments", "icon": "material/cash"}}, "{}/".format
    )
    return arrange(
        navigation,
        before,
        standing,
        "{}/".format,
        lambda name: name not in {*taken, "search"},
        in_folder=in_folder,
    )


def outline(found: ArrangedNavigation) -> list[tuple[str, str, tuple[str, ...]]]:
    """(folder, title, paths) of all categories and sections."""
    shelves: list[Category | Section] = []
    for category in found.categories.categories:
        shelves += [category, *category.sections]
    return [(shelf.path, shelf.title, shelf.articles) for shelf in shelves]


def section(title: str, *items: str | NavSection) -> NavSection:
    return NavSection(
        title, tuple(NavPage(item) if isinstance(item, str) else item for item in items)
    )


def test_order_and_titles_are_those_of_the_navigation() -> None:
    found = followed(
        (section("Parcels", "post/late.md"), section("Money", "pay/cash.md", "pay/card.md"))
    )
    assert outline(found) == [
        ("post", "Parcels", ("post/late.md",)),
        ("pay", "Money", ("pay/cash.md", "pay/card.md")),
        ("pay/abroad", "Abroad", ("pay/abroad/visa.md",)),
    ]
    assert found.categories.top_articles == ("install.md",)
    assert found.categories.categories[1].index == "pay/index.md", "a folder keeps its text"
    assert found.categories.categories[1].icon == "material/cash"


def test_a_title_made_of_the_folders_name_does_not_replace_a_chosen_one() -> None:
    assert outline(followed((section("Pay", "pay/card.md"),)))[0][1] == "Payments"
    assert outline(followed((section("Paying", "pay/card.md", "pay/cash.md"),)))[0][1] == "Paying"


def test_a_plugin_may_write_the_name_of_a_folder_with_other_letters() -> None:
    """`POST` replaces `Post`, which is only the name of the folder made readable."""
    assert outline(followed((section("POST", "post/late.md"),)))[0][1] == "POST"
    numbered = followed((section("01 post", "01-post/late.md"),), ["01-post/late.md"])
    assert outline(numbered)[0][1] == "Post"


def test_a_few_articles_of_a_folder_do_not_make_a_section_that_folder() -> None:
    found = followed(
        (section("Popular", "pay/card.md"), section("All", "pay/cash.md", "pay/index.md"))
    )
    assert [item[:2] for item in outline(found)][:2] == [("popular", "Popular"), ("pay", "All")]
    assert found.folders["pay/card.md"] == "popular"


def test_what_is_not_named_goes_to_the_end_of_its_category_and_nothing_is_lost() -> None:
    found = followed((section("Money", "pay/cash.md"),))
    assert outline(found)[0] == ("pay", "Money", ("pay/cash.md", "pay/card.md"))
    assert {*found.folders} == {*PATHS} - {"index.md"}


def test_a_section_with_a_title_of_another_address_gets_a_free_one() -> None:
    navigation = (
        section("Search", "pay/card.md", "post/late.md"),
        section("New", "install.md", "pay/cash.md"),
    )
    found = followed(navigation, taken=("new", "new-2"))
    assert [item[0] for item in outline(found)][:2] == ["search-2", "new-3"]


def test_a_category_may_become_a_section_and_keeps_its_folder() -> None:
    money = section("Paying here", "pay/index.md", "pay/card.md", "pay/cash.md")
    found = followed((section("Everything", money, section("Travel", "pay/abroad/visa.md")),))
    assert outline(found)[0] == ("everything", "Everything", ())
    assert outline(found)[1:3] == [
        ("pay", "Paying here", ("pay/card.md", "pay/cash.md")),
        ("pay/abroad", "Travel", ("pay/abroad/visa.md",)),
    ]


def test_a_page_is_named_once_and_its_label_is_kept() -> None:
    navigation = (NavPage("install.md", "Set up"), section("Again", "install.md", "post/late.md"))
    found = followed(navigation)
    assert found.categories.top_articles == ("install.md",)
    assert found.labels == {"install.md": "Set up"}
    assert outline(found)[0] == ("post", "Again", ("post/late.md",))


def test_addresses_elsewhere_are_listed_and_unknown_paths_are_not() -> None:
    navigation = (
        NavSection(
            "Post",
            (NavPage("https://x.example/", "Status"), NavPage("gone.md"), NavPage("post/late.md")),
        ),
    )
    found = followed(navigation)
    assert outline(found)[0][2] == ("https://x.example/", "post/late.md")
    assert found.external_links == {"https://x.example/": "Status"}


def test_an_address_without_a_scheme_is_elsewhere_too() -> None:
    """`//host/` takes the scheme of the page; MkDocs allows it in a navigation."""
    found = followed((section("Post", "//x.example/", "post/late.md"),))
    assert found.external_links == {"//x.example/": "//x.example/"}


def test_a_third_level_is_reported_unless_folders_have_it_too() -> None:
    paths = (*PATHS, "pay/abroad/far/moon.md")
    deep = section("Abroad", "pay/abroad/visa.md", section("Far", "pay/abroad/far/moon.md"))
    found = followed((section("Pay", "pay/card.md", deep),), paths)
    assert found.unsupported == ()
    found = followed(
        (
            section(
                "Pay",
                "pay/card.md",
                section("Abroad", "pay/abroad/visa.md", section("Far", "install.md")),
            ),
        )
    )
    assert [message for message, _ in found.unsupported] == [
        "the section 'Far' is on the third level: its articles are listed in 'Abroad'",
    ]


def test_the_section_of_a_language_is_no_category() -> None:
    navigation = (section("en", "index.md", "install.md", section("Money", "pay/card.md")),)
    assert outline(followed(navigation, in_folder=True))[0][:2] == ("pay", "Money")
    assert outline(followed(navigation))[0][:2] == ("en", "en")


def test_no_navigation_leaves_the_order_of_folders() -> None:
    found = followed(())
    assert [item[0] for item in outline(found)] == ["pay", "pay/abroad", "post"]
    assert found.categories.top_articles == ("install.md",)
