# SPDX-License-Identifier: MIT
"""The `kbgen` command group.

Imports commands lazily, and turns exceptions into messages and exit codes.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module

import click

from kbgen import __version__
from kbgen.cli.say import escape_unencodable_output, os_error_text, print_error
from kbgen.errors import EXIT_ENVIRONMENT, EXIT_INTERNAL, EXIT_INTERRUPTED, KbgenError

_COMMANDS = {
    "init": ("starting.init", "Create a help center: settings, samples, workflow."),
    "adopt": (
        "starting.adopt",
        "Report what will differ from a MkDocs site, before anything is built.",
    ),
    "build": ("publishing.build", "Build the site."),
    "serve": ("publishing.serve", "Preview the site while you write, with drafts and problems."),
    "check": ("publishing.check", "Check the content and report every problem."),
    "lock": (
        "publishing.lock",
        "Add the site's new addresses to the list of those that must stay.",
    ),
    "search": ("searching.search", "Search the site as a customer would."),
    "quality": ("searching.quality", "Test the search promises, or measure search quality."),
    "new": ("writing.new", "Create an article, or begin a translation."),
    "translations": ("writing.translations", "List translations that are missing or old."),
    "strings": ("writing.strings", "Write the interface texts that a language lacks."),
    "templates": ("writing.templates", "List the templates of pages, or copy one to change it."),
    "import": ("starting.import_folder", "Convert the folder of another generator once."),
    "explain": ("writing.explain", "Explain a diagnostic code."),
    "verify": ("publishing.verify", "Check a published site folder."),
    "tickets": ("writing.tickets", "Turn exported support tickets into draft articles."),
}
"""Command → its module below `kbgen.cli`, and one line of help."""
_PACKAGES = dict.fromkeys(("mkdocs", "material", "jinja2"), "mkdocs-material")
"""Module that `check` and `search` do not need → the package that brings it."""


class _LazyGroup(click.Group):
    """A group that imports a command only when it runs. `_COMMANDS` has the one-line help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _ = _COMMANDS[cmd_name]
        command: click.Command = import_module(f"kbgen.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = get_close_matches(args[0], _COMMANDS, 1)
            if close:
                raise click.UsageError(
                    f"{error.message} Did you mean '{close[0]}'?", ctx
                ) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kbgen")
@click.option("--debug", is_flag=True, help="Show a traceback for internal errors.")
def cli(debug: bool) -> None:
    """Turn a folder of Markdown into a searchable self-service help center."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    escape_unencodable_output()
    try:
        code = cli.main(args=given, prog_name="kbgen", standalone_mode=False)
    except Exception as error:  # the last resort: users never see a traceback without --debug
        code = _report(error, debug="--debug" in given)
    sys.exit(code)


def _report(error: Exception, *, debug: bool) -> int:
    """Print an error message, and return the exit code."""
    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort():  # Ctrl-C
            print_error("stopped")
            return EXIT_INTERRUPTED
        case KbgenError():
            print_error(error.message, error.hint)
            return error.exit_code
        case ModuleNotFoundError() if not (error.name or "kbgen").startswith("kbgen"):
            from kbgen.runtime.install_command import install_command

            module = str(error.name).partition(".")[0]
            print_error(
                f"the package {module} is not installed",
                f"Run: {install_command(_PACKAGES.get(module, 'kbgen'))}",
            )
            return EXIT_ENVIRONMENT
        case OSError():
            print_error(os_error_text(error))
            return EXIT_ENVIRONMENT
    if debug:
        traceback.print_exception(error)
    print_error(
        f"kbgen {__version__} failed: {type(error).__name__}: {error}",
        "Run the command again with 'kbgen --debug' and report the output.",
    )
    return EXIT_INTERNAL
