# SPDX-License-Identifier: MIT
"""The group: commands are found, and every way of failing has its message and its exit code."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from importlib import import_module

import click
import pytest

from kbgen import __version__
from kbgen.cli import main as exported
from kbgen.cli import main as main_function
from kbgen.errors import BusyError, EnvironmentFailure, InternalError, SettingsError
from kbgen.runtime.install_command import install_command

module = import_module("kbgen.cli.main")


def code_of(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main_function(arguments)
    return caught.value.code


@pytest.fixture
def failing(monkeypatch):
    """Makes `kbgen explain` fail with an exception."""

    def fail(error: BaseException) -> None:
        @click.command()
        def command() -> None:
            raise error

        monkeypatch.setattr(import_module("kbgen.cli.writing.explain"), "command", command)

    return fail


def test_the_package_exports_main() -> None:
    assert exported is module.main


def test_every_command_of_the_table_exists_and_says_what_it_does(capsys) -> None:
    context = click.Context(module.cli)
    for name in module.cli.list_commands(context):
        command = module.cli.get_command(context, name)
        assert isinstance(command, click.Command)
        assert command.name == name
        assert command.help
    assert module.cli.get_command(context, "nothing") is None


def test_help_lists_the_commands_without_importing_them(capsys) -> None:
    assert code_of("--help") == 0
    out = capsys.readouterr().out
    assert all(name in out for name in module._COMMANDS)
    script = (
        "import sys\nfrom kbgen.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([name for name in ('kbgen.site', 'mkdocs', 'whoosh', 'yaml', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_rebuild_imports_nothing_that_only_a_full_build_needs() -> None:
    """These modules take as long to import as a rebuild of a hundred articles takes."""
    needless = ("ctypes", "jinja2", "markdown", "mkdocs", "multiprocessing", "numpy", "whoosh")
    script = (
        "import sys, kbgen.cli.publishing.build\n"
        "import kbgen.mkdocs_plugin.renderer.template_renderer\n"
        f"print([name for name in {(*needless, 'urllib.request')} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["[]"]


def test_the_version_is_said(capsys) -> None:
    assert code_of("--version") == 0
    assert capsys.readouterr().out == f"kbgen, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["biuld"], "Did you mean 'build'?"),
        (["xyzzy"], "No such command 'xyzzy'."),
        (["search"], "Missing argument 'QUERY'"),
        (["check", "--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["serve", "--port", "70000"], "70000"),
        (["build", "--nothing"], "No such option"),
    ],
)
def test_a_wrong_command_line_ends_with_two(capsys, arguments: list[str], message: str) -> None:
    assert code_of(*arguments) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (SettingsError("wrong", "do this"), 2, "error: wrong\nhint: do this\n"),
        (EnvironmentFailure("full"), 3, "error: full\n"),
        (InternalError("bug"), 70, "error: bug\n"),
        (BusyError("busy"), 75, "error: busy\n"),
        (
            OSError(errno.ENOSPC, "No space left on device", "a.md"),
            3,
            "error: No space left on device: a.md\n",
        ),
        (PermissionError(errno.EACCES, "Permission denied"), 3, "error: Permission denied\n"),
        (
            ModuleNotFoundError("No module named 'material'", name="material"),
            3,
            (
                "error: the package material is not installed\n"
                f"hint: Run: {install_command('mkdocs-material')}\n"
            ),
        ),
        (
            ModuleNotFoundError("No module named 'regex._regex'", name="regex._regex"),
            3,
            (f"error: the package regex is not installed\nhint: Run: {install_command('kbgen')}\n"),
        ),
        (
            ValueError("odd"),
            70,
            (
                f"error: kbgen {__version__} failed: ValueError: odd\n"
                "hint: Run the command again with 'kbgen --debug' and report the output.\n"
            ),
        ),
    ],
)
def test_every_failure_has_its_message_and_its_code(
    failing, capsys, error, code: int, message: str
) -> None:
    failing(error)
    assert code_of("explain") == code
    assert capsys.readouterr().err == message


def test_a_module_of_ours_that_is_missing_is_our_defect(failing, capsys) -> None:
    failing(ModuleNotFoundError("No module named 'kbgen.gone'", name="kbgen.gone"))
    assert code_of("explain") == 70
    assert "kbgen.gone" in capsys.readouterr().err


def test_a_traceback_is_shown_on_request_only(failing, capsys) -> None:
    failing(ValueError("odd"))
    assert code_of("--debug", "explain") == 70
    assert "Traceback" in capsys.readouterr().err
    assert code_of("explain") == 70
    assert "Traceback" not in capsys.readouterr().err


def test_ctrl_c_ends_with_130_and_no_traceback(failing, capsys) -> None:
    failing(KeyboardInterrupt())
    assert code_of("explain") == 130
    assert capsys.readouterr().err.strip() == "error: stopped"


def test_the_exit_code_of_a_command_is_kept(failing) -> None:
    failing(SystemExit(1))
    assert code_of("explain") == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes end in another way on Windows")
def test_a_reader_that_goes_away_leaves_no_traceback() -> None:
    """`kbgen explain | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-W", "ignore", "-m", "kbgen", "explain"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
