# SPDX-License-Identifier: MIT
"""What the manual shows can be copied: command lines, settings and front matter are read by the code they are for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from manual_reading import (
    CONTENT,
    PAGES,
    ROOT,
    ROOT_PAGES,
    blocks,
    command_names,
    front_matter,
    spans,
    without_blocks,
)

from kbgen.cli.main import cli
from kbgen.content.front_matter import ARTICLE, accept_any, parse_yaml, read_mapping
from kbgen.runtime.problems import Problems
from kbgen.settings import KNOWN_PLUGINS, UnknownFields
from kbgen.settings.block import read_block
from kbgen.settings.settings_yaml import read_yaml

COMMANDS = command_names(cli)
GROUPS = {name.partition(" ")[0] for name in COMMANDS if " " in name}


def options(name: str) -> set[str]:
    """Every spelling of every option of a command; of `kbgen` itself for the empty name."""
    command: click.Command | None = cli
    for word in name.split():
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    assert command is not None
    return {
        opt
        for param in command.params
        for opt in (*param.opts, *param.secondary_opts)
        if opt.startswith("-")
    }


def shell_lines(text: str) -> Iterator[str]:
    """Every command line of kbgen in code spans and blocks."""
    code = [
        line for block in blocks(text, "sh", "console", "yaml", "") for line in block.splitlines()
    ]
    for line in code + spans(without_blocks(text)):
        match = re.match(r"(?:\$ |\s*- run: )?(?:\.venv/bin/)?(kbgen(?: .*)?)$", line.strip())
        if match:
            yield from (
                part for part in re.split(r" \| | && ", match[1]) if part.startswith("kbgen")
            )


@pytest.mark.parametrize(
    "path", [*PAGES, *ROOT_PAGES], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_every_command_line_of_the_documents_exists(path: Path) -> None:
    """The documents contain no command or option that does not exist."""
    for line in shell_lines(path.read_text("utf-8")):
        words = [word for word in re.sub(r'"[^"]*"', "TEXT", line).split()[1:] if word != "--debug"]
        plain = [word for word in words if not word.startswith("-")]
        name = " ".join(plain[:2]) if " ".join(plain[:2]) in COMMANDS else " ".join(plain[:1])
        if name == "COMMAND":
            continue
        assert name in {"", *COMMANDS, *GROUPS}, f"{path.name}: there is no command in '{line}'"
        known = {*options(name), "-h", "--help", "--version"}
        unknown = [
            word for word in words if word.startswith("-") and word.split("=")[0] not in known
        ]
        assert not unknown, f"{path.name}: '{line}' has unknown options {unknown}"


def settings_examples() -> Iterator[tuple[str, str]]:
    for path in [*PAGES, ROOT / "README.md"]:
        for block in blocks(path.read_text("utf-8"), "yaml"):
            if re.search(r"^ *- kbgen:", block, re.MULTILINE) and "wrong:" not in block:
                yield path.relative_to(ROOT).as_posix(), block


@pytest.mark.parametrize(("path", "block"), list(settings_examples()))
def test_every_example_of_settings_is_accepted(path: str, block: str) -> None:
    """What the manual shows can be copied."""
    problems = Problems(path)
    tree = read_yaml(_dedented(block), problems)
    assert tree is not None, path
    for entry in tree.value["plugins"].value:
        for name, item in entry.items():
            if name == "kbgen":
                read_block(item, "en", problems)
    assert not problems.diagnostics, [str(item) for item in problems.diagnostics]


def _dedented(block: str) -> str:
    indent = len(block) - len(block.lstrip(" "))
    return "\n".join(line[indent:] for line in block.splitlines()) + "\n"


def front_matter_examples() -> Iterator[tuple[str, str]]:
    for path in [*PAGES, ROOT / "README.md"]:
        for block in blocks(path.read_text("utf-8")):
            match = re.match(r"---\n(.*?)^---$", block, re.MULTILINE | re.DOTALL)
            if match:
                yield path.relative_to(ROOT).as_posix(), match[1]


@pytest.mark.parametrize(("path", "block"), list(front_matter_examples()))
def test_every_example_of_front_matter_is_accepted(path: str, block: str) -> None:
    """What the manual shows can be copied."""
    problems = Problems(path)
    mapping = parse_yaml(block, 2, problems)
    if mapping is not None:
        others = dict.fromkeys(
            (name for known in KNOWN_PLUGINS.values() for name in known.fields), accept_any
        )
        read_mapping(mapping, ARTICLE | others, UnknownFields.ERROR, problems)
    assert not problems.diagnostics, [str(item) for item in problems.diagnostics]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_fields_that_are_shown_as_plain_text_hold_no_markdown(path: Path) -> None:
    """A backtick in a title or summary would be shown as a backtick."""
    fields = front_matter(path.read_text("utf-8"))
    texts = [fields["title"], fields.get("summary", ""), *fields.get("questions", [])]
    assert not [text for text in texts if "`" in text or "](" in text]


def test_the_help_center_passes_its_own_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kbgen's own articles have neither an error nor a warning."""
    shutil.copytree(CONTENT, tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["check", "--strict"])
    assert result.exit_code == 0, result.output
