# SPDX-License-Identifier: MIT
"""Find the writer's mistake that makes a line invalid YAML.

In: the text and the line at which the parser stopped. Out: the mistake in words that writers use,
its position, and how to correct it. A parser says what it expected; a writer needs to know which
character to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_NO_BREAK_SPACES = "\u00a0\u2007\u202f"
_CURLY = "“”„‟«»‘’"
_LINES_ABOVE = 30
"""How many lines above the parser's line are searched: an unclosed quotation mark runs on."""
_LONGEST_EXAMPLE = 80

_TAB = re.compile(r" *(\t)")
_NO_BREAK_INDENT = re.compile(rf" *([{_NO_BREAK_SPACES}])")
_NAME = r" *(?:- +)*[A-Za-z_][\w-]*"
_NO_BREAK_AFTER_COLON = re.compile(rf"{_NAME}:([{_NO_BREAK_SPACES}])")
_NO_SPACE = re.compile(rf"(?P<name>{_NAME}):(?P<value>(?!//)[^\s:].*)")
_OTHER_SIGN = re.compile(rf"(?P<name>{_NAME}) *(?P<sign>[=：]) *\S.*")
# A field or list entry, and its value.
_VALUE = re.compile(rf"(?:{_NAME}:[ \t]+| *(?:- +)+)(?P<value>\S.*?)[ \t]*$")
_AFTER_QUOTES = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*([^\s#,:\]}].*)""")
_EXTRA_QUOTE = re.compile(r'"(?:[^"\\]|\\.)+"(")')
_OPEN_QUOTE = re.compile(r"""(["'])(?:(?!\1).)*$""")
_AFTER_BRACKET = re.compile(r"(?:\[[^\[\]]*\]|\{[^{}]*\})[ \t]*[^\s#,:\]}]")
_SPECIAL = re.compile(r"([*&@`%!|>])(?=.*\w)")
_COLON = re.compile(r":(?= )")
_CONFLICT = re.compile(r"(?:<{7}|>{7})(?: |$)|={7}$")
_NO_SPACE_AFTER_HYPHEN = re.compile(r" *(-)(?P<value>[^\s-].*)")
_ASTERISK = re.compile(r" *(\*)[ \t]+(?P<value>\S.*)")
_BOLD_NAME = re.compile(r" *(\*\*|__)(?P<name>[\w-]+):?\1")
_SLASHES = re.compile(r" *(//)")
_NUMBER_SIGN = re.compile(r"""\[(?:[^"'\]#]*[ ,])?(#)""")
_WHOLE_FIELD = re.compile(r"[A-Za-z_][\w-]*:[ \t]+\S")
_INDENTED_FIELD = re.compile(r" +(?P<name>[A-Za-z_][\w-]*):(?: |$)")


class Slip(NamedTuple):
    """A mistake at one character of a text. Lines and columns count from 1."""

    line: int
    column: int
    message: str
    hint: str


_Found = tuple[int, str, str] | None
"""(offset in the line, message, hint)."""


def find_slip(text: str, line: int) -> Slip | None:
    """Return the nearest slip on or above a line; None when no line has a familiar one.

    Args:
        text: The whole YAML text.
        line: The line at which the parser stopped, counted from 1.
    """
    lines = text.split("\n")
    last = min(line, len(lines))
    for number in range(last, max(last - _LINES_ABOVE, 0), -1):
        for rule in _RULES if number == last else _RULES_ABOVE:
            if found := rule(lines[number - 1]):
                offset, message, hint = found
                return Slip(number, offset + 1, message, hint)
    match = _INDENTED_FIELD.match(lines[last - 1])
    if match and last > 1 and _WHOLE_FIELD.match(lines[last - 2]):
        message = "a space indents this line, so it continues the line above"
        return Slip(last, 1, message, f"Delete the space before `{match['name']}`.")
    return None


def in_quotes(value: str) -> str:
    """Return a value in the quotation marks that YAML needs around it."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def quote_hint(value: str) -> str:
    """Return the advice to put a value in quotes, with the result unless it is long."""
    if len(value) > _LONGEST_EXAMPLE:
        return "Put the whole value in quotes."
    return f"Put the whole value in quotes: {in_quotes(value)}"


def _tab(line: str) -> _Found:
    match = _TAB.match(line)
    hint = "Replace the tab with two spaces."
    return (match.start(1), "a tab indents this line", hint) if match else None


def _no_break_space(line: str) -> _Found:
    if match := _NO_BREAK_INDENT.match(line):
        hint = "Replace it with an ordinary space."
        return match.start(1), "an invisible no-break space indents this line", hint
    if match := _NO_BREAK_AFTER_COLON.match(line):
        hint = "Delete it, and type an ordinary space."
        return match.start(1), "an invisible no-break space follows the colon", hint
    return None


def _no_space(line: str) -> _Found:
    match = _NO_SPACE.fullmatch(line.rstrip())
    if match is None:
        return None
    written = f"{match['name'].strip()}: {match['value']}"
    hint = f"Write `{written}`." if len(written) <= _LONGEST_EXAMPLE else "Add a space."
    return match.start("value"), "there is no space after the colon", hint


def _conflict(line: str) -> _Found:
    hint = (
        "Keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= "
        "and >>>>>>>."
    )
    return (0, "a merge conflict is not resolved", hint) if _CONFLICT.match(line) else None


def _list_entry(line: str) -> _Found:
    if match := _NO_SPACE_AFTER_HYPHEN.fullmatch(line.rstrip()):
        return match.start(1), "there is no space after the hyphen", f"Write `- {match['value']}`."
    if match := _ASTERISK.fullmatch(line.rstrip()):
        message = "entries of a list begin with a hyphen, not with an asterisk"
        return match.start(1), message, f"Write `- {match['value']}`."
    return None


def _markup(line: str) -> _Found:
    """Find Markdown around the name of a field, and comments of other languages."""
    if match := _BOLD_NAME.match(line):
        message = "the name of the field is marked as bold"
        return match.start(1), message, f"Write `{match['name']}: …`."
    match = _SLASHES.match(line)
    return (match.start(1), "two slashes begin no comment", "Write # instead.") if match else None


def _other_sign(line: str) -> _Found:
    match = _OTHER_SIGN.fullmatch(line.rstrip())
    if match is None:
        return None
    kind = "an equals sign" if match["sign"] == "=" else "a wide colon"
    hint = f"Write `{match['name'].strip()}: …`."
    return match.start("sign"), f"{kind} follows the name of the field", hint


def _on_value(rule: Callable[[str], _Found]) -> Callable[[str], _Found]:
    """Return a rule for lines from one for the value of a field or list entry."""

    def rule_for_line(line: str) -> _Found:
        match = _VALUE.match(line)
        found = rule(match["value"]) if match else None
        return (match.start("value") + found[0], *found[1:]) if match and found else None

    return rule_for_line


def _after_quotes(value: str) -> _Found:
    match = _AFTER_QUOTES.match(value)
    if match is None:
        return None
    return match.start(1), "text follows the closing quotation mark", quote_hint(value)


def _mixed_quotes(value: str) -> _Found:
    is_open = _OPEN_QUOTE.match(value)
    curly = next((at for at, char in enumerate(value) if char in _CURLY), 0)
    if not is_open or not curly:
        return None
    message = f"the quotation marks do not match: {value[0]} begins and {value[curly]} ends"
    return curly, message, f"Use the same straight mark, {value[0]}, at the beginning and the end."


def _open_quote(value: str) -> _Found:
    match = _OPEN_QUOTE.match(value)
    hint = f"Add {value[0]} at the end of the value."
    return (0, "a quotation mark is not closed", hint) if match else None


def _extra_quote(value: str) -> _Found:
    match = _EXTRA_QUOTE.fullmatch(value)
    message, hint = "there is one quotation mark too many", "Remove it."
    return (match.start(1), message, hint) if match else None


def _number_sign(value: str) -> _Found:
    match = _NUMBER_SIGN.match(value)
    message = "a number sign begins a comment, which ends the line"
    hint = 'Put the entries of the list in quotes: ["#first", "#second"]'
    return (match.start(1), message, hint) if match else None


def _hyphen(value: str) -> _Found:
    if not value.startswith("- "):
        return None
    hint = f"Begin the list on a new line. For a text: {quote_hint(value)}"
    return 0, "the value begins with a hyphen and a space, which begin a list", hint


def _bracket(value: str) -> _Found:
    if not _AFTER_BRACKET.match(value):
        return None
    kind = "a bracket, which begins a list" if value[0] == "[" else "a brace, which begins fields"
    return 0, f"the value begins with {kind}", quote_hint(value)


def _special(value: str) -> _Found:
    if not _SPECIAL.match(value):
        return None
    message = f"the value begins with the special character {value[0]}"
    return 0, message, quote_hint(value)


def _colon(value: str) -> _Found:
    match = _COLON.search(value)
    if match is None or value[0] in "\"'[{":
        return None
    if value[0] in _CURLY:
        message = "a colon inside curly quotes starts a new field: only straight quotes protect it"
        return match.start(), message, f"Write {in_quotes(value.strip(_CURLY))}"
    return match.start(), "a colon inside a value starts a new field", quote_hint(value)


_RULES_ABOVE: tuple[Callable[[str], _Found], ...] = (
    _conflict,
    _tab,
    _no_break_space,
    _no_space,
    _list_entry,
    _markup,
    *map(_on_value, (_number_sign, _extra_quote, _mixed_quotes, _open_quote)),
)
"""Slips that the parser may notice only on a later line."""
_RULES = (
    *_RULES_ABOVE[:6],
    _other_sign,
    *map(_on_value, (_number_sign, _extra_quote, _after_quotes, _hyphen, _bracket, _special)),
    _on_value(_colon),
    *_RULES_ABOVE[8:],
)
