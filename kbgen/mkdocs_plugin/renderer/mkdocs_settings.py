# SPDX-License-Identifier: MIT
"""Load mkdocs.yml as MkDocs does, and say what MkDocs does not accept in it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from yaml import YAMLError

from kbgen.errors import SettingsError
from kbgen.model import Diagnostic, diagnostic
from kbgen.settings import PluginKind, known_plugin, location_of_setting, plain_name

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# MkDocs' message about one setting. Groups: name, problem.
_ABOUT_SETTING: Final = re.compile(r"Config value '([^']*)': (.*)", re.DOTALL)
_QUOTED: Final = re.compile(r"['\"]([^'\"]+)['\"]")
_MISSING_PACKAGE: Final = re.compile(r"is not installed|No module named|Unrecognised theme")
_EXPECTED: Final = re.compile(r"Expected (?:type: <class '|nav to be a )(\w+)")
_TYPES: Final = {
    "list": ("a list", "Write one entry a line, each after a hyphen and a space."),
    "bool": ("true or false", "Write one of the two, without quotes."),
    "str": ("text", "Put the value in quotes."),
    "dict": ("nested settings", "Write one `name: value` a line, indented below the setting."),
}
"""Type that MkDocs expects → the same in words, and what to do."""
_MAX_LENGTH: Final = 300
# Our reader accepts what every other one does; MkDocs has one that is stricter.
_YAML_ERROR: Final = "MkDocs encountered an error parsing the configuration file"
_MARK: Final = re.compile(r"line (\d+), column (\d+)")
_UNREADABLE: Final = "YAML cannot be read"
_QUESTION_MARK: Final = (
    "a value in braces or brackets contains a question mark",
    'Put the value in quotes: "file.js?v=1".',
)


def load_mkdocs_config(config_file: Path, **options: Any) -> MkDocsConfig:
    """Load mkdocs.yml as MkDocs does. It may list any plugin; their options are read.

    A plugin that kbgen replaces, such as i18n, need not be installed.

    `strict` is for `mkdocs build`: kbgen has its own `--strict`.

    Args:
        config_file: The settings file.
        options: Settings that replace those of the file.

    Raises:
        SettingsError: MkDocs rejects the settings.
    """
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    with _logged_errors() as errors:
        try:
            options = {**_installed_plugins(config_file), **options}
            return load_config(str(config_file), strict=False, **options)
        except (Abort, ConfigurationError) as error:
            raise _refused(config_file, errors or [str(error)]) from error


def _installed_plugins(config_file: Path) -> dict[str, Any]:
    """Return the option `plugins` without those that kbgen replaces and that are not installed.

    Empty if all of them are installed.
    """
    from mkdocs.exceptions import ConfigurationError
    from mkdocs.utils.yaml import yaml_load

    try:
        with config_file.open("rb") as stream:
            tree = yaml_load(stream)
    except (OSError, YAMLError, ConfigurationError):
        return {}  # MkDocs reports it
    listed = tree.get("plugins") if isinstance(tree, dict) else None
    installed = {plain_name(name) for name in entry_points(group="mkdocs.plugins").names}
    entries = (
        [{name: options} for name, options in listed.items()]
        if isinstance(listed, dict)
        else listed
    )
    if not isinstance(entries, list):
        return {}
    needed = [entry for entry in entries if _is_needed(entry, installed)]
    return {} if len(needed) == len(entries) else {"plugins": needed}


def _is_needed(entry: Any, installed: set[str]) -> bool:
    name = str(next(iter(entry), "") if isinstance(entry, dict) else entry)
    return known_plugin(name).kind is not PluginKind.REPLACED or plain_name(name) in installed


def settings_problems(config_file: Path) -> Iterator[Diagnostic]:
    """Yield what MkDocs does not accept in mkdocs.yml; nothing if MkDocs is not installed.

    Runs no hooks, and does not report packages that are missing here.
    """
    try:
        from mkdocs.config import load_config
        from mkdocs.exceptions import Abort, ConfigurationError
    except ModuleNotFoundError:
        return
    with _logged_errors() as errors:
        try:
            load_config(str(config_file), strict=False, hooks=[])
        except (Abort, ConfigurationError) as error:
            if not errors:
                errors.append(str(error))
    for problem in errors:
        place, message = _place_and_message(config_file, problem)
        if _MISSING_PACKAGE.search(message):
            continue
        message, hint = _in_plain_words(message)
        yield diagnostic(
            "KB703", config_file.name, message, line=place[0], column=place[1], hint=hint
        )


def _in_plain_words(message: str) -> tuple[str, str]:
    """Return a message of MkDocs in the words of writers, and what to do."""
    setting, _, problem = message.partition(": ")
    if setting == _UNREADABLE:
        is_known = problem == _QUESTION_MARK[0]
        return message, _QUESTION_MARK[1] if is_known else "Put the value in quotes."
    expected = _EXPECTED.search(problem)
    if expected and expected[1] in _TYPES:
        kind, hint = _TYPES[expected[1]]
        return f"'{setting}' must be {kind}", hint
    if problem.startswith("Required configuration"):
        return f"'{setting}' is missing", f"Add a line: `{setting}: …`"
    hint = "Correct the setting. Run 'mkdocs build' for details."
    return f"MkDocs does not accept {message}", hint


def _refused(config_file: Path, errors: list[str]) -> SettingsError:
    """Return the error for settings that MkDocs rejects, with each problem and its location."""
    (location, first), *others = [_located(config_file, error) for error in errors]
    words, hint = _in_plain_words(first)
    if first.startswith(_UNREADABLE):
        return SettingsError(f"{location}: KB703 {words}", hint)
    message = f"{location}: KB703 MkDocs does not accept {config_file.name}: {first}"
    message = "; ".join([message, *(f"{location}: {problem}" for location, problem in others)])
    needs_package = "No module named" in message
    hint = "Install the package that provides it." if needs_package else "Correct the setting."
    return SettingsError(message, f"{hint} Run 'mkdocs build' for details.")


def _located(config_file: Path, error: str) -> tuple[str, str]:
    """Return the location of the setting that an error of MkDocs is about, and the problem."""
    place, message = _place_and_message(config_file, error)
    return "{}:{}:{}".format(config_file.name, *place), message


def _place_and_message(config_file: Path, error: str) -> tuple[tuple[int, int], str]:
    if error.startswith(_YAML_ERROR) and (marks := _MARK.findall(error)):
        line, column = marks[-1]
        return (int(line), int(column)), f"{_UNREADABLE}: {_yaml_problem(error)}"
    match = _ABOUT_SETTING.fullmatch(error)
    setting, problem = match.groups() if match else ("", error)
    words = frozenset(_QUOTED.findall(problem))
    location = location_of_setting(config_file, setting, words) or (1, 1)
    line = " ".join(problem.split())[:_MAX_LENGTH]
    return location, f"{setting}: {line}" if setting else line


def _yaml_problem(error: str) -> str:
    """Return what is wrong with the text of mkdocs.yml."""
    if "got '?'" in error:
        return _QUESTION_MARK[0]
    words = [line for line in error.splitlines() if not line.startswith("  in ")]
    return " ".join(words[-1].split())[:_MAX_LENGTH]


@contextmanager
def _logged_errors() -> Iterator[list[str]]:
    """Collect the errors that MkDocs logs in the block."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger, handler = logging.getLogger("mkdocs"), Collector(logging.ERROR)
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
