# SPDX-License-Identifier: MIT
"""Measure how a package's Python reads: docstrings, comments, comprehensions, line lengths.

In: a folder of Python files. Out: `StyleFigures`. Properties count as functions.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Final

from .verbs import VERBS

MAX_COLUMNS: Final = 100
_DATED: Final = re.compile(
    r"\b(?:whoever|whatever it|nobody|somebody|mend(?:s|ed|ing)?|(?:is|are|be) told|of now|of "
    r"before|less the|at hand"
    r"|lies? (?:beside|in|at|there|below|behind)|lie (?:in|at|there)|stands? "
    r"(?:in|beside|at|there|for itself|behind)"
    r"|in (?:its|their) stead|let(?:s)? go of|tak(?:es?|en) away|look(?:s)? after|come(?:s)? of "
    r"it|what is wrong"
    r"|of (?:it|them|theirs|its own)\.$|by itself has|came nothing|as (?:it|they) (?:is|are) "
    r"written)\b",
    re.IGNORECASE,
)
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_LAYOUT: Final = frozenset(
    {
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.COMMENT,
        tokenize.ENDMARKER,
    }
)


@dataclass(frozen=True, slots=True)
class StyleFigures:
    """Counts over the files of a package."""

    lines: int = 0
    long_lines: int = 0
    """Lines of more than `MAX_COLUMNS` characters."""
    comments: int = 0
    """Comments, directives such as `# noqa` excluded."""
    statements: int = 0
    tokens: int = 0
    """Tokens of the language, without layout and comments."""
    nested_comprehensions: int = 0
    """Comprehensions inside a comprehension, and those with more than one `for`."""
    docstrings: int = 0
    dated: int = 0
    """Docstrings with dated or indirect English."""
    function_docstrings: int = 0
    without_verb: int = 0
    """Docstrings of functions that do not begin with a verb."""

    def __add__(self, other: StyleFigures) -> StyleFigures:
        """Add the counts of two sets of files."""
        return StyleFigures(
            *(getattr(self, field.name) + getattr(other, field.name) for field in fields(self))
        )


def measure_package(folder: Path) -> StyleFigures:
    """Measure all Python files below a folder, tests excluded."""
    total = StyleFigures()
    for path in sorted(folder.rglob("*.py")):
        if not {"tests", "test", "_vendor"} & set(path.relative_to(folder).parts):
            total += measure_source(path.read_text("utf-8"))
    return total


def measure_source(source: str) -> StyleFigures:
    """Measure the text of one file."""
    tree = ast.parse(source)
    lines = source.splitlines()
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    docstrings = list(_docstrings(tree))
    own = [text for text, is_function in docstrings if is_function]
    return StyleFigures(
        lines=len(lines),
        long_lines=sum(len(line) > MAX_COLUMNS for line in lines),
        comments=sum(
            token.type == tokenize.COMMENT and _is_prose(token.string) for token in tokens
        ),
        statements=sum(isinstance(node, ast.stmt) for node in ast.walk(tree)),
        tokens=sum(token.type not in _LAYOUT for token in tokens),
        nested_comprehensions=sum(map(_is_nested, ast.walk(tree))),
        docstrings=len(docstrings),
        dated=sum(bool(_DATED.search(text)) for text, _ in docstrings),
        function_docstrings=len(own),
        without_verb=sum(not begins_with_verb(text) for text in own),
    )


def begins_with_verb(docstring: str) -> bool:
    """Tell whether the first word is a verb: `Return`, `Returns`, `Copies`."""
    match = re.match(r"[\W_]*([A-Za-z]+)(?:-[a-z]+)?", docstring)
    if match is None:
        return False
    word = match.group(1).lower()
    stems = {word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)}
    return not VERBS.isdisjoint(stems)


def _docstrings(tree: ast.Module) -> list[tuple[str, bool]]:
    """Return every docstring with whether a function has it, attribute docstrings included."""
    found: list[tuple[str, bool]] = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, *_FUNCTIONS)):
            if text := ast.get_docstring(node):
                found.append((text, isinstance(node, _FUNCTIONS)))
            found.extend((text, False) for text in _attribute_docstrings(node.body))
    return found


def _attribute_docstrings(body: list[ast.stmt]) -> list[str]:
    texts = []
    for before, statement in pairwise(body):
        if isinstance(before, (ast.Assign, ast.AnnAssign)) and isinstance(statement, ast.Expr):
            value = statement.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                texts.append(value.value)
    return texts


def _is_nested(node: ast.AST) -> bool:
    if not isinstance(node, _COMPREHENSIONS):
        return False
    inside = (child for child in ast.walk(node) if child is not node)
    return len(node.generators) > 1 or any(isinstance(child, _COMPREHENSIONS) for child in inside)


def _is_prose(comment: str) -> bool:
    return not re.match(r"#\s*(?:noqa|type:|pragma|SPDX|!|-\*-|fmt:|ruff:|mypy:|pylint:)", comment)
