# SPDX-License-Identifier: MIT
"""What `pip install kbgen` gives builds a site from mkdocs.yml and content/ alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from optional_packages import required

ROOT = Path(__file__).parents[2]
TREE = """
content/one.md
    | ---
    | title: One
    | ---
    | See [two](two.md).
content/two.md
    | ---
    | title: Two
    | ---
    | Text about printers.
"""


def call(*command: str, folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=1800, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    required("build")
    required("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    call(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(ROOT),
        folder=folder,
    )
    return next(folder.glob("kbgen-*.whl"))


def test_the_wheel_carries_theme_templates_and_diagnostics(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    assert {
        "kbgen/_theme/main.html",
        "kbgen/_theme/strings/pl.yml",
        "kbgen/_theme/assets/javascripts/search/worker.js",
        "kbgen/_diagnostics/kb101.md",
        "kbgen/content/templates/ru/faq.md",
    } <= names
    assert not [name for name in names if name.startswith(("tests/", "content/"))]


def test_the_wheel_carries_every_file_that_init_writes(wheel: Path) -> None:
    data = ROOT / "kbgen/content/scaffold/data"
    needed = {path.relative_to(ROOT).as_posix() for path in data.rglob("*") if path.is_file()}
    assert needed <= set(ZipFile(wheel).namelist())


@pytest.mark.network
def test_a_clean_environment_builds_a_site(wheel: Path, site, tmp_path: Path) -> None:
    site(TREE)
    environment = tmp_path / "environment"
    call(sys.executable, "-m", "venv", "--without-pip", str(environment), folder=tmp_path)
    pip = (sys.executable, "-m", "pip", "--python", str(environment))
    call(*pip, "install", "--quiet", "--no-compile", str(wheel), folder=tmp_path)
    kbgen = str(environment / "bin/kbgen")
    call(kbgen, "build", "--strict", folder=tmp_path)
    assert "Text about printers" in (tmp_path / "site/two/index.html").read_text("utf-8")
    assert call(kbgen, "verify", folder=tmp_path) == ""
    assert "KB101" in call(kbgen, "explain", "KB101", folder=tmp_path)
    for engine in ("whoosh", "browser"):
        assert '"id": "two"' in call(
            kbgen, "search", "printer", "--engine", engine, "--json", folder=tmp_path
        )
    call(kbgen, "init", "new", "--lang", "en,pl", "--ci", "github", folder=tmp_path)
    call(kbgen, "build", "--strict", folder=tmp_path / "new")
    assert (tmp_path / "new/site/pl/index.html").is_file()
