# SPDX-License-Identifier: MIT
"""Sites with MkDocs' plugins for the tests of this folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

from conftest import Run
from property.incremental import built_site

HEAD = """\
site_name: Acme help
site_url: https://help.example.com/
theme: {name: material, font: false}
docs_dir: content
extra: {product: Acme Cloud}
plugins:
  - kbgen:
      contact: {email: help@example.com}
"""


def config(*plugins: str) -> str:
    """A settings file with these plugins, each a line of YAML."""
    return HEAD + "".join(f"  - {plugin}\n" for plugin in plugins)


def git(folder: Path, *arguments: str, day: str = "2024-03-05") -> None:
    """Run Git as one author, at noon of a day."""
    when = f"{day}T12:00:00 +0000"
    names = {"GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.com"}
    names |= {"GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.com"}
    environment = {
        **names,
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
        "PATH": "/usr/bin:/bin:/usr/local/bin",
    }
    subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True
    )


def commit(folder: Path, day: str) -> None:
    """Commit everything that is no output of a build."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
        (folder / ".git/info/exclude").write_text("site*\n.*\n", "utf-8")
    git(folder, "add", "content", "mkdocs.yml")
    git(folder, "commit", "-qm", day, "--allow-empty", day=day)


def here(folder: Path, *arguments: str) -> Run:
    """Run a kbgen command in this process, which is quicker; what it prints is all together."""
    code, printed = built_site.run(folder, *arguments)
    assert "Traceback" not in printed
    return Run(code, printed, printed)


def published(folder: Path) -> dict[str, bytes]:
    """Every file of a site, but for the manifest."""
    paths = (
        path for path in folder.rglob("*") if path.is_file() and path.name != "kb-manifest.json"
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def article(title: str, text: str, *fields: str) -> str:
    """An article's file."""
    return "\n".join(["---", f"title: {title}", *fields, "---", text, ""])
