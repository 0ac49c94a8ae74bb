# SPDX-License-Identifier: MIT
"""Sites as people have them: each builds right, or every problem has a message with its place.

In: `cases.yml`. Each case has files (content or, with `/` first, beside mkdocs.yml), settings that
are added, every message of the build, and parts of the pages (`shown`, `hidden`), files that are
`published` or `left_out`. White space between elements does not count.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from property.incremental.built_site import run

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("cases.yml").read_text("utf-8")
)
SETTINGS = """\
site_name: Acme help
site_url: https://help.example.com/kb/
docs_dir: content
theme: {theme}
plugins:
{plugins}  - kbgen: {{contact: {{email: help@example.com}}{kbgen}}}
{more}"""
MESSAGE = re.compile(r"^(?:error|warning): (.*)$", re.MULTILINE)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364"
    "60000000060002308 1d02f0000000049454e44ae426082".replace(" ", "")
)
KEYS = {"case", "files", "theme", "plugins", "kbgen", "more"}
KEYS |= {"messages", "hints", "shown", "hidden", "published", "left_out"}


def write_site(root: Path, case: dict[str, Any]) -> None:
    for path, text in case["files"].items():
        file = root / path[1:] if path.startswith("/") else root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(PNG if path.endswith(".png") else text.encode())
    settings = SETTINGS.format(
        theme=case.get("theme", "{name: material, font: false}"),
        plugins="".join(f"  - {name}\n" for name in case.get("plugins", ())),
        kbgen=case.get("kbgen", ""),
        more=case.get("more", ""),
    )
    (root / "mkdocs.yml").write_text(settings, "utf-8")


def page(root: Path, path: str) -> str:
    html = (root / "site" / path).read_text("utf-8")
    return re.sub(r">\s+<", "><", html)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_site_is_right_or_every_problem_is_named(tmp_path: Path, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    write_site(tmp_path, case)
    code, printed = run(tmp_path, "build", "--jobs", "1", "--all")
    assert "Traceback" not in printed
    messages = MESSAGE.findall(printed)
    assert messages == case.get("messages", [])
    assert code == int(bool(re.search(r"^error: ", printed, re.MULTILINE)))
    for hint in case.get("hints", ()):
        assert f"    hint: {hint}\n" in printed
    for path, parts in case.get("shown", {}).items():
        html = page(tmp_path, path)
        assert [part for part in parts if part not in html] == [], html
    for path, parts in case.get("hidden", {}).items():
        html = page(tmp_path, path)
        assert [part for part in parts if part in html] == [], html
    site = tmp_path / "site"
    assert [path for path in case.get("published", ()) if not (site / path).is_file()] == []
    assert [path for path in case.get("left_out", ()) if (site / path).exists()] == []
