# SPDX-License-Identifier: MIT
"""Everything outside `mkdocs_plugin` works where MkDocs, Material and Jinja are not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ENGINE_BLOCKER = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("mkdocs", "material", "jinja2"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocker())
"""


def without_engine(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _ENGINE_BLOCKER + code],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def test_check_and_search_run(site, tmp_path: Path) -> None:
    site("content/a.md\n| ---\n| title: Printer\n| ---\n| Text.\n")
    checked = without_engine("from kbgen.cli import main; main(['check'])", tmp_path)
    assert checked.returncode == 0, checked.stderr
    searched = without_engine(
        "from kbgen.cli import main; main(['search', 'printers', '--json'])", tmp_path
    )
    assert searched.returncode == 0, searched.stderr
    assert '"id": "a"' in searched.stdout


def test_build_says_what_is_missing(site, tmp_path: Path) -> None:
    site("content/a.md\n| ---\n| title: A\n| ---\n")
    built = without_engine("from kbgen.cli import main; main(['build'])", tmp_path)
    assert built.returncode == 3
    assert "python -m pip install mkdocs-material\n" in built.stderr
