# SPDX-License-Identifier: MIT
"""`kbgen new --translate` begins translations, and `kbgen translations` lists and marks them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

CONFIG = """\
site_name: Acme
site_url: https://example.com/
theme: {name: material}
docs_dir: content
plugins:
  - kbgen: {languages: [en, ru, pl], contact: {email: a@example.com}}
"""
SUFFIXES = """\
site_name: Acme
site_url: https://example.com/
theme: {name: material}
docs_dir: content
plugins:
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: en, default: true, name: English}
        - {locale: pl, name: Polski}
  - kbgen: {contact: {email: a@example.com}}
"""
ARTICLE = """\
---
title: Get a card  # a note
kind: how-to
status: published
audience: public
updated: 2026-01-01
questions:
- How do I get a card?
related: [billing-pay]
---
1. Order the [card](pay.md#fees), as in ![the picture](pics/card.png).

## Fees

None.
"""
TREE = {
    "index.md": "---\ntitle: Home\n---\nHello.\n",
    "billing/card.md": ARTICLE,
    "billing/pay.md": "---\ntitle: Pay\n---\n## Fees\n\nNone.\n",
    "billing/pics/card.png": "",
    "billing/_category.yml": "title: Billing\nicon: material/credit-card\norder: 2\n",
    "ru/index.md": "---\ntitle: Главная\n---\nПривет.\n",
}


def write(root: Path, files: dict[str, str], config: str = CONFIG) -> Path:
    (root / "mkdocs.yml").write_text(config, "utf-8")
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root / "content"


def codes(run) -> set[str]:
    return {item["code"] for item in run.json_lines}


def without_comment(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("# ")]


def test_a_translation_is_a_draft_with_the_id_the_fields_and_the_text(tmp_path, kbgen) -> None:
    """Links, pictures and `related` work, and nothing is reported but the draft."""
    content = write(tmp_path, TREE)
    run = kbgen("new", "--translate", "content/billing/card.md", "--lang", "pl")
    assert (run.code, run.stdout) == (0, "content/pl/billing/card.md\n")
    source = (content / "billing/card.md").read_text("utf-8")
    text = (content / "pl/billing/card.md").read_text("utf-8")
    revision = next(line for line in text.splitlines() if line.startswith("source_revision: "))
    fields = "id: billing-card\nstatus: draft\n" + revision
    expected = source.replace("status: published\n", "").replace("updated: 2026-01-01\n", "")
    expected = expected.replace("related: [billing-pay]", f"related: [billing-pay]\n{fields}")
    assert without_comment(text) == expected.splitlines()
    checked = kbgen("check", "--format", "json")
    problems = [item for item in checked.json_lines if item["path"].endswith("pl/billing/card.md")]
    assert [item["code"] for item in problems] == ["KB505"]
    assert kbgen("check", "--strict").code == 0


def test_a_published_translation_leads_back_to_its_source(tmp_path, kbgen) -> None:
    content = write(tmp_path, TREE)
    kbgen("new", "--translate", "content/billing/card.md", "--lang", "pl")
    path = content / "pl/billing/card.md"
    path.write_text(path.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    assert kbgen("build").code == 0
    page = (tmp_path / "site/pl/billing/card/index.html").read_text("utf-8")
    assert 'hreflang="en"' in page
    assert 'src="../../../billing/pics/card.png"' in page
    assert 'href="../../../billing/pay/#fees"' in page


def test_the_category_is_named_until_it_has_a_title(tmp_path, kbgen) -> None:
    """Its icon and its order come from the default language."""
    content = write(tmp_path, TREE)
    run = kbgen("new", "--translate", "content/billing/card.md", "--lang", "pl")
    command = "kbgen new --translate content/billing/_category.yml --lang pl"
    assert run.stderr == f"note: its category has no title in pl: {command}\n"
    listed = kbgen("translations", "--lang", "pl")
    assert "  missing     content/billing/_category.yml\n" in listed.stdout
    run = kbgen(*command.split()[1:])
    assert (run.stdout, run.stderr) == ("content/pl/billing/_category.yml\n", "")
    assert (content / "pl/billing/_category.yml").read_text("utf-8") == "title: Billing\n"
    assert "_category.yml" not in kbgen("translations", "--lang", "pl").stdout
    assert kbgen("new", "--translate", "content/billing/pay.md", "--lang", "pl").stderr == ""


@pytest.mark.parametrize(
    ("sources", "source", "translation"),
    [
        (("en/a/b.md", "ru/c.md"), "content/en/a/b.md", "content/pl/a/b.md"),
        (("a/b.md",), "a/b.md", "content/pl/a/b.md"),
        (("en/a/b.md", "c.md"), "en/a/b.md", "content/pl/a/b.md"),
        (("pl/a/b.md",), "pl/a/b.md", "content/en/a/b.md"),
        (("a/b.md", "pl/c.md"), "pl/c.md", "content/c.md"),
    ],
)
def test_the_folder_is_that_of_the_language(
    tmp_path, kbgen, sources: tuple[str, ...], source: str, translation: str
) -> None:
    content = write(tmp_path, dict.fromkeys(sources, "# Title\n\nText.\n"))
    lang = "en" if source.startswith("pl/") else "pl"
    run = kbgen("new", "--translate", source, "--lang", lang)
    assert run.stdout.strip() == translation, run.stderr
    assert (content.parent / translation).is_file()


@pytest.mark.parametrize(
    ("source", "lang", "translation"),
    [
        ("a/b.md", "pl", "a/b.pl.md"),
        ("a/b.en.md", "pl", "a/b.pl.md"),
        ("a/b._en.md", "pl", "a/b._pl.md"),
        ("a/b.pl.md", "en", "a/b.md"),
    ],
)
def test_the_suffix_is_that_of_the_language(
    tmp_path, kbgen, source: str, lang: str, translation: str
) -> None:
    content = write(tmp_path, {source: "# Title\n\nText.\n"}, SUFFIXES)
    run = kbgen("new", "--translate", f"content/{source}", "--lang", lang)
    assert run.stdout.strip() == f"content/{translation}", run.stderr
    text = (content / translation).read_text("utf-8")
    assert "id: a-b\n" in text
    assert ("source_revision: " in text) == (lang == "pl")


def test_the_source_can_be_a_translation(tmp_path, kbgen) -> None:
    """The copy is a translation of the revision that the translation names."""
    russian = "---\ntitle: Карта\nsource_revision: 0123456789abcdef\n---\nТекст.\n"
    content = write(tmp_path, TREE | {"ru/billing/card.md": russian})
    run = kbgen("new", "--translate", "ru/billing/card.md", "--lang", "pl")
    text = (content / "pl/billing/card.md").read_text("utf-8")
    assert run.code == 0
    assert "title: Карта\n" in text
    assert "id: billing-card\n" in text
    assert "source_revision: 0123456789abcdef\n" in text


def test_the_path_may_begin_in_any_folder(tmp_path, kbgen, monkeypatch) -> None:
    content = write(tmp_path, TREE)
    assert kbgen("new", "--translate", "billing/card.md", "--lang", "pl").code == 0
    assert kbgen("new", "--translate", str(content / "billing/pay.md"), "--lang", "pl").code == 0


def test_old_addresses_stay_with_the_source(tmp_path, kbgen) -> None:
    """A redirect leads to one page; what replaces the article is the same in every language."""
    fields = "redirect_from: [/old/pin/]\nreplaced_by: [billing-pay]\nreviewed: 2026-01-01\n"
    content = write(tmp_path, TREE | {"pin.md": f"---\ntitle: PIN\n{fields}---\nText.\n"})
    assert kbgen("new", "--translate", "pin.md", "--lang", "pl").code == 0
    text = (content / "pl/pin.md").read_text("utf-8")
    assert "redirect_from" not in text
    assert "reviewed" not in text
    assert "replaced_by: [billing-pay]\n" in text


def test_private_articles_stay_private(tmp_path, kbgen) -> None:
    """The audience is carried, also of an article that this site does not publish."""
    private = "---\ntitle: Reset a PIN\naudience: agent\n---\nText.\n"
    content = write(tmp_path, TREE | {"pin.md": private})
    assert kbgen("new", "--translate", "pin.md", "--lang", "pl").code == 0
    assert "audience: agent\n" in (content / "pl/pin.md").read_text("utf-8")
    assert "content/pin.md" in kbgen("translations", "--lang", "ru").stdout


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["billing/card.md"], "the language of the translation is missing", "one of en, ru, pl"),
        (["billing/card.md", "-l", "de"], "'de' is not a language of this site", "`languages`"),
        (["billing/card.md", "-l", "en"], "content/billing/card.md is in en already", "ru, pl"),
        (["index.md", "-l", "ru"], "content/ru/index.md is the translation", "Edit that file"),
        (["billing/crad.md", "-l", "pl"], "there is no file billing/crad.md", "from content/"),
        (["mkdocs.yml", "-l", "pl"], "mkdocs.yml is outside the content folder", "content"),
        (["billing/pics/card.png", "-l", "pl"], "card.png is no article", "Markdown"),
        (["billing/_category.yml", "-l", "en"], "_category.yml is in en already", "ru, pl"),
        (["broken.md", "-l", "pl"], "content/broken.md is no article", "kbgen check"),
        (["braces.md", "-l", "pl"], "front matter of content/braces.md", "a line of its own"),
    ],
)
def test_what_cannot_be_translated(
    tmp_path, kbgen, arguments: list[str], message: str, hint: str
) -> None:
    """A message names the reason, and a hint what to do. Nothing is written."""
    others = {"broken.md": "---\ntitle: A: b\n---\n", "braces.md": "---\n{title: A}\n---\nText.\n"}
    content = write(tmp_path, TREE | others)
    before = sorted(content.rglob("*"))
    run = kbgen("new", "--translate", *arguments)
    assert run.code == 2
    error, hinted = run.stderr.splitlines()
    assert error.startswith("error: ")
    assert message in error
    assert hinted.startswith("hint: ")
    assert hint in hinted
    assert sorted(content.rglob("*")) == before


def test_new_wants_either_a_title_or_a_source(tmp_path, kbgen) -> None:
    write(tmp_path, TREE)
    assert "Give a kind and a title" in kbgen("new", "faq").stderr
    run = kbgen("new", "faq", "A", "--translate", "index.md", "--lang", "pl")
    assert run.code == 2
    assert "A translation has the kind, the title, and the category" in run.stderr


@pytest.mark.parametrize("command", [["translations"], ["new", "--translate", "a.md", "-l", "pl"]])
def test_a_site_with_one_language_says_so(tmp_path, kbgen, command: list[str]) -> None:
    write(tmp_path, {"a.md": "# A\n"}, CONFIG.replace("languages: [en, ru, pl], ", ""))
    run = kbgen(*command)
    assert run.code == 2
    assert run.stderr.splitlines()[0] == "error: this site has one language, en"
    assert "`languages: [en, de]`" in run.stderr


# The list


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.email=a@example.com", "-c", "user.name=A"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_the_list_names_missing_old_and_unfinished_translations(tmp_path, kbgen) -> None:
    """An old one is listed with the passages that changed since, even if the source was moved."""
    content = write(tmp_path, TREE)
    for name in ("index.md", "billing/card.md", "billing/pay.md"):
        kbgen("new", "--translate", name, "--lang", "pl")
    for name in ("index.md", "billing/card.md"):
        path = content / "pl" / name
        path.write_text(path.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=First")
    text = ARTICLE.replace("kind:", "id: billing-card\nkind:").replace("None.", "Five euros.")
    (content / "billing/card.md").unlink()
    (content / "billing/order-card.md").write_text(text, "utf-8")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=Second")
    run = kbgen("translations")
    assert run.code == 0
    assert run.stdout == (
        "ru: 2 missing, 1 unmarked\n"
        "  missing     content/billing/order-card.md\n"
        "  missing     content/billing/pay.md\n"
        "  unmarked    content/ru/index.md\n"
        "pl: 1 missing, 1 old, 1 draft, 1 current\n"
        "  missing     content/billing/_category.yml\n"
        "  old         content/pl/billing/card.md\n"
        "              content/billing/order-card.md has changed: “Fees”\n"
        "  draft       content/pl/billing/pay.md\n"
    )
    assert run.stderr.startswith("note: 'kbgen new --translate FILE --lang LANG' begins")
    assert kbgen("translations", "--strict").code == 1
    lines = kbgen("translations", "--format", "json", "--lang", "pl").json_lines
    old = next(item for item in lines if item["state"] == "old")
    revision = old.pop("revision")
    assert old == {
        "lang": "pl",
        "state": "old",
        "id": "billing-card",
        "source": "content/billing/order-card.md",
        "path": "content/pl/billing/card.md",
        "changes": [{"heading": "Fees", "kind": "changed"}],
    }
    assert [item["state"] for item in lines] == ["old", "draft", "current", "missing"]
    run = kbgen("translations", "--mark", "pl/billing/card.md")
    assert (run.code, run.stdout) == (0, "content/pl/billing/card.md\n")
    assert f"source_revision: {revision}\n" in (content / "pl/billing/card.md").read_text("utf-8")
    assert "pl: 1 missing, 1 draft, 2 current\n" in kbgen("translations").stdout


def test_without_git_the_list_only_says_that_the_source_has_changed(tmp_path, kbgen) -> None:
    old = "---\ntitle: Pole\nsource_revision: 0123456789abcdef\n---\nTekst.\n"
    write(tmp_path, TREE | {"pl/billing/pay.md": old})
    listed = kbgen("translations", "--lang", "pl").stdout
    assert "              content/billing/pay.md has changed\n" in listed


def test_a_strict_list_passes_when_everything_is_translated(tmp_path, kbgen) -> None:
    """A draft of a source needs no translation, and one without a revision does not fail."""
    files = {"a.md": "# A\n", "pl/a.md": "# A\n", "b.md": "---\ntitle: B\nstatus: draft\n---\n"}
    write(tmp_path, files, CONFIG.replace("ru, ", ""))
    run = kbgen("translations", "--strict")
    assert (run.code, run.stdout, run.stderr) == (
        0,
        "pl: 1 unmarked\n  unmarked    content/pl/a.md\n",
        "",
    )


def test_marking_keeps_every_other_byte(tmp_path, kbgen) -> None:
    content = write(tmp_path, TREE)
    path = content / "ru/index.md"
    path.write_bytes("\ufeff---\r\ntitle: Главная # x\r\n---\r\nПривет.\r\n".encode())
    assert kbgen("translations", "--mark", "content/ru/index.md").code == 0
    before, after = path.read_bytes().split(b"source_revision: ")
    assert before == "\ufeff---\r\ntitle: Главная # x\r\n".encode()
    assert after[16:] == "\r\n---\r\nПривет.\r\n".encode()
    assert "ru: 2 missing, 1 current\n" in kbgen("translations").stdout


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("billing/pay.md", "is in en, the language that the others are translated from"),
        ("ru/only.md", "no article in en has the id only"),
        ("ru/gone.md", "there is no file ru/gone.md"),
    ],
)
def test_only_translations_can_be_marked(tmp_path, kbgen, file: str, message: str) -> None:
    write(tmp_path, TREE | {"ru/only.md": "# Только\n\nТекст.\n"})
    run = kbgen("translations", "--mark", file)
    assert run.code == 2
    assert message in run.stderr
    assert "hint: " in run.stderr


def test_a_fresh_translation_with_revision_0_is_not_called_changed(tmp_path, kbgen) -> None:
    """Nothing is known of its source's changes, so neither the message nor the page speaks of any.

    The message says which value to write, and `--mark` writes it.
    """
    fresh = "---\ntitle: Pole\nsource_revision: 0\n---\nTekst.\n"
    write(tmp_path, TREE | {"pl/billing/pay.md": fresh})
    item = next(item for item in kbgen("check", "--format", "json").json_lines)
    assert item["code"] == "KB308"
    assert "is not finished: its revision is 0" in item["message"]
    assert "changed" not in item["message"]
    assert "  unfinished  content/pl/billing/pay.md\n" in kbgen("translations").stdout
    assert kbgen("build").code == 0
    page = (tmp_path / "site/pl/billing/pay/index.html").read_text("utf-8")
    assert 'data-kb="newer-source"' not in page
    assert kbgen("translations", "--mark", "pl/billing/pay.md").code == 0
    text = (tmp_path / "content/pl/billing/pay.md").read_text("utf-8")
    value = next(line for line in text.splitlines() if line.startswith("source_revision"))
    assert item["hint"].endswith(f"set `{value}`.")
    assert "KB308" not in codes(kbgen("check", "--format", "json"))
