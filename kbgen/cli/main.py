# SPDX-License-Identifier: MIT
"""The `kbgen` group: lazy commands, and the one place where an exception becomes a message and an exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module

import click

from kbgen import __version__
from kbgen.cli.say import never_fail_to_print, reason, say
from kbgen.errors import EXIT_ENVIRONMENT, EXIT_INTERNAL, EXIT_INTERRUPTED, KbgenError

_COMMANDS = {
    "init": "Write a new help center: settings, samples, workflow.",
    "build": "Build the site.",
    "serve": "Show the site while you write; drafts and problems included.",
    "check": "Report every problem of the content.",
    "search": "Ask the search what a customer would ask.",
    "quality": "Ask the search promises, or measure the search.",
    "new": "Write a new article.",
    "explain": "Explain a diagnostic code.",
    "verify": "Check a published site folder.",
    "tickets": "Turn exported support tickets into drafts of articles.",
}
_PACKAGES = {"mkdocs": "mkdocs", "material": "mkdocs-material", "jinja2": "jinja2"}
"""Module → the package that brings it, for the parts that `check` and `search` do without."""


class _LazyGroup(click.Group):
    """Imports a command when it is needed; its one-line help is in the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"kbgen.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = get_close_matches(args[0], _COMMANDS, 1)
            if close:
                raise click.UsageError(f"{error.message} Did you mean '{close[0]}'?", ctx) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kbgen")
@click.option("--debug", is_flag=True, help="Show a traceback when kbgen itself fails.")
def cli(debug: bool) -> None:
    """A folder of Markdown in, a searchable self-service help center out."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    never_fail_to_print()
    try:
        code = cli.main(args=given, prog_name="kbgen", standalone_mode=False)
    except Exception as error:  # the last line of defence
        code = _report(error, debug="--debug" in given)
    sys.exit(code)


def _report(error: Exception, *, debug: bool) -> int:
    """Say what went wrong, and give the exit code that belongs to it."""
    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort():  # Ctrl-C
            say("stopped")
            return EXIT_INTERRUPTED
        case KbgenError():
            say(error.message, error.hint)
            return error.exit_code
        case ModuleNotFoundError() if not (error.name or "kbgen").startswith("kbgen"):
            module = str(error.name).partition(".")[0]
            say(f"the package {module} is not installed", f"Run: pip install {_PACKAGES.get(module, 'kbgen')}")
            return EXIT_ENVIRONMENT
        case OSError():
            say(reason(error))
            return EXIT_ENVIRONMENT
    if debug:
        traceback.print_exception(error)
    say(f"kbgen {__version__} failed: {type(error).__name__}: {error}", "Run it again with 'kbgen --debug'.")
    return EXIT_INTERNAL
