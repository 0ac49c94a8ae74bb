# SPDX-License-Identifier: MIT
"""Scripts as they travel: joined, without comments, and still doing the same."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from search_support import needs_node

from kbgen.errors import InternalError
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.scripts import joined, minified

MODULES = {
    "a/main.js": (
        'import { twice as double, LIMIT } from "./numbers.js"\nconst own = 1\nconsole.log(double(LIMIT) + own)\n'
    ),
    "a/numbers.js": (
        'import { own } from "../own.js";\n'
        "export const LIMIT = own\nexport function twice(n) { return 2 * n }\nexport class Unused {}\n"
    ),
    "own.js": "/** Comment. */\nexport const own = 20 // another\n",
    "stranger.js": "throw new Error()\n",
}


def run(script: str, tmp_path: Path) -> str:
    """What a script prints under Node."""
    file = tmp_path / "script.mjs"
    file.write_text(script, "utf-8")
    node = shutil.which("node") or "node"
    return subprocess.run(
        [node, str(file)], capture_output=True, text=True, check=True
    ).stdout.strip()


@needs_node
def test_modules_become_one_script_and_names_do_not_meet(tmp_path: Path) -> None:
    """Both `own`s keep their value."""
    assert run(minified(joined(MODULES, "a/main.js")), tmp_path) == "41"


def test_only_what_is_imported_is_joined() -> None:
    """A module that nobody asks for does not travel."""
    assert "throw" not in joined(MODULES, "a/main.js")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('import { x } from "./gone.js"\n', "main.js → gone.js"),
        ('import { x } from "./main.js"\n', "main.js → main.js"),
        ('import x from "./other.js"\n', "import x"),
        ("export default 3\n", "export default"),
        ("export { x }\n", "export {"),
    ],
)
def test_a_module_of_another_style_is_refused(source: str, reason: str) -> None:
    """It would travel broken."""
    with pytest.raises(InternalError, match="cannot be joined") as caught:
        joined({"main.js": source, "other.js": ""}, "main.js")
    assert reason in str(caught.value)


SCRIPTS = sorted((theme_dir() / "assets").rglob("*.js"))
CHECK = """
import { readFileSync } from "node:fs"
import vm from "node:vm"
const wrong = {}
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  try { new vm.SourceTextModule(text) } catch (error) { wrong[name] = String(error) }
}
console.log(JSON.stringify(wrong))
"""


def refused(scripts: dict[str, str]) -> dict[str, str]:
    """The scripts that Node cannot parse as modules, and why; one Node looks at all."""
    command = [
        shutil.which("node") or "node",
        "--experimental-vm-modules",
        "--no-warnings",
        "--input-type=module",
    ]
    done = subprocess.run(
        [*command, "--eval", CHECK],
        input=json.dumps(scripts),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def unparsable() -> dict[str, str]:
    """Of the scripts of the theme as they travel, and of one that is broken."""
    scripts = {str(path): minified(path.read_text("utf-8")) for path in SCRIPTS}
    found = refused({**scripts, "broken": "class { #x; }; let"})
    assert found.pop("broken").startswith("SyntaxError")
    return found


@needs_node
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(theme_dir()).as_posix())
def test_every_script_of_the_theme_is_one_without_its_comments(
    path: Path, unparsable: dict[str, str]
) -> None:
    """Classes with private fields above all: they are new to tools that know older JavaScript."""
    assert "SPDX" not in minified(path.read_text("utf-8"))
    assert str(path) not in unparsable
