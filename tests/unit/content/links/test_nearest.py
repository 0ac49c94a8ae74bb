# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.links.nearest import Nearest


def test_the_nearest_name_is_found() -> None:
    """A slip of the finger leads to the name that was meant."""
    names = Nearest(["billing/refund.md", "billing/invoice.md", "login/reset.md"])
    assert names.to("billing/refnud.md") == "billing/refund.md"
    assert names.to("Login/Reset.md") == "login/reset.md"


def test_nothing_near_is_nothing() -> None:
    """A guess that makes no sense is not made."""
    assert Nearest(["billing/refund.md"]).to("zzz") == ""
    assert Nearest([]).to("refund") == ""


def test_the_same_question_has_the_same_answer() -> None:
    """Asked again."""
    nearest = Nearest(["billing/refund.md", "billing/cards.md"])
    assert nearest.to("billing/refnud.md") == nearest.to("billing/refnud.md") == "billing/refund.md"


SITE = [
    "billing/refund.md",
    "billing/refund.png",
    "billing/change-card.md",
    "billing/index.md",
    "account/index.md",
    "account/reset-password.md",
    "account/plans.md",
    "start/everything.md",
]


@pytest.mark.parametrize(
    "wrong",
    [
        "billing/setings.md",  # only folder and extension are those of billing/refund.md
        "start/getting-started.md",
        "billing/img.png",
        "billing/change-name.md",  # shares a word with change-card.md
        "help/index.md",  # every folder has one
        "billing/refund-policy-for-business.md",
        "account/plants.png",  # plans.md is no picture
    ],
)
def test_what_only_shares_its_surroundings_is_not_near(wrong: str) -> None:
    """No hint is better than a wrong one."""
    assert Nearest(SITE).to(wrong) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("start/refund.md", "billing/refund.md"),  # in another folder
        ("start/Refund.md", "billing/refund.md"),
        ("billing/refunds", "billing/refund.md"),
        ("start/refund.png", "billing/refund.png"),
        ("start/refund.jpg", "billing/refund.png"),
        ("account/resetpasword.md", "account/reset-password.md"),
        ("account/password_reset.md", "account/reset-password.md"),
        ("account/password.md", "account/reset-password.md"),
        ("biling/index.md", "billing/index.md"),
        ("billing/", "billing/index.md"),
    ],
)
def test_a_slip_a_move_or_another_order_of_words_is_near(typed: str, meant: str) -> None:
    """The ways in which writers miss a name that exists."""
    names = (
        [name for name in SITE if name != "billing/refund.md"] if typed.endswith("jpg") else SITE
    )
    assert Nearest(names).to(typed) == meant


def test_of_equal_names_the_one_in_the_similar_folder_is_near() -> None:
    """In a folder that resembles neither, either could be meant, so neither is proposed."""
    names = Nearest(["billing/faq.md", "account/faq.md"])
    assert names.to("biling/faq.md") == "billing/faq.md"
    assert names.to("start/faq.md") == ""


def test_ids_and_anchors_are_names_without_folders() -> None:
    names = Nearest(["billing-refund", "billing-change-card", "возврат-денег"])
    assert names.to("billing-refnud") == "billing-refund"
    assert names.to("billing-setings") == ""
    assert names.to("refund") == "billing-refund"  # without its category
    assert names.to("возврат-денгег") == "возврат-денег"
    assert names.to("---") == ""


def test_of_two_that_are_equally_near_neither_is_named() -> None:
    assert Nearest(["billing-refund", "account-refund"]).to("refund") == ""
    assert Nearest(["plans", "plane"]).to("plan") == ""
    assert Nearest(["plans", "planet-earth"]).to("plan") == "plans"
    assert (
        Nearest(["plans", "plans.md"]).to("plan") == "plans.md"
    )  # one article by its id and by its path


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("a/billing/webhook.md", "a/webhook.md"),  # one folder up
        ("b/induex.md", "b/index.md"),
        ("c/Faq.md", "b/Faq.md"),  # letter for letter
        ("a/upgrade-2.1.md", ""),  # another version
        ("a/rear-port.md", ""),  # another word of the same length
        ("a/webhook-config-file.md", ""),  # more than there is
        ("c/indx.md", ""),  # the home page is no folder's page
        ("a/module.md", ""),
    ],
)
def test_what_was_measured_on_real_links(wrong: str, meant: str) -> None:
    """Each of these had a wrong hint, or none."""
    names = [
        "index.md",
        "a/webhook.md",
        "a/b/c/webhook.md",
        "b/index.md",
        "b/Faq.md",
        "d/faq.md",
        "a/upgrade-1.1.md",
        "a/front-port.md",
        "a/module-bay-type.md",
    ]
    assert Nearest(names).to(wrong) == meant


def test_a_page_does_not_mean_itself() -> None:
    names = Nearest(["a/refund.md", "b/refund.md"])
    assert names.to("a/Refund.md", without="a/refund.md") == "b/refund.md"
    assert names.to("b/refnud.md", without="a/refund.md") == "b/refund.md"
