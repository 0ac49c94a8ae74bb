# SPDX-License-Identifier: MIT
"""Where lost addresses went: only with evidence, from Git or from the lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from locked_site import WORDS, LockedSite, article

from kbgen.errors import SettingsError

OTHER = (
    "Every invoice has a number and a date. Download the last one hundred as a single archive, or "
    "ask your accountant to subscribe to the monthly report that our billing system sends by email."
)
SECTIONS = "## Remove a card\n\nOne.\n\n## Card is expired\n\nTwo.\n\n## Add a new one\n\nThree."
FILES: dict[str, str | bytes] = {
    "billing/refund.md": article("Refund"),
    "billing/invoice.md": article("Invoice", OTHER),
    "cards.md": article("Cards", SECTIONS),
}


@pytest.fixture
def committed(tmp_path: Path) -> LockedSite:
    """Return a site in Git, with its addresses locked."""
    site = LockedSite(tmp_path, FILES)
    site.lock()
    site.commit()
    return site


@pytest.fixture
def without_git(tmp_path: Path) -> LockedSite:
    """Return the same site outside of Git."""
    site = LockedSite(tmp_path, FILES)
    site.lock()
    return site


@pytest.mark.parametrize("commits", [0, 1, 3])
def test_a_moved_and_edited_file_is_found_by_its_text(committed: LockedSite, commits: int) -> None:
    """Before the move is committed, and long after."""
    committed.move("billing/refund.md", "payments/money-back.md")
    committed.write("payments/money-back.md", article("Money back", WORDS + " More about it."))
    for _ in range(commits):
        committed.commit()
    (problem,) = committed.problems()
    assert problem.hint == (
        "'kbgen check --fix' redirects it to payments/money-back/, because it has 100% of the text."
        " `id: billing-refund` in content/payments/money-back.md keeps its votes."
    )
    assert {old: new.address for old, new in committed.fix().written.items()} == {
        "billing/refund/": "payments/money-back/"
    }
    assert committed.redirects == ["billing/refund/: payments/money-back/"]
    assert committed.problems() == []
    assert committed.fix().written == {}


def test_a_fix_names_the_id_that_keeps_the_votes(committed: LockedSite) -> None:
    """Not once the article has it, and not when a folder page or an anchor moves."""
    committed.move("billing/refund.md", "payments/money-back.md")
    file = "content/payments/money-back.md"
    assert committed.fix().lost_ids == {file: "billing-refund"}
    (committed.content / "_data/redirects.yml").unlink()
    committed.write("payments/money-back.md", article("Refund", WORDS, "id: billing-refund"))
    assert "votes" not in committed.problems()[0].hint
    repair = committed.fix()
    assert list(repair.written) == ["billing/refund/"]
    assert repair.lost_ids == {}


PASSAGE = f"## Costs of a refund\n\n{WORDS}"


def with_passage(root: Path, *, git: bool) -> LockedSite:
    """Return a site whose article of refunds no longer has a passage that invoices have now."""
    files = {
        "refund.md": article("Refund", f"{OTHER}\n\n{PASSAGE}"),
        "invoice.md": article("Invoice"),
    }
    site = LockedSite(root, {**files, "plan.md": article("Plan", "## Steps\n\nText.")})
    site.lock()
    if git:
        site.commit()
    site.write("refund.md", article("Refund", OTHER))
    site.write("invoice.md", article("Invoice", f"Text.\n\n{PASSAGE} More."))
    return site


def test_a_passage_that_was_moved_to_another_page(tmp_path: Path) -> None:
    """Git knows its text, so the fix redirects its anchor."""
    site = with_passage(tmp_path, git=True)
    (problem,) = site.problems()
    assert problem.hint == (
        "'kbgen check --fix' redirects it to invoice/#costs-of-a-refund, because the heading and "
        "the text below it are there."
    )
    site.fix()
    assert site.redirects == ["refund/#costs-of-a-refund: invoice/#costs-of-a-refund"]
    assert site.problems() == []


def test_a_heading_on_another_page_is_only_a_hint_without_its_text(tmp_path: Path) -> None:
    """Another article may have a heading with the same words."""
    site = with_passage(tmp_path, git=False)
    (problem,) = site.problems()
    assert problem.hint.startswith("Did it move to invoice/#costs-of-a-refund?")
    assert site.fix().written == {}
    site.write("plan.md", article("Plan", PASSAGE))
    assert "move" not in site.problems()[0].hint


def test_a_heading_that_the_other_page_always_had_is_no_successor(tmp_path: Path) -> None:
    files = {name: article(name, "## Steps\n\nText.") for name in ("a.md", "b.md")}
    site = LockedSite(tmp_path, dict(files))
    site.lock()
    site.write("a.md", article("a", "Text."))
    assert "Restore the heading" in site.problems()[0].hint


def test_the_id_of_the_front_matter_is_the_one_to_keep(tmp_path: Path) -> None:
    """It is not the one of the path."""
    site = LockedSite(tmp_path, {"billing/refund.md": article("Refund", WORDS, "id: money")})
    site.lock()
    site.commit()
    site.remove("billing/refund.md")
    site.write("billing/money-back.md", article("Refund", WORDS))
    assert site.fix().lost_ids == {"content/billing/money-back.md": "money"}


def test_a_deleted_file_gets_no_redirect(committed: LockedSite) -> None:
    """Not to another article, nor to a new one with another text."""
    committed.remove("billing/refund.md")
    committed.write("billing/plans.md", article("Plans", OTHER.replace("invoice", "plan")))
    repair = committed.fix()
    assert (repair.written, repair.unknown) == ({}, ("billing/refund/",))
    assert committed.redirects == []
    assert "Restore the page" in committed.problems()[0].hint


def test_a_text_in_two_articles_gets_no_redirect(committed: LockedSite) -> None:
    """It is not clear which one is meant."""
    committed.remove("billing/refund.md")
    committed.write("one.md", article("One"))
    committed.write("two.md", article("Two"))
    assert committed.fix().unknown == ("billing/refund/",)


def test_a_permanent_id_is_enough(tmp_path: Path) -> None:
    """Even if everything else is new."""
    site = LockedSite(tmp_path, {"a.md": article("A", WORDS, "id: first"), "b.md": article("B")})
    site.lock()
    site.commit()
    site.remove("a.md")
    site.write("c.md", article("C", OTHER, "id: first"))
    assert site.fix().written["a/"].address == "c/"


def test_a_short_text_is_found_by_its_title(tmp_path: Path) -> None:
    """A few words prove nothing; an equal title of the only new page does."""
    site = LockedSite(tmp_path, {"a.md": article("The title", "Text."), "b.md": article("B")})
    site.lock()
    site.commit()
    site.move("a.md", "c.md")
    assert site.fix().written["a/"].evidence == "it has the same title"


def test_a_namesake_with_another_text_gets_no_redirect(committed: LockedSite) -> None:
    """Git shows that it is another article."""
    committed.remove("billing/refund.md")
    committed.write("plans/refund.md", article("Other", OTHER.replace("invoice", "plan") * 2))
    assert committed.fix().unknown == ("billing/refund/",)


def test_without_git_the_name_is_only_a_hint(without_git: LockedSite) -> None:
    """Another article may have the same name."""
    without_git.move("billing/refund.md", "payments/refund.md")
    (problem,) = without_git.problems()
    assert problem.hint.startswith("Did it move to payments/refund/?")
    assert without_git.fix().unknown == ("billing/refund/",)


def test_without_git_two_namesakes_are_no_hint(without_git: LockedSite) -> None:
    """It is not clear which one is meant."""
    without_git.move("billing/refund.md", "payments/refund.md")
    without_git.write("cards/refund.md", article("Refund"))
    assert "move" not in without_git.problems()[0].hint


def test_without_git_the_built_page_is_evidence(without_git: LockedSite) -> None:
    """It has the text, until the next build replaces it."""
    html = (
        '<article class="kb-article kb-article--faq" data-kb="article" data-article="x">'
        f'<h1>Refund</h1><div class="md-typeset kb-text"><p>{WORDS}</p></div></article>'
    )
    page = without_git.settings.site_dir / "billing" / "refund" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(html, "utf-8")
    without_git.move("billing/refund.md", "payments/money-back.md")
    assert without_git.fix().written["billing/refund/"].address == "payments/money-back/"


def test_without_git_the_headings_are_evidence(without_git: LockedSite) -> None:
    """The lock knows the anchors of the old page."""
    without_git.move("cards.md", "payments/all-about-cards.md")
    repair = without_git.fix()
    assert repair.written["cards/"].address == "payments/all-about-cards/"
    assert without_git.problems() == []


def test_a_folder_follows_its_articles(committed: LockedSite) -> None:
    """A generated page has no text."""
    committed.move("billing/refund.md", "payments/refund.md")
    committed.move("billing/invoice.md", "payments/invoice.md")
    assert sorted(committed.fix().written) == ["billing/", "billing/invoice/", "billing/refund/"]
    assert "billing/: payments/" in committed.redirects
    assert committed.problems() == []


def test_a_folder_whose_articles_went_to_two_folders_stays_lost(committed: LockedSite) -> None:
    """There is no single place for it."""
    committed.move("billing/refund.md", "payments/refund.md")
    committed.move("billing/invoice.md", "papers/invoice.md")
    assert committed.fix().unknown == ("billing/",)


def test_translations_move_by_themselves(tmp_path: Path) -> None:
    """A page is never redirected to another language."""
    files: dict[str, str | bytes] = {
        "en/a.md": article("A"),
        "pl/a.md": article("A po polsku", OTHER),
        "pl/b.md": article("B", SECTIONS),
    }
    site = LockedSite(tmp_path, files, "en", "pl")
    site.lock()
    site.commit()
    site.move("en/a.md", "en/x/a.md")
    site.move("pl/a.md", "pl/x/a.md")
    site.remove("pl/b.md")
    site.write("en/b.md", article("B", SECTIONS))
    repair = site.fix()
    assert {old: new.address for old, new in repair.written.items()} == {
        "a/": "x/a/",
        "pl/a/": "pl/x/a/",
    }
    assert repair.unknown == ("pl/b/",)


def test_several_moves_are_one_redirect_each(committed: LockedSite) -> None:
    """A chain is joined in the file, and a page that comes back loses its redirect."""
    committed.move("billing/refund.md", "one/refund.md")
    committed.fix()
    committed.lock()
    committed.commit()
    committed.move("one/refund.md", "two/refund.md")
    committed.fix()
    assert committed.redirects == [
        "billing/refund/: two/refund/",
        "one/: two/",
        "one/refund/: two/refund/",
    ]
    committed.lock()
    committed.commit()
    committed.move("two/refund.md", "billing/refund.md")
    committed.fix()
    assert committed.problems("KB311", "KB312", "KB313", "KB321", "KB322") == []
    assert "one/refund/: billing/refund/" in committed.redirects


def test_a_retitled_heading_is_found_by_its_words(without_git: LockedSite) -> None:
    """A slip or an added word, not another heading."""
    text = SECTIONS.replace("Remove a card", "Removed a card").replace("Add a new one", "Sell it")
    without_git.write("cards.md", article("Cards", text))
    repair = without_git.fix()
    assert {old: new.address for old, new in repair.written.items()} == {
        "cards/#remove-a-card": "cards/#removed-a-card"
    }
    assert repair.unknown == ("cards/#add-a-new-one",)


def test_a_retitled_heading_is_found_by_the_text_below(tmp_path: Path) -> None:
    """As an earlier version in Git has it."""
    text = f"## How to pay\n\n{WORDS}\n\n## Invoices\n\n{OTHER}\n"
    site = LockedSite(tmp_path, {"a.md": article("A", text)})
    site.lock()
    site.commit()
    site.write("a.md", article("A", text.replace("How to pay", "Cards and cash")))
    site.commit()
    (problem,) = site.problems()
    assert problem.hint == (
        "'kbgen check --fix' redirects it to a/#cards-and-cash, because the text below the heading"
        " is the same."
    )
    site.fix()
    assert site.redirects == ["a/#how-to-pay: a/#cards-and-cash"]
    assert site.problems() == []


def test_a_replaced_section_gets_no_redirect(tmp_path: Path) -> None:
    """The heading is similar, but it is another system."""
    text = f"## Install on Linux\n\n{WORDS}"
    site = LockedSite(tmp_path, {"a.md": article("A", text)})
    site.lock()
    site.commit()
    site.write("a.md", article("A", f"## Install on Windows\n\n{OTHER}"))
    assert site.fix().unknown == ("a/#install-on-linux",)


def test_a_page_that_moves_and_is_retitled_at_once(tmp_path: Path) -> None:
    """Page and anchor are redirected together, so a second run has nothing to do."""
    text = f"{OTHER}\n\n## How to pay\n\n{WORDS}\n"
    site = LockedSite(tmp_path, {"a.md": article("A", text)})
    site.lock()
    site.commit()
    site.remove("a.md")
    site.write("b.md", article("B", text.replace("How to pay", "Cards and cash")))
    assert {old: new.address for old, new in site.fix().written.items()} == {
        "a/": "b/",
        "a/#how-to-pay": "b/#cards-and-cash",
    }
    assert site.problems() == []
    assert site.fix().written == {}


def test_another_letter_case_gets_no_redirect(committed: LockedSite) -> None:
    """On some systems, both addresses are one file."""
    committed.move("billing/refund.md", "billing/Refund.md")
    (problem,) = committed.problems()
    assert problem.hint.startswith("billing/Refund/ differs in letter case only")
    assert committed.fix().unknown == ("billing/refund/",)


def test_the_file_of_redirects_may_end_in_yaml(committed: LockedSite) -> None:
    """Both names are read, and the one that exists is changed."""
    committed.write("_data/redirects.yaml", "# Ours\nold/: cards/\n")
    committed.move("billing/refund.md", "payments/money-back.md")
    committed.fix()
    assert not (committed.content / "_data/redirects.yml").exists()
    assert committed.redirects == ["old/: cards/", "billing/refund/: payments/money-back/"]


@pytest.mark.parametrize("text", [b"{old/: cards/}\n", b"- a\n", b"\xff"])
def test_a_file_that_cannot_get_a_line_is_left_alone(committed: LockedSite, text: bytes) -> None:
    """A broken file would lose the other redirects."""
    path = committed.content / "_data/redirects.yml"
    path.write_bytes(text)
    committed.move("billing/refund.md", "payments/money-back.md")
    with pytest.raises(SettingsError):
        committed.fix()
    assert path.read_bytes() == text
