# SPDX-License-Identifier: MIT
"""`kbgen strings` begins a site's own interface strings, and pages use them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import Run

CONFIG = """\
site_name: Acme
site_url: https://example.com/
theme: {name: material}
docs_dir: content
plugins:
  - kbgen: {languages: [en, he, de], contact: {email: a@example.com}}
"""
TREE = """
content/en/a.md
| ---
| title: A
| ---
content/he/a.md
| ---
| title: B
| ---
content/de/a.md
| ---
| title: C
| ---
"""
FILE = "content/_data/strings.he.yml"


def problems(checked: Run) -> list[str]:
    """Return the codes of what is wrong, articles aside."""
    codes = [str(item.get("code")) for item in checked.json_lines]
    return [code for code in codes if code.startswith(("KB3", "KB7"))]


def test_missing_texts_become_comments_and_then_texts(
    site: Callable[..., Path], kbgen: Callable[..., Run]
) -> None:
    """Every text that the language lacks, with its plural forms; the file is valid at once."""
    root = site(TREE, CONFIG)
    before = kbgen("check", "--format", "json")
    assert problems(before) == ["KB713"]
    done = kbgen("strings", "he")
    assert (done.code, done.stdout) == (0, f"{FILE}\n")
    path = root / FILE
    text = path.read_text("utf-8")
    assert '# vote.yes: "Yes"\n' in text
    assert [line.partition(":")[0] for line in text.splitlines() if "card.all" in line] == [
        "# card.all.one", "# card.all.two", "# card.all.other",
    ]  # fmt: skip
    assert "skip.content" not in text, "Material has it"
    assert kbgen("check", "--format", "json").stdout == before.stdout
    path.write_text(text.replace('# vote.yes: "Yes"', "vote.yes: כן"), "utf-8")
    assert kbgen("strings", "he").code == 0
    assert path.read_text("utf-8").count("vote.yes") == 1, "nothing is added twice"
    assert kbgen("check", "--strict").code == 1
    built = kbgen("build")
    assert built.code == 0, built.stderr
    assert 'dir="rtl"' in (root / "site/he/a/index.html").read_text("utf-8")


def test_all_texts_become_valid_texts(site: Callable[..., Path], kbgen: Callable[..., Run]) -> None:
    """Without the marks of comments, the file of a translated language changes nothing."""
    root = site(TREE, CONFIG)
    assert "no text to add" in kbgen("strings", "de").stderr
    assert not (root / "content/_data").exists()
    assert kbgen("strings", "de", "--all").code == 0
    path = root / "content/_data/strings.de.yml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line.removeprefix("# ") for line in lines[2:]), "utf-8")
    assert "Startseite" in path.read_text("utf-8")
    checked = kbgen("check", "--format", "json")
    assert problems(checked) == ["KB713"]


def test_a_language_of_another_site_is_refused(
    site: Callable[..., Path], kbgen: Callable[..., Run]
) -> None:
    site(TREE, CONFIG)
    done = kbgen("strings", "fr")
    assert done.code == 2
    assert "'fr' is not a language of this site" in done.stderr


def test_a_wrong_text_fails_the_build(site: Callable[..., Path], kbgen: Callable[..., Run]) -> None:
    root = site(TREE, CONFIG)
    (root / "content/_data").mkdir()
    (root / FILE).write_text("nav.home: בית\n", "utf-8")
    done = kbgen("build")
    assert done.code == 1
    assert f"{FILE}:1:11: KB326" in done.stdout + done.stderr


def test_a_changed_text_changes_the_pages(
    site: Callable[..., Path], kbgen: Callable[..., Run]
) -> None:
    """Also in the next build, which takes unchanged pages from the cache."""
    root = site(TREE, CONFIG)
    assert kbgen("build").code == 0
    (root / "content/_data").mkdir()
    (root / "content/_data/strings.de.yml").write_text("contact.link: Hilfe holen\n", "utf-8")
    assert kbgen("build").code == 0
    assert "Hilfe holen" in (root / "site/de/a/index.html").read_text("utf-8")
    assert "Hilfe holen" not in (root / "site/he/a/index.html").read_text("utf-8")
