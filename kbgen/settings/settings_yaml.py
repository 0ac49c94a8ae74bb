# SPDX-License-Identifier: MIT
"""Read mkdocs.yml as a tree of `Located` values with the types of YAML.

Resolves `!ENV`, aliases and merge keys. `!!python/name` and `!!python/object/apply` become a
`PythonName` and a `PythonCall`; no Python object is created here.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import yaml

from kbgen.runtime.located_yaml import (
    SAFE_LOADER,
    Located,
    LocatedReader,
    TooDeepYaml,
    UnreadableYaml,
)
from kbgen.runtime.problems import Problems
from kbgen.settings.types import PythonCall, PythonName, RelativeFolder

_YAML = "tag:yaml.org,2002:"
_NAME_TAG = f"{_YAML}python/name:"
_CALL_TAG = f"{_YAML}python/object/apply:"
_PYTHON_TAGS = (_NAME_TAG, _CALL_TAG)
_ENV_TAG, _RELATIVE_TAG = "!ENV", "!relative"
_OWN_TAGS = (_ENV_TAG, _RELATIVE_TAG, *_PYTHON_TAGS)
# Other names that MkDocs' YAML reader has for plain types.
_PLAIN_TAGS = {
    f"{_YAML}python/{name}": f"{_YAML}{plain}"
    for name, plain in (
        *(("none", "null"), ("bool", "bool"), ("int", "int"), ("long", "int"), ("float", "float")),
        *(("str", "str"), ("unicode", "str"), ("bytes", "str")),
    )
}
_MERGE = "<<"


def read_yaml(text: str, problems: Problems) -> Located | None:
    """Return the tree of a settings file; None when it is empty or unreadable (KB701)."""
    try:
        return _SettingsReader(text, problems).read()
    except UnreadableYaml as error:
        message, hint = f"YAML cannot be read: {error.message}", error.hint
        if isinstance(error, TooDeepYaml):
            message = "YAML is nested too deeply"
        problems.add("KB701", message, line=error.line, column=error.column, hint=hint)
    return None


class _SettingsReader(LocatedReader):
    """Gives scalars their types, and follows aliases, merge keys and `!ENV`."""

    def __init__(self, text: str, problems: Problems) -> None:
        super().__init__(text)
        self._problems = problems
        self._anchors: dict[str, Located] = {}
        self._names: list[str] = []
        """Names of the settings around the value that is being read."""

    def value(self, event: Any) -> Located:
        """Return the value that begins with an event, with its tag and its anchor applied."""
        value = super().value(event)
        if isinstance(event, yaml.AliasEvent):
            return value
        if event.tag == _ENV_TAG:
            value = _located(_environment(value), value.line, value.column)
        elif event.tag and event.tag.startswith(_PYTHON_TAGS):
            value.value = _python_value(event.tag, value)
        elif event.tag == _RELATIVE_TAG:
            value.value = _relative_folder(value)
        elif isinstance(value.value, dict) and _MERGE in value.value:
            value.value = _merged(value.value)
        if event.anchor in self._anchors:
            message = f"the anchor &{event.anchor} is set twice"
            raise UnreadableYaml(message, value.line, value.column, "Rename one of the two.")
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def scalar(self, event: Any) -> Any:
        """Return a scalar with the type of its tag, or the type that its text looks like."""
        tag = event.tag
        if tag is None or tag == "!":
            tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        elif tag.startswith(_OWN_TAGS):
            return event.value
        tag = _PLAIN_TAGS.get(tag, tag)
        try:
            return self._loader.construct_object(
                yaml.ScalarNode(tag, event.value, event.start_mark)
            )
        except (ValueError, AttributeError) as error:  # the second one of `!!timestamp soon`
            message = f"'{event.value}' looks like a number or date, but is none"
            raise UnreadableYaml(
                message, *self.position(event), "Put the value in quotes."
            ) from error

    def alias(self, event: Any) -> Located:
        """Return a copy of the value with the alias's anchor, which gets a key of its own."""
        if event.anchor not in self._anchors:
            message = f"there is no anchor &{event.anchor} above"
            hint = "Put values that begin with * in quotes."
            raise UnreadableYaml(message, *self.position(event), hint)
        return replace(self._anchors[event.anchor])

    def key(self, event: Any) -> Located:
        """Return the name of a setting as the writer spelled it: `no` is a name, not a boolean."""
        if isinstance(event, yaml.ScalarEvent) and event.tag != _ENV_TAG:
            key = Located(event.value, *self.position(event))
        else:
            key = self.value(event)
        if not isinstance(key.value, dict | list):
            key.value = "" if key.value is None else str(key.value)
        self._names.append(str(key.value))
        return key

    def accepts(self, key: Located, entries: dict[str, Located]) -> bool:
        """Tell whether a mapping may have this name.

        In other tools' settings any name is allowed, and the last of two equal ones counts, as in
        MkDocs.
        """
        self._names.pop()
        is_ours = not self._names or self._names[:2] == ["plugins", "kbgen"]
        if not isinstance(key.value, str) or (is_ours and not key.value):
            message, hint = "a setting must have a name", "Write 'name: value'."
        elif is_ours and key.value in entries:
            message, hint = f"'{key.value}' is set twice", "Remove one of the two."
        else:
            return True
        self._problems.add("KB701", message, line=key.line, column=key.column, hint=hint)
        return False


def _python_value(tag: str, tagged: Located) -> PythonName | PythonCall:
    """Return what a `!!python/…` tag names, with the arguments of a call."""
    name = tag.partition("python/")[2].partition(":")[2]
    if tag.startswith(_NAME_TAG):
        return PythonName(name)
    plain = tagged.plain()
    if isinstance(plain, dict):
        arguments, keywords = plain.get("args") or [], plain.get("kwds") or {}
        if not isinstance(arguments, list) or not isinstance(keywords, dict):
            message = f"a call of {name} needs a list 'args' or a mapping 'kwds'"
            hint = "Write 'kwds: {name: value}'."
            raise UnreadableYaml(message, tagged.line, tagged.column, hint)
        return PythonCall(name, tuple(arguments), keywords)
    return PythonCall(name, tuple(plain) if isinstance(plain, list) else ())


def _relative_folder(tagged: Located) -> RelativeFolder:
    path = str(tagged.plain() or "")
    if path.startswith(("$config_dir", "$docs_dir")):
        return RelativeFolder(path)
    message = "'!relative' alone means the folder of each page, which kbgen does not support"
    hint = "Write '!relative $config_dir' or '!relative $docs_dir'."
    raise UnreadableYaml(message, tagged.line, tagged.column, hint)


def _merged(entries: dict[str, Located]) -> dict[str, Located]:
    """Return a mapping with the entries of those that its key `<<` names; its own come first."""
    own = dict(entries)
    merge = own.pop(_MERGE)
    for mapping in merge.value if isinstance(merge.value, list) else [merge]:
        own = {**dict(mapping.items()), **own}
    return own


def _located(value: Any, line: int, column: int) -> Located:
    """Give a value from the environment, with all it contains, the location of its `!ENV` tag."""
    if isinstance(value, dict):
        value = {str(key): _located(item, line, column) for key, item in value.items()}
    elif isinstance(value, list):
        value = [_located(item, line, column) for item in value]
    return Located(value, line, column)


def _environment(tagged: Located) -> Any:
    """Resolve `!ENV NAME` or `!ENV [NAME, OTHER, default]`.

    Returns the first variable that is set, otherwise the default, otherwise None.
    """
    values = tagged.plain() if isinstance(tagged.value, list) else [tagged.plain()]
    # The last of several entries is the default; a single entry is a name.
    names, default = (values[:-1], values[-1]) if len(values) > 1 else (values, None)
    name = next((str(name) for name in names if str(name) in os.environ), None)
    if name is None:
        return default
    try:
        return yaml.load(os.environ[name], SAFE_LOADER)  # noqa: S506  # a safe loader
    except (yaml.YAMLError, ValueError) as error:
        message = f"the value of the variable {name} is not YAML"
        raise UnreadableYaml(message, tagged.line, tagged.column, "Put it in quotes.") from error
