# SPDX-License-Identifier: MIT
"""Published scripts: joined, without comments, and doing what their modules do."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from search_support import needs_node

from kbgen.errors import InternalError
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.assets import _ENTRIES
from kbgen.site.planning.scripts import joined

NODE = shutil.which("node") or "node"
MODULES = {
    "a/main.js": """\
import {
  LIMIT, // the most
  twice,
} from "./numbers.js";
import { own } from "../own.js";
/* import { gone } from "./gone.js"; */
console.log(twice(LIMIT) + own, "import { x } from './x.js'; export const y = `}`");
import("./later.js").then(({ say }) => say());
""",
    "a/numbers.js": """\
import { own } from "../own.js";
export const LIMIT = own;
export function twice(n) { return 2 * n; }
export class Unused {}
""",
    "a/later.js": """\
import { twice } from "./numbers.js";
import { count, word } from "./more/words.js";
export const say = () => console.log(word, twice(count()), count());
""",
    "a/more/words.js": """\
import { own } from "../../own.js";
import { twice } from "../numbers.js";
let calls = own;
export const word = "later";
export const count = () => twice(calls++);
""",
    "own.js": "/** Comment. */\nexport const own = 20; // another\n",
    "stranger.js": "throw new Error();\n",
}


def written(scripts: dict[str, str], folder: Path) -> Path:
    """Write scripts as modules; return the folder."""
    for name, text in {**scripts, "package.json": '{"type": "module"}'}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def output(script: Path) -> list[str]:
    """Return the lines that a script prints under Node."""
    done = subprocess.run([NODE, str(script)], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@needs_node
@pytest.mark.node
def test_joined_modules_do_what_they_did_apart(tmp_path: Path) -> None:
    """An import over several lines too; a module that two scripts need exists once."""
    apart = output(written(MODULES, tmp_path / "apart") / "a/main.js")
    scripts = joined(MODULES, "a/main.js", ["a/later.js"])
    assert output(written(scripts, tmp_path / "joined") / "a/main.js") == apart
    assert apart[1] == "later 80 42"


def test_a_script_imports_only_from_the_first_one() -> None:
    """Nothing else is loaded, and a module that nothing imports is left out."""
    scripts = joined(MODULES, "a/main.js", ["a/later.js"])
    assert list(scripts) == ["a/main.js", "a/later.js"]
    assert not scripts["a/main.js"].startswith("import")
    assert scripts["a/later.js"].startswith('import{own,twice}from"./main.js";')
    assert "throw" not in "".join(scripts.values())


def test_a_script_without_imports_stays_as_it_is() -> None:
    assert joined({"x/own.js": MODULES["own.js"]}, "x/own.js") == {
        "x/own.js": "export const own=20;\n"
    }


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('import { x } from "./gone.js";\n', "main.js → gone.js"),
        ('import { x } from "./main.js";\n', "main.js → main.js"),
        ('import x from "./other.js";\n', "import x"),
        ('import * as x from "./other.js";\n', "import*as x"),
        ('import "./other.js";\n', 'import"./other.js'),
        ('import {\n  x as y,\n} from "./other.js";\n', "import{x as y"),
        ('import { x } from "package";\n', "import{x"),
        ("import { x } from './other.js';\n", "import{x"),
        ('import { x } from "./other.js";\nimport y from "./other.js";\n', "import y"),
    ],
)
def test_an_unsupported_import_is_refused(source: str, reason: str) -> None:
    """It would be published broken."""
    with pytest.raises(InternalError, match="cannot be joined") as caught:
        joined({"main.js": source, "other.js": ""}, "main.js")
    assert reason in str(caught.value)


ASSETS = theme_dir() / "assets"
SOURCES = {
    path.relative_to(ASSETS).as_posix(): path.read_text("utf-8") for path in ASSETS.rglob("*.js")
}
SCRIPTS = {
    name: script
    for entry, on_demand in _ENTRIES.items()
    for name, script in joined(SOURCES, entry, on_demand).items()
}
CHECK = """
import { readFileSync } from "node:fs"
import { posix } from "node:path"
import vm from "node:vm"
const modules = {}
const report = {}
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  try { modules[name] = new vm.SourceTextModule(text, { identifier: name }) }
  catch (error) { report[name] = String(error) }
}
const find = (specifier, from) => modules[posix.join(posix.dirname(from.identifier), specifier)]
for (const [name, module] of Object.entries(modules)) {
  try { await module.link(find); report[name] = module.dependencySpecifiers }
  catch (error) { report[name] = String(error) }
}
console.log(JSON.stringify(report))
"""


def checked(scripts: dict[str, str]) -> dict[str, Any]:
    """Return what each script imports statically, or why Node refuses it."""
    options = ["--experimental-vm-modules", "--no-warnings", "--input-type=module"]
    done = subprocess.run(
        [NODE, *options, "--eval", CHECK],
        input=json.dumps(scripts),
        capture_output=True,
        text=True,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@needs_node
@pytest.mark.node
def test_every_published_script_is_a_module_whose_imports_exist() -> None:
    """Two modules of a script with the same name, and an import after other statements, fail here."""
    broken = {
        "twice.js": joined(
            {
                "twice.js": 'import { a } from "./a.js";\nconst own = a;\n',
                "a.js": "const own = 1;\nexport const a = own;\n",
            },
            "twice.js",
        )["twice.js"],
        "late.js": 'const x = 1;\nimport { y } from "./gone.js";\n',
        "private.js": "class { #x; }; let",
    }
    report = checked({**SCRIPTS, **broken})
    assert "already been declared" in report.pop("twice.js")
    assert "Error" in report.pop("late.js")
    assert "SyntaxError" in report.pop("private.js")
    main = {
        f"javascripts/{name}.js": ["./main.js"]
        for name in ("search-page", "not-found", "troubleshooter")
    }
    feedback = {"javascripts/feedback/start.js": ["./../main.js"]}
    assert report == {name: [] for name in SCRIPTS} | main | feedback


def test_modules_imported_on_demand_are_scripts_of_their_own() -> None:
    """The table in assets.py names them all."""
    main = "javascripts/main.js"
    imported = {
        (name, target)
        for name, source in SOURCES.items()
        for target in re.findall(r'await import\("\./([^"]+)"\)', source)
    }
    assert imported == {(main, path.removeprefix("javascripts/")) for path in _ENTRIES[main]}


def test_published_scripts_have_no_comments() -> None:
    assert all("SPDX" in source for source in SOURCES.values())
    assert not [name for name, script in SCRIPTS.items() if "SPDX" in script]
