# SPDX-License-Identifier: MIT
"""Files of troubleshooters: what they may say, and the proof that every way through one ends."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest
from content_sites import lines, load_files, resolve, settings_for, write

from kbgen.content import checks
from kbgen.content.loader import LoadResult, load

FILE = "content/_data/troubleshooters/sign-in.yml"
HAPPENS = """\
happens:
  question: What happens?
  answers:
    - {answer: Wrong password, article: reset}
    - {answer: No code, step: code}
  unsure: code
"""
CODE = """\
code:
  question: Where is it sent?
  help: The page says it.
  answers:
    - {answer: To an app, step: clock}
    - {answer: By text message, contact: true}
"""
CLOCK = """\
clock:
  solution: Set the clock
  remedy: [Open the settings., Turn on automatic time.]
  article: reset
"""
ARTICLE = "---\ntitle: Reset your password\nid: reset\n---\nText.\n"


def tree(*steps: str, title: str = "title: Sign-in problems\n") -> str:
    return f"{title}steps:\n" + indent("".join(steps), "  ")


def loaded(root: Path, text: str, *languages: str, **files: str) -> LoadResult:
    name = files.pop("name", "sign-in.yml")
    pages = {f"{lang}/reset.md": ARTICLE for lang in languages} or {"reset.md": ARTICLE}
    return load_files(root, {**pages, f"_data/troubleshooters/{name}": text, **files}, *languages)


def problems(root: Path, *steps: str) -> list[str]:
    result = loaded(root, tree(*steps))
    assert not (result.diagnostics and result.kb.troubleshooters)
    return [line.removeprefix(f"{FILE}:") for line in lines(result.diagnostics)]


def test_a_file_becomes_questions_and_solutions_with_addresses(tmp_path: Path) -> None:
    result = loaded(tmp_path, "questions: [cannot log in]\n" + tree(HAPPENS, CODE, CLOCK))
    assert result.diagnostics == ()
    (found,) = result.kb.troubleshooters
    assert (found.id, found.lang, found.title) == ("sign-in", "en", "Sign-in problems")
    assert (found.path, found.questions) == (
        "_data/troubleshooters/sign-in.yml",
        ("cannot log in",),
    )
    assert [(step.name, step.url) for step in found.steps] == [
        ("happens", "troubleshooters/sign-in/"),
        ("code", "troubleshooters/sign-in_code/"),
        ("clock", "troubleshooters/sign-in_clock/"),
    ]
    happens, code, clock = found.steps
    assert [(way.text, way.step, way.article) for way in happens.ways] == [
        ("Wrong password", "", "reset"),
        ("No code", "code", ""),
        ("", "code", ""),
    ]
    assert (code.text, code.ways[-1].step) == ("The page says it.", "")
    assert (clock.title, clock.remedy, clock.article, clock.ways) == (
        "Set the clock",
        ("Open the settings.", "Turn on automatic time."),
        "reset",
        (),
    )


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (
            (HAPPENS, CODE.replace("step: clock", "step: happens")),
            "KB333 the answers lead in a circle: happens → code → happens",
        ),
        (
            (HAPPENS, CODE.replace("step: clock", "step: code")),
            "KB333 the answers lead in a circle: code → code",
        ),
        (
            (HAPPENS, CODE.replace("step: clock", "contact: true") + "  unsure: happens\n"),
            "KB333 the answers lead in a circle: happens → code → happens",
        ),
        ((HAPPENS,), "KB334 there is no step code"),
        (
            (HAPPENS, CODE.replace(", step: clock", "")),
            "KB334 an answer to the question code leads nowhere",
        ),
        (
            (HAPPENS, CODE.replace("step: clock", "step: code, contact: true")),
            "KB334 an answer to the question code leads to several places",
        ),
        ((HAPPENS, "code:\n  question: Where?\n"), "KB334 the question code has no answers"),
        ((HAPPENS, "code:\n  solution: Wait\n"), "KB334 the solution code is empty"),
        (
            (HAPPENS, "code:\n  help: Wait\n"),
            "KB334 the step code needs either a question or a solution",
        ),
        (
            (HAPPENS, CODE.replace("help", "remedy"), CLOCK),
            "KB334 the question code has a remedy or an article of its own",
        ),
        (
            (HAPPENS, CODE, CLOCK + "  unsure: code\n"),
            "KB334 the solution clock has answers, which readers would not see",
        ),
        (
            (HAPPENS, CODE, CLOCK, CLOCK.replace("clock", "other")),
            "KB335 no answer leads to the step other",
        ),
    ],
)
def test_a_way_that_ends_nowhere_keeps_it_out_of_the_site(
    tmp_path: Path, steps: tuple[str, ...], found: str
) -> None:
    reported = [line.split(": ", 1)[1] for line in problems(tmp_path, *steps)]
    assert reported[0] == found


def test_a_problem_has_the_line_of_its_answer(tmp_path: Path) -> None:
    text = dedent(
        """\
        title: T
        steps:
          a:
            question: Q
            answers:
              - answer: One
                step: b
        """
    )
    (problem,) = loaded(tmp_path, text).diagnostics
    assert str(problem) == f"{FILE}:6:9: KB334 there is no step b"
    assert problem.hint == "The steps are: a."


def test_shared_steps_are_no_circle(tmp_path: Path) -> None:
    assert problems(tmp_path, HAPPENS.replace("article: reset", "step: clock"), CODE, CLOCK) == []


def local(text: str) -> str:
    """Return a tree with texts in English and Polish."""
    for word in ("Sign-in problems", "What happens?", "Yes", "No"):
        text = text.replace(word, f"{{en: {word!r}, pl: {word[::-1]!r}}}")
    return text


SHORT = tree(
    "happens:\n  question: What happens?\n  answers:\n"
    "    - {answer: Yes, article: reset}\n    - {answer: No, contact: true}\n"
)


def test_each_language_has_its_own_texts_and_addresses(tmp_path: Path) -> None:
    result = loaded(tmp_path, local(SHORT), "en", "pl")
    assert result.diagnostics == ()
    assert [(item.lang, item.title, item.url) for item in result.kb.troubleshooters] == [
        ("en", "Sign-in problems", "troubleshooters/sign-in/"),
        ("pl", "smelborp ni-ngiS", "pl/troubleshooters/sign-in/"),
    ]
    assert result.kb.troubleshooters[1].steps[0].answers[0].text == "seY"


def test_a_text_that_a_language_lacks_is_reported(tmp_path: Path) -> None:
    result = loaded(tmp_path, local(SHORT).replace(", pl: 'oN'", ""), "en", "pl")
    assert lines(result.diagnostics) == [
        f"{FILE}:7:18: KB336 troubleshooter.steps.happens.answers.answer has no text in the language pl"
    ]
    assert result.kb.troubleshooters == ()


def test_a_plain_text_is_in_the_default_language(tmp_path: Path) -> None:
    result = loaded(tmp_path, SHORT, "en", "pl")
    assert {problem.code for problem in result.diagnostics} == {"KB336"}
    assert len(result.diagnostics) == 4


def test_a_language_that_the_site_does_not_have_is_reported(tmp_path: Path) -> None:
    result = loaded(tmp_path, local(SHORT), "en")
    assert lines(result.diagnostics)[0] == (
        f"{FILE}:1:33: KB336 troubleshooter.title: 'pl' is not a language of this site"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: T\n", "1:1: KB205 troubleshooter: field steps is missing"),
        ("title: T\nsteps: []\n", "1:1: KB205 troubleshooter: field steps is missing"),
        ("title: T\nsteps: [a]\n", "2:8: KB203 troubleshooter.steps is not a mapping"),
        (
            "title: T\nsteps:\n  A b:\n    question: Q\n",
            "3:3: KB203 troubleshooter.steps: the name: “A b” is not an id",
        ),
        (
            "title: T\nsteps:\n  a:\n    questoin: Q\n",
            "4:5: KB202 troubleshooter.steps.a: unknown field questoin",
        ),
        ("title: [\n", "2:1: KB201"),
    ],
)
def test_a_wrong_field_is_reported_where_it_is(tmp_path: Path, text: str, found: str) -> None:
    result = loaded(tmp_path, text)
    assert lines(result.diagnostics)[0].startswith(f"{FILE}:{found}")
    assert result.kb.troubleshooters == ()


def test_a_file_name_must_be_an_id(tmp_path: Path) -> None:
    result = loaded(tmp_path, SHORT, name="Sign in.yml")
    (problem,) = result.diagnostics
    assert (problem.code, problem.message) == (
        "KB203",
        "the file name: “Sign in” is not an id",
    )


@pytest.mark.parametrize("other", ["troubleshooters/sign-in.md", "troubleshooters/sign-in/x.md"])
def test_an_article_with_its_address_is_reported(tmp_path: Path, other: str) -> None:
    files = {other: ARTICLE.replace("reset", "other")}
    result = load_files(
        tmp_path, {**files, "reset.md": ARTICLE, "_data/troubleshooters/sign-in.yml": SHORT}
    )
    assert [problem.code for problem in result.diagnostics] == ["KB302"]
    assert result.kb.troubleshooters == ()


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("id: reste", "Did you mean reste?"),
        (
            "id: reset\nstatus: draft",
            "It is a draft or for another audience: publish it, or name another article.",
        ),
    ],
)
def test_an_article_that_readers_cannot_open_is_reported(
    tmp_path: Path, fields: str, hint: str
) -> None:
    article = ARTICLE.replace("id: reset", fields)
    files = {"reset.md": article, "_data/troubleshooters/sign-in.yml": SHORT}
    settings = settings_for(write(tmp_path, files))
    result = load(settings)
    (problem,) = [item for item in checks.run(result.kb, settings, {}) if item.code == "KB337"]
    assert (problem.path, problem.line, problem.hint) == (FILE, 6, hint)
    assert problem.message == "there is no article with the id reset in the language en"


@pytest.mark.parametrize(
    ("lang", "href"),
    [("en", "../../troubleshooters/sign-in/"), ("pl", "../../../pl/troubleshooters/sign-in/")],
)
def test_a_link_to_the_file_leads_to_the_page_in_the_language_of_the_article(
    tmp_path: Path, lang: str, href: str
) -> None:
    files = {
        f"{each}/a/b.md": "[x](../../_data/troubleshooters/sign-in.yml)" for each in ("en", "pl")
    }
    files |= {f"{each}/reset.md": ARTICLE for each in ("en", "pl")}
    files["_data/troubleshooters/sign-in.yml"] = local(SHORT)
    html, found = resolve(tmp_path, files, f"{lang}/a/b.md", "en", "pl")
    assert found == []
    assert f'href="{href}"' in html
