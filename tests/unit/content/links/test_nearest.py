# SPDX-License-Identifier: MIT
from __future__ import annotations

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
    """Asked again, also with another cutoff."""
    nearest = Nearest(["billing/refund.md", "billing/cards.md"])
    assert nearest.to("billing/refnud.md") == nearest.to("billing/refnud.md") == "billing/refund.md"
    assert nearest.to("billing/refnud.md", cutoff=0.99) == ""
