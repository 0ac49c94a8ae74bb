# SPDX-License-Identifier: MIT
"""From real exports to drafts, on the command line, with no customer's name in any output."""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

KBGEN = Callable[..., Run]
SITE = """
content/index.md
| ---
| title: Welcome
| ---
|
| What you find here.
"""
EXPORTS = [
    ("csv", "kaggle-500/customer_support_tickets.csv", 500),
    ("csv", "banking77/train.csv", 10003),
    ("zendesk", "zendesk-tables", 8),
    ("freshdesk", "freshdesk", 1),
]


@pytest.mark.parametrize(
    ("form", "path", "kept"), EXPORTS, ids=[path.split("/")[0] for _, path, _ in EXPORTS]
)
def test_an_export_becomes_drafts_that_are_not_published(
    site: Callable[..., Path], kbgen: KBGEN, data: Path, form: str, path: str, kept: int
) -> None:
    """Import, draft; the drafts are sound articles, and `check --strict` and `build` keep them back."""
    folder = site(SITE)
    imported = kbgen(
        "tickets",
        "import",
        form,
        str(data / "tickets" / path),
        "--output",
        "tickets.jsonl",
        "--json",
    )
    assert imported.code == 0
    assert imported.json["kept"] == kept
    assert imported.json["read"] == kept + len(imported.json["rejected"])
    drafted = kbgen("tickets", "draft", "tickets.jsonl", "-k", "1" if kept < 10 else "20", "--json")
    assert drafted.code == 0
    assert drafted.json["drafts"]
    checked = kbgen("check", "--format", "json")
    assert checked.code == 0
    assert {item["code"] for item in checked.json_lines} == {"KB505"}
    assert kbgen("check", "--strict").code == 1
    assert kbgen("build").code == 0
    assert not (folder / "site/from-tickets").exists()


def test_random_resolutions_are_no_remedy(
    site: Callable[..., Path], kbgen: KBGEN, data: Path
) -> None:
    """The resolutions of kaggle-500 are random words: no draft repeats them."""
    folder = site(SITE)
    kbgen(
        "tickets",
        "import",
        "csv",
        str(data / "tickets/kaggle-500/customer_support_tickets.csv"),
        "-o",
        "t.jsonl",
    )
    kbgen("tickets", "draft", "t.jsonl")
    drafts = [path.read_text("utf-8") for path in (folder / "content/from-tickets").glob("*.md")]
    assert drafts
    assert all("No known remedy yet" in text for text in drafts)


def test_a_draft_without_a_review_is_refused(site: Callable[..., Path], kbgen: KBGEN) -> None:
    """Removing `status: draft` is not enough: a reviewer confirms that it contains no name."""
    folder = site(SITE)
    lines = [
        {"id": number, "body": "How do I get my money back?", "requester": str(number)}
        for number in range(3)
    ]
    (folder / "t.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert kbgen("tickets", "draft", "t.jsonl").code == 0
    (path,) = (folder / "content/from-tickets").glob("*.md")
    text = path.read_text("utf-8").replace("status: draft\n", "")
    path.write_text(text, "utf-8")
    assert [item["code"] for item in kbgen("check", "--format", "json").json_lines] == ["KB507"]
    assert kbgen("build").code == 1
    assert not (folder / "site/from-tickets").exists()
    path.write_text(text.replace("kind: faq\n", "kind: faq\nreviewed: 2026-11-22\n"), "utf-8")
    assert kbgen("check", "--strict").code == 0
    assert kbgen("build").code == 0
    assert (folder / "site/from-tickets").exists()


def test_what_a_writer_changed_is_not_overwritten(site: Callable[..., Path], kbgen: KBGEN) -> None:
    """A second run leaves files as they are; the day of the provenance can be fixed."""
    folder = site(SITE)
    (folder / "t.jsonl").write_text('{"id": "1", "body": "How do I get my money back?"}\n', "utf-8")
    kbgen("tickets", "draft", "t.jsonl", "-k", "1", SOURCE_DATE_EPOCH="1700000000")
    (path,) = (folder / "content/from-tickets").glob("*.md")
    assert "generated: 2023-11-14" in path.read_text("utf-8")
    path.write_text("mine", "utf-8")
    again = kbgen("tickets", "draft", "t.jsonl", "-k", "1", "--json").json
    assert [draft["new"] for draft in again["drafts"]] == [False]
    assert path.read_text("utf-8") == "mine"


FIRST = [
    "Fatima",
    "Grzegorz",
    "Zofia",
    "Marcin",
    "Renata",
    "Oleg",
    "Svetlana",
    "Dmitri",
    "Chidi",
    "Aoife",
    "Bjorn",
    "Leila",
    "Mateusz",
    "Halina",
    "Igor",
]
LAST = [
    "Okafor",
    "Brzozowski",
    "Wilczek",
    "Lindqvist",
    "Mensah",
    "Sidorov",
    "Petrenko",
    "Kowalczyk",
    "Oakley",
    "Haugland",
    "Farahani",
]


def planted(number: int, chance: random.Random) -> dict[str, str]:
    """Five values of one person; their names are told to the help desk, as help desks know them."""
    first, last = FIRST[number % len(FIRST)], LAST[number % len(LAST)]
    return {
        "name": f"{first} {last}",
        "email": f"{first}.{last}{number}@post{number}.example".lower(),
        "phone": f"+48 6{chance.randrange(10**8):08d}",
        "secret": f"ghp_{''.join(chance.choices('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789', k=36))}",
        "ip": f"203.0.113.{number + 10}",
    }


def test_two_hundred_planted_values_are_found_nowhere(
    site: Callable[..., Path], kbgen: KBGEN, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Not in the tickets, not in drafts, site, cache, search index, output or messages."""
    folder = site(SITE)
    chance = random.Random(7)
    people = [planted(number, chance) for number in range(40)]
    outside = tmp_path_factory.mktemp("export") / "export.csv"
    with outside.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["id", "subject", "description", "customer name", "email", "agent", "resolution"]
        )
        for number, one in enumerate(people):
            asked = f"How do I change the address? I am {one['name']}, write to {one['email']} or call {one['phone']}."
            rows.writerow(
                [
                    number,
                    "Change of address",
                    f"{asked} My token {one['secret']} fails from {one['ip']}.\n{one['name']}",
                    one["name"],
                    one["email"],
                    "Ewa Agentowa",
                    f"Dear {one['name'].split()[0]}, open Settings, choose Profile and press Edit. Ewa Agentowa",
                ]
            )
        rows.writerow(["broken", people[0]["email"]])
    outputs = [
        kbgen("tickets", "import", "csv", str(outside), "--output", "tickets.jsonl"),
        kbgen("tickets", "redact", "tickets.jsonl"),
        kbgen("tickets", "cluster", "tickets.jsonl"),
        kbgen("tickets", "cluster", "tickets.jsonl", "--json"),
        kbgen("tickets", "draft", "tickets.jsonl"),
        kbgen("tickets", "coverage", "tickets.jsonl", "--json"),
        kbgen("check"),
        kbgen("build"),
    ]
    text = "\n".join(
        path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    )
    text += "".join(output.stdout + output.stderr for output in outputs)
    values = [value for one in people for value in one.values()] + ["Agentowa"]
    assert len(values) > 200
    assert [value for value in values if value in text] == []
    draft = next((folder / "content/from-tickets").glob("*.md")).read_text("utf-8")
    assert "open Settings, choose Profile and press Edit" in draft or "No known remedy yet" in draft


def test_spans_are_those_of_the_input(kbgen: KBGEN, tmp_path: Path, data: Path) -> None:
    """Offsets refer to the original text, so that redaction can be scored; no text is printed."""
    source = data / "hostile/pii/pii.jsonl"
    lines = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    result = kbgen("tickets", "redact", str(source), "--spans")
    assert len(result.json_lines) == len(lines)
    for line, done in zip(lines, result.json_lines, strict=True):
        taken = {place for span in done["spans"] for place in range(span["start"], span["end"])}
        for start, end, kind in line["spans"]:
            assert all(
                place in taken or not line["text"][place].isalnum() for place in range(start, end)
            ), (
                kind,
                line["id"],
            )
            assert line["text"][start:end] not in done["text"]


ARTICLES = {
    "card_arrival": (
        "When does my card arrive?",
        "I am still waiting for my new card to arrive, track its delivery",
    ),
    "lost_or_stolen_card": ("Lost or stolen card", "My card was stolen"),
    "activate_my_card": ("Activate your card", "How do I activate my card?"),
    "change_pin": ("Change your PIN", "How do I change my PIN?"),
    "age_limit": (
        "Age limit: how old you must be",
        "How old do I need to be to open an account for my children?",
    ),
    "exchange_rate": ("Exchange rates", "What exchange rate do you use?"),
    "passcode_forgotten": ("Passcode forgotten", "I forgot my passcode, how do I reset it?"),
    "apple_pay_or_google_pay": ("Top up with Apple Pay or Google Pay", "Can I use Apple Pay?"),
    "terminate_account": ("Close your account", "How do I delete my account?"),
    "get_physical_card": (
        "Where to find the PIN of a new card",
        "Where is the PIN of my physical card?",
    ),
}


def test_coverage_names_the_right_article(
    site: Callable[..., Path], kbgen: KBGEN, data: Path
) -> None:
    """Ten intents of Banking77 have articles; the cluster that has most of each names its article."""
    tree = SITE + "".join(
        f"content/cards/{name.replace('_', '-')}.md\n| ---\n| title: '{title}'\n| questions: ['{question}']\n"
        "| ---\n|\n| Text.\n"
        for name, (title, question) in ARTICLES.items()
    )
    folder = site(tree)
    with (data / "tickets/banking77/train.csv").open(encoding="utf-8") as file:
        intents = [row["category"] for row in csv.DictReader(file)]
    kbgen("tickets", "import", "csv", str(data / "tickets/banking77/train.csv"), "-o", "t.jsonl")
    ids = [json.loads(line)["id"] for line in (folder / "t.jsonl").read_text("utf-8").splitlines()]
    intent_of = dict(zip(ids, intents, strict=True))
    named: dict[str, tuple[int, str]] = {}
    for cluster in kbgen("tickets", "coverage", "t.jsonl", "--json").json["clusters"]:
        article = cluster["article"]["id"] if cluster["answered"] else ""
        for intent, count in Counter(intent_of[ticket] for ticket in cluster["tickets"]).items():
            named[intent] = max(named.get(intent, (0, "")), (count, article))
    right = [name for name in ARTICLES if named[name][1] == f"cards-{name.replace('_', '-')}"]
    assert sorted(right) == sorted(ARTICLES)
