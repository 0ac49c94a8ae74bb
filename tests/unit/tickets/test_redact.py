# SPDX-License-Identifier: MIT
"""Redaction: what is taken, what stays, and that there is no way round it."""

from __future__ import annotations

import ast
import copy
import dataclasses
import inspect
from pathlib import Path
from typing import Any

import pytest

import kbgen
from kbgen.errors import InternalError
from kbgen.model import Comment, RedactedTicket, Ticket
from kbgen.tickets.clusters.cluster import cluster
from kbgen.tickets.redact import redact, redact_text


def ticket(body: str, **fields: Any) -> Ticket:
    return Ticket(**{"id": "7", "source": "csv", "subject": "", "body": body, **fields})


def kinds(text: str, lang: str = "") -> list[tuple[str, str]]:
    """(kind, taken text) of everything found."""
    _, spans = redact_text(text, lang)
    return [(str(span.type), text[span.start : span.end]) for span in spans]


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        (
            "write to anna.k+shop@mail.example.com.",
            "en",
            [("EMAIL", "anna.k+shop@mail.example.com")],
        ),
        ("пишите на анна@почта.рф сегодня", "ru", [("EMAIL", "анна@почта.рф")]),
        ("звоните 8.903.123.45.67", "ru", [("PHONE", "8.903.123.45.67")]),
        ("call 1.415.555.0132 today", "en", [("PHONE", "1.415.555.0132")]),
        ("anna (at) mail (dot) example", "en", [("EMAIL", "anna (at) mail (dot) example")]),
        ("ring+44 20 7946 0958asap", "en", [("PHONE", "+44 20 7946 0958")]),
        ("tel. 601-614-854 po 17", "pl", [("PHONE", "601-614-854")]),
        ("звоните 8 (916) 237-18-48 вечером", "ru", [("PHONE", "8 (916) 237-18-48")]),
        ("my card 4111 1111 1111 1111 was refused", "en", [("CARD", "4111 1111 1111 1111")]),
        ("it is 4111 1111 1111 1111 12/27 as before", "en", [("CARD", "4111 1111 1111 1111")]),
        ("карта 2200-4818-2645-7561 не принята", "ru", [("CARD", "2200-4818-2645-7561")]),
        (
            "refund to DE89 3704 0044 0532 0130 00 please",
            "en",
            [("IBAN", "DE89 3704 0044 0532 0130 00")],
        ),
        ("mój PESEL to 44051401359", "pl", [("NATID", "44051401359")]),
        ("ИНН 500100732259 в договоре", "ru", [("NATID", "500100732259")]),
        ("СНИЛС 112-233-445 95", "ru", [("NATID", "112-233-445 95")]),
        ("паспорт 45 08 123456 выдан", "ru", [("NATID", "45 08 123456")]),
        ("my SSN is 169-43-6529", "en", [("NATID", "169-43-6529")]),
        ("from 203.0.113.98 since yesterday", "en", [("IP", "203.0.113.98")]),
        ("from 2001:db8::1ac4 since yesterday", "en", [("IP", "2001:db8::1ac4")]),
        ("password: Tr0ub4dor&3, thanks", "en", [("SECRET", "Tr0ub4dor&3")]),
        ("пароль Zq7!pw не подходит", "ru", [("SECRET", "Zq7!pw")]),
        (
            "open https://x.example/r?token=abc123 again",
            "en",
            [("URL", "https://x.example/r?token=abc123")],
        ),
        ("ship it to 12 Baker Street please", "en", [("ADDRESS", "12 Baker Street")]),
        ("mieszkam na ul. Długiej 5/3 m. 2", "pl", [("ADDRESS", "ul. Długiej 5/3 m. 2")]),
        ("My name is Fatima Okafor.", "en", [("PERSON", "Fatima Okafor")]),
        ("меня зовут Гульнара Шевченко, помогите", "ru", [("PERSON", "Гульнара Шевченко")]),
        ("Dzień dobry, nazywam się Żaneta Wiśniewska.", "pl", [("PERSON", "Żaneta Wiśniewska")]),
        ("It broke. Thanks, Siobhán O'Neill", "en", [("PERSON", "Siobhán O'Neill")]),
        ("я писал вчера Петрову Ивану, он молчит", "ru", [("PERSON", "Петрову Ивану")]),
        ("rozmawiałem z panią Kowalską wczoraj", "pl", [("PERSON", "Kowalską")]),
    ],
)
def test_personal_data_is_found_whole(text: str, lang: str, found: list[tuple[str, str]]) -> None:
    """Every kind, in the language it is written in."""
    assert kinds(text, lang) == found


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("I get error 0x80070005 in version 10.0.19045.3570", "en"),
        ("Order 5393183744 has not arrived", "en"),
        ("Заказ № 3878015326 не пришёл", "ru"),
        ("Zamówienie nr 5802768133 nie dotarło", "pl"),
        ("On 2024-01-17 12:30:45 it failed", "en"),
        ("My password is wrong and the password reset fails", "en"),
        ("Hi there, Why does the Smart TV app fail?", "en"),
        ("Здравствуйте, Когда придёт моя карта?", "ru"),
        ("See https://docs.example.com/install for the manual", "en"),
        ("Windows 11 Pro and Google Chrome 120.0.6099.71 on it", "en"),
        ("ERR_CONNECTION_RESET after the update to 2.3.1", "en"),
        ("It costs 1 299,00 zł or 1,299.00 USD", "pl"),
    ],
)
def test_text_without_personal_data_stays(text: str, lang: str) -> None:
    """Orders, versions, dates, error codes and products are what an article needs."""
    assert kinds(text, lang) == []


@pytest.mark.parametrize(
    ("people", "text", "left"),
    [
        (
            ("Anna Kowalska",),
            "Proszę oddzwonić do Anny Kowalskiej",
            "Proszę oddzwonić do [PERSON_1]",
        ),
        (("Marek Nowak",), "Dałem to Markowi Nowakowi", "Dałem to [PERSON_1]"),
        (("Olga",), "Mówiłem Oldze", "Mówiłem [PERSON_1]"),
        (("Иван Сидоров",), "Прошу передать Ивану Сидорову", "Прошу передать [PERSON_1]"),
        (("aleksey.petrenko@mail.example",), "Алексея нет на месте", "[PERSON_1] нет на месте"),
        (("Павел",), "Скажите Павлу", "Скажите [PERSON_1]"),
        (("Ira",), "We fly to Iran with Ira", "We fly to Iran with [PERSON_1]"),
        (("support@acme.example",), "Support did not answer", "Support did not answer"),
    ],
)
def test_known_people_are_found_in_every_case(
    people: tuple[str, ...], text: str, left: str
) -> None:
    """Names of the ticket itself are the strongest evidence; an ending or another alphabet hides none."""
    assert redact(ticket(text, people=people)).body == left


def test_a_name_that_one_message_introduces_is_found_in_all() -> None:
    """An address in an answer tells the name in the question."""
    done = redact(
        ticket("Rozalia cannot log in", comments=(Comment(True, "Write to rozalia@firm.example"),))
    )
    assert done.body == "[PERSON_1] cannot log in"
    assert done.comments == (Comment(True, "Write to [EMAIL_1]"),)


def test_the_same_value_has_the_same_placeholder() -> None:
    """Who reads can tell two addresses from one."""
    done = redact(ticket("a@x.example and b@x.example, no: A@x.example"))
    assert done.body == "[EMAIL_1] and [EMAIL_2], no: [EMAIL_1]"


def test_tags_and_ids_that_are_personal_do_not_survive() -> None:
    """A tag that is an address is dropped, an id that is one becomes a hash."""
    done = redact(ticket("Help", id="anna@x.example", tags=("vip", "anna@x.example")))
    assert done.tags == ("vip",)
    assert done.id == done.hash


def test_names_of_people_are_opaque_without_the_key() -> None:
    """Without the key, hashing guessed names does not identify the requester."""
    one = redact(ticket("Help", requester="anna@x.example"), b"one")
    same = redact(ticket("Again", id="8", requester="Anna@x.example"), b"one")
    other = redact(ticket("Help", requester="anna@x.example"), b"two")
    assert one.requester == same.requester != other.requester
    assert one.hash != other.hash


def test_only_redact_makes_redacted_tickets() -> None:
    """The constructor and `dataclasses.replace` refuse."""
    done = redact(ticket("Help"))
    fields = {field.name: getattr(done, field.name) for field in dataclasses.fields(done)}
    with pytest.raises(InternalError):
        RedactedTicket(**fields)
    with pytest.raises((InternalError, ValueError, TypeError)):
        dataclasses.replace(done, body="anna@x.example")
    assert copy.copy(done) == done


def test_no_other_module_holds_the_seal() -> None:
    """The seal's name stands in the model and in `redact` alone."""
    root = Path(inspect.getfile(kbgen)).parent
    holders = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Name) and node.id == "REDACTION_SEAL")
        or (isinstance(node, ast.alias) and node.name == "REDACTION_SEAL")
    }
    assert holders == {"model/ticket.py", "tickets/redact.py"}


def test_clustering_takes_nothing_else() -> None:
    """A ticket that was not redacted is refused at run time, as the types refuse it before."""
    raw: Any = ticket("Help")
    with pytest.raises(TypeError, match="redacted"):
        cluster([raw], lambda text, _: text.split())
    assert "Sequence[RedactedTicket]" in str(inspect.signature(cluster))
