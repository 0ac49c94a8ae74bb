# SPDX-License-Identifier: MIT
"""Troubleshooters in a browser: by keyboard, without scripts, Back and reload, the way to contact, print, axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from browser.accessibility import violations
from browser.rendering import serve
from conftest import run, write_tree
from optional_packages import required

LANGUAGES = ("en", "ar", "de", "pl", "ru")
TREE = """
mkdocs.yml
    | site_name: Acme
    | site_url: https://example.com/
    | theme: {name: material, font: false}
    | docs_dir: content
    | plugins:
    |   - kbgen:
    |       languages: [en, ar, de, pl, ru]
    |       contact: {email: help@example.com}
    |       feedback: {adapter: webhook, endpoint: "https://desk.example/webhook"}
"""
ARTICLE = """
content/{lang}/roles.md
    | # Roles
    |
    | [Find out](../_data/troubleshooters/sign-in.yml).
content/{lang}/reset.md
    | ---
    | title: Reset your password
    | id: reset
    | ---
    | Text.
"""
WORDS = {
    "title": ("Sign-in problems", "مشاكل تسجيل الدخول", "Anmeldung", "Logowanie", "Вход"),
    "happens": (
        "What happens?",
        "ماذا يحدث؟",
        "Was passiert?",
        "Co się dzieje?",
        "Что происходит?",
    ),
    "password": (
        "Wrong password",
        "كلمة مرور خاطئة",
        "Falsches Passwort",
        "Złe hasło",
        "Не тот пароль",
    ),
    "no code": ("No code arrives", "لا يصل الرمز", "Kein Code", "Brak kodu", "Нет кода"),
    "where": ("Where is it sent?", "إلى أين يُرسل؟", "Wohin?", "Dokąd?", "Куда?"),
    "phone": ("By text message", "رسالة نصية", "Per SMS", "SMS-em", "В SMS"),
    "app": ("To an app", "إلى تطبيق", "In eine App", "Do aplikacji", "В приложение"),
    "clock": ("Set the clock", "اضبط الساعة", "Uhr stellen", "Ustaw zegar", "Настройте часы"),
    "settings": ("Open settings", "افتح الإعدادات", "Einstellungen", "Ustawienia", "Настройки"),
}
FILE = """
title: {title}
steps:
  start:
    question: {happens}
    answers:
      - {{answer: {password}, article: reset}}
      - {{answer: {no code}, step: code}}
  code:
    question: {where}
    answers:
      - {{answer: {phone}, contact: true}}
      - {{answer: {app}, step: clock}}
  clock:
    solution: {clock}
    remedy: {settings}
"""
START, CODE, CLOCK = (f"troubleshooters/sign-in{name}/" for name in ("", "_code", "_clock"))
STEPS = (START, CODE, CLOCK)

expect = required("playwright.sync_api").expect


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    tree = TREE + "".join(ARTICLE.format(lang=lang) for lang in LANGUAGES)
    folder = write_tree(tmp_path_factory.mktemp("trees"), tree)
    texts = {
        name: "{"
        + ", ".join(f"{lang}: {text!r}" for lang, text in zip(LANGUAGES, each, strict=True))
        + "}"
        for name, each in WORDS.items()
    }
    file = folder / "content/_data/troubleshooters/sign-in.yml"
    file.parent.mkdir(parents=True)
    file.write_text(FILE.format(**texts), "utf-8")
    run(folder, "kbgen", "build", "--strict")
    with serve(folder / "site", "https://desk.example") as address:
        yield address


@pytest.fixture
def stepper(site: str, new_page: Callable[..., Any]) -> Any:
    """The first question, with the stepper started."""
    page = new_page()
    page.goto(site + START)
    page.wait_for_function("() => history.state?.tree")
    return page


def path_of(page: Any) -> list[str]:
    return [
        " ".join(text.split()) for text in page.locator("[data-js=tree-path] li").all_inner_texts()
    ]


def test_every_answer_leads_to_its_page_without_scripts(
    site: str, new_page: Callable[..., Any]
) -> None:
    page = new_page(javascript=False)
    page.goto(f"{site}roles/")
    page.get_by_role("link", name="Find out").click()
    expect(page).to_have_url(site + START)
    page.get_by_role("link", name="No code arrives").click()
    expect(page).to_have_url(site + CODE)
    expect(page.locator("h1")).to_have_text("Where is it sent?")
    assert path_of(page) == ["What happens? No code arrives"]
    page.get_by_role("link", name="To an app").click()
    expect(page.locator("h1")).to_have_text("Set the clock")
    assert path_of(page) == ["What happens? No code arrives", "Where is it sent? To an app"]
    mail = page.get_by_role("link", name="Send these answers by email").get_attribute("href")
    assert mail.startswith("mailto:help@example.com?subject=Sign-in%20problems&body=")
    lines = unquote(mail.partition("body=")[2]).split("\n")
    assert [line for line in lines if line.startswith("- ")] == [
        "- What happens? No code arrives",
        "- Where is it sent? To an app",
        "- Set the clock",
    ]
    page.go_back()
    page.get_by_role("link", name="I am not sure").click()
    expect(page).to_have_url(f"{site}contact/")


def test_the_stepper_changes_the_step_in_place(site: str, stepper: Any) -> None:
    stepper.evaluate("window.isSamePage = true")
    stepper.get_by_role("link", name="No code arrives").click()
    expect(stepper).to_have_url(site + CODE)
    expect(stepper.locator("h1")).to_be_focused()
    expect(stepper).to_have_title("Where is it sent? · Acme")
    stepper.get_by_role("link", name="To an app").click()
    expect(stepper.locator("h1")).to_have_text("Set the clock")
    assert path_of(stepper) == ["What happens? No code arrives", "Where is it sent? To an app"]
    assert stepper.evaluate("window.isSamePage")
    stepper.get_by_role("link", name="Start again").click()
    expect(stepper.locator("h1")).to_have_text("Sign-in problems")
    expect(stepper.locator("[data-js=tree-path]")).to_be_hidden()
    assert stepper.evaluate("window.isSamePage")


def test_back_forward_and_reload_keep_the_answers(site: str, stepper: Any) -> None:
    stepper.get_by_role("link", name="No code arrives").click()
    stepper.get_by_role("link", name="To an app").click()
    expect(stepper.locator("h1")).to_have_text("Set the clock")
    stepper.go_back()
    expect(stepper.locator("h1")).to_have_text("Where is it sent?")
    assert path_of(stepper) == ["What happens? No code arrives"]
    stepper.go_forward()
    expect(stepper.locator("h1")).to_have_text("Set the clock")
    stepper.reload()
    expect(stepper.locator("[data-js=tree-path] li")).to_have_count(2)
    stepper.get_by_role("link", name="What happens?").click()
    expect(stepper).to_have_url(site + START)
    expect(stepper.locator("[data-js=tree-path]")).to_be_hidden()


def test_a_question_of_the_path_leads_back_to_it(site: str, stepper: Any) -> None:
    stepper.get_by_role("link", name="No code arrives").click()
    stepper.get_by_role("link", name="To an app").click()
    expect(stepper.locator("[data-js=tree-path] li")).to_have_count(2)
    stepper.get_by_role("link", name="Where is it sent?").click()
    expect(stepper).to_have_url(site + CODE)
    expect(stepper.locator("[data-js=tree-path] li")).to_have_count(1)


def test_the_answers_begin_the_message_to_support(site: str, stepper: Any) -> None:
    stepper.get_by_role("link", name="No code arrives").click()
    expect(stepper.locator("h1")).to_have_text("Where is it sent?")
    stepper.get_by_role("link", name="By text message").click()
    expect(stepper).to_have_url(f"{site}contact/")
    expect(stepper.locator("#kb-message")).to_have_value(
        "My answers in “Sign-in problems”:\n\n"
        "- What happens? No code arrives\n- Where is it sent? By text message\n\n"
    )


def test_it_works_by_keyboard(site: str, stepper: Any) -> None:
    stepper.locator("h1").focus()
    for _ in range(2):
        stepper.keyboard.press("Tab")
    expect(stepper.get_by_role("link", name="No code arrives")).to_be_focused()
    stepper.keyboard.press("Enter")
    expect(stepper.locator("h1")).to_have_text("Where is it sent?")
    expect(stepper.locator("h1")).to_be_focused()
    for _ in range(2):
        stepper.keyboard.press("Tab")
    stepper.keyboard.press("Enter")
    expect(stepper.locator("h1")).to_have_text("Set the clock")


def test_a_step_that_cannot_be_loaded_is_left_to_the_browser(site: str, stepper: Any) -> None:
    stepper.evaluate("window.isSamePage = true")
    stepper.evaluate("() => { window.fetch = () => Promise.reject(new Error('offline')); }")
    stepper.get_by_role("link", name="No code arrives").click()
    expect(stepper.locator("h1")).to_have_text("Where is it sent?")
    assert not stepper.evaluate("window.isSamePage ?? false")


def test_search_and_the_menu_of_languages_work_after_a_step(site: str, stepper: Any) -> None:
    """Relative links outside the step stay right, and the menu leads to the same step."""
    stepper.get_by_role("link", name="No code arrives").click()
    expect(stepper.locator("h1")).to_have_text("Where is it sent?")
    stepper.locator("[data-kb=language-switch] summary").click()
    stepper.get_by_role("link", name="Deutsch").click()
    expect(stepper).to_have_url(f"{site}de/{CODE}")
    expect(stepper.locator("h1")).to_have_text("Wohin?")
    stepper.get_by_role("link", name="In eine App").click()
    expect(stepper.locator("h1")).to_have_text("Uhr stellen")
    stepper.fill("[data-kb=search-input]", "anmeldung")
    expect(stepper.get_by_role("option").first).to_contain_text("Anmeldung")


def test_printed_it_is_one_list(site: str, new_page: Callable[..., Any]) -> None:
    page = new_page(javascript=False)
    page.goto(site + START)
    page.emulate_media(media="print")
    for title in ("What happens?", "Where is it sent?", "Set the clock", "Open settings"):
        expect(page.locator(".kb-tree__all").get_by_text(title).first).to_be_visible()
    expect(page.locator(".kb-answers")).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_is_accessible(site: str, new_page: Callable[..., Any], lang: str) -> None:
    page = new_page()
    prefix = "" if lang == "en" else f"{lang}/"
    found: dict[object, list[str]] = {}
    for step in STEPS:
        page.goto(site + prefix + step)
        page.evaluate("document.querySelector('.kb-tree__all')?.setAttribute('open', '')")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found[step, width, scheme] = violations(page)
    assert found == {key: [] for key in found}


def test_everything_that_is_touched_is_high_enough(site: str, new_page: Callable[..., Any]) -> None:
    page = new_page(width=390)
    for step in STEPS:
        page.goto(site + step)
        page.evaluate("document.querySelector('.kb-tree__all')?.setAttribute('open', '')")
        heights = page.locator(".kb-tree :is(a, summary):visible").evaluate_all(
            "all => all.map(each => [each.textContent, each.getBoundingClientRect().height])"
        )
        assert [item for item in heights if item[1] < 44] == []
