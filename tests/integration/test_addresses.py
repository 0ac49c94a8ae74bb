# SPDX-License-Identifier: MIT
"""`kbgen lock`, `kbgen check --fix`, and both ways of building, as a writer meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import Run, run
from integration.plugins.plugin_sites import article, config
from locked_site import LockedSite

Kbgen = Callable[..., Run]
LONG = (
    "Open the settings of your account, choose the card that you want to remove, and confirm it "
    "with the code from our email. It takes about a minute until the change is visible everywhere."
)
LOCK = Path("content", "_data", "urls.lock")
REDIRECTS = Path("content", "_data", "redirects.yml")


def write(root: Path, *plugins: str, **texts: str) -> None:
    """Write a site with an article to move, and others."""
    files = {"index": article("Help", "Welcome."), "billing/refund": article("Refund", LONG)}
    for name, text in (files | texts).items():
        path = root / f"content/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text(config(*plugins), "utf-8")


def move(root: Path) -> None:
    (root / "content/billing/refund.md").rename(root / "content/billing/money-back.md")


def lost(done: Run) -> list[str]:
    lines = (done.stdout + done.stderr).splitlines()
    return [line.partition("KB321 ")[2] for line in lines if "KB321" in line]


def test_from_the_first_lock_to_the_redirect(tmp_path: Path, kbgen: Kbgen) -> None:
    """Check and build fail until the redirect is there; then the old address works."""
    write(tmp_path)
    locked = kbgen("lock")
    assert locked.stdout.splitlines() == [
        "/",
        "billing/",
        "billing/refund/",
        "contact/",
        "search/",
    ]
    assert "content/_data/urls.lock: 5 new addresses\n" in locked.stderr
    assert "content/_data/urls.lock merge=union" in locked.stderr
    assert kbgen("check", "--strict").code == 0
    assert kbgen("build").code == 0
    move(tmp_path)
    mkdocs = ("mkdocs", "build", "--site-dir", "other")  # the last build shows where pages went
    for command in ("check", "check", "mkdocs", "mkdocs"):
        done = run(tmp_path, *mkdocs) if command == "mkdocs" else kbgen(command)
        assert lost(done) == ["the address billing/refund/ is gone"]
        assert done.code == (0 if command == "mkdocs" else 1)
    assert not (tmp_path / REDIRECTS).exists()
    fixed = kbgen("check", "--fix")
    assert (
        "content/_data/redirects.yml: billing/refund/ leads to billing/money-back/, because it has"
        " 100% of the text" in fixed.stderr
    )
    assert "write `id: billing-refund` in content/billing/money-back.md: its votes" in fixed.stderr
    assert fixed.code == 0
    assert "KB323 1 address is not in urls.lock yet, such as billing/money-back/" in fixed.stdout
    before = (tmp_path / REDIRECTS).read_bytes()
    assert kbgen("check", "--fix").code == 0
    assert (tmp_path / REDIRECTS).read_bytes() == before
    assert kbgen("lock").stdout == "billing/money-back/\n"
    assert kbgen("check", "--strict").code == 0
    assert kbgen("build").code == 0
    page = (tmp_path / "site/billing/refund/index.html").read_text("utf-8")
    assert "billing/money-back/" in page or "../money-back/" in page


def test_a_deleted_page_fails_every_build_and_is_named(tmp_path: Path, kbgen: Kbgen) -> None:
    """With the cache and without it; `--fix` names what it cannot find."""
    write(tmp_path, a=article("A", LONG.upper()[:150]))
    kbgen("lock")
    (tmp_path / "content/billing/refund.md").unlink()
    expected = ["the address billing/ is gone", "the address billing/refund/ is gone"]
    for _ in range(2):
        built = kbgen("build")
        assert (built.code, lost(built)) == (1, expected)
    fixed = kbgen("check", "--fix", "--format", "json")
    assert fixed.code == 1
    assert "note: no redirect for billing/refund/: nothing shows where it went" in fixed.stderr
    assert {item["code"] for item in fixed.json_lines} == {"KB321"}


def test_without_a_lock_there_is_nothing_to_fix(tmp_path: Path, kbgen: Kbgen) -> None:
    """The site does not use it, and stays as it is."""
    write(tmp_path)
    done = kbgen("check", "--strict", "--fix")
    assert done.code == 0
    assert "nothing to fix: the site has no content/_data/urls.lock" in done.stderr
    assert not (tmp_path / "content/_data").exists()


def test_lock_refuses_a_file_that_it_cannot_read(tmp_path: Path, kbgen: Kbgen) -> None:
    """Writing it again would lose addresses."""
    write(tmp_path)
    (tmp_path / "content/_data").mkdir()
    (tmp_path / LOCK).write_bytes(b"a/\nb\xff/\n")
    done = kbgen("lock")
    assert done.code == 1
    assert "content/_data/urls.lock:2:2: KB101" in done.stderr
    assert (tmp_path / LOCK).read_bytes() == b"a/\nb\xff/\n"


def test_the_pages_of_the_plugin_redirects_are_targets(tmp_path: Path, kbgen: Kbgen) -> None:
    """It writes them beside ours."""
    write(tmp_path)
    kbgen("lock")
    move(tmp_path)
    maps = "{billing/refund.md: billing/money-back.md, old.md: index.md}"
    (tmp_path / "mkdocs.yml").write_text(config(f"redirects: {{redirect_maps: {maps}}}"), "utf-8")
    assert kbgen("check").code == 0
    assert kbgen("lock").stdout.splitlines() == ["billing/money-back/", "old/"]


def test_pages_that_plugins_make(tmp_path: Path, kbgen: Kbgen) -> None:
    """A check does not run the plugin; lock, build and `--fix` do."""
    write(tmp_path, "gen-files: {scripts: [pages.py]}")
    script = "import mkdocs_gen_files\nwith mkdocs_gen_files.open('{}.md', 'w') as file:\n"
    script += "    file.write('# API')\n"
    (tmp_path / "pages.py").write_text(script.format("reference/api"), "utf-8")
    assert "reference/api/" in kbgen("lock").stdout.splitlines()
    assert kbgen("build").code == 0
    (tmp_path / "pages.py").write_text(script.format("reference/tools"), "utf-8")
    checked = kbgen("check")
    assert (checked.code, lost(checked)) == (0, [])
    assert (
        "'kbgen build' compares the addresses with urls.lock: it runs gen-files" in checked.stderr
    )
    built = kbgen("build")
    assert (built.code, lost(built)) == (1, ["the address reference/api/ is gone"])
    assert "note: no redirect for reference/api/" in kbgen("check", "--fix").stderr


def test_an_edit_changes_the_hint_as_a_build_from_scratch_does(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    """A hint compares texts, so the text of another article changes it."""
    write(tmp_path)
    kbgen("lock")
    site = LockedSite(tmp_path, {})
    site.git("init", "-q")
    site.git("add", "content")
    site.git("commit", "-q", "-m", "x")
    move(tmp_path)
    assert "100% of the text" in kbgen("build").stderr
    new = tmp_path / "content/billing/money-back.md"
    new.write_text(article("Refund", LONG[:130]), "utf-8")
    again, fresh = kbgen("build"), kbgen("build", "--work-dir", "fresh")
    hints = [
        [line for line in done.stderr.splitlines() if "hint:" in line] for done in (again, fresh)
    ]
    assert hints[0] == hints[1]
    assert "100%" not in hints[0][0]
