# SPDX-License-Identifier: MIT
"""Read the files of `content/_data/`, which `walk` skips: one list or mapping per language.

In: the settings and the name of a kind of data file. Out: entries by language, or diagnostics.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kbgen.content.front_matter import parse_yaml, parse_yaml_list
from kbgen.content.source.article_source import read_limited
from kbgen.content.source.decoding import decode
from kbgen.content.source.walk import DATA_FOLDER
from kbgen.runtime.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.runtime.located_yaml import Located
    from kbgen.settings.types import SiteSettings

MAX_BYTES = 4_000_000
_LIKE_DATA = re.compile(r"\.(?:ya?ml(?:\.txt)?|json)$")
_SIMILAR = 0.8


def read_data_files(
    settings: SiteSettings, name: str, unknown_language: str
) -> Iterator[tuple[str, list[Located], Problems]]:
    """Yield (language, entries, problems) of each file `<name>.<language>.yml` that is a list.

    The arguments are those of `_texts`.
    """
    for lang, text, problems in _texts(settings, name, unknown_language):
        yield lang, [] if text is None else parse_yaml_list(text, problems), problems


def read_data_mappings(
    settings: SiteSettings, name: str, unknown_language: str
) -> Iterator[tuple[str, dict[str, Located], Problems]]:
    """Yield (language, fields, problems) of each file `<name>.<language>.yml` that is a mapping.

    The arguments are those of `_texts`.
    """
    for lang, text, problems in _texts(settings, name, unknown_language):
        block = None if text is None else parse_yaml(text, 1, problems, "the file")
        if block:
            problems.extend(problem for _, problem in block.flaws)
        yield lang, block.fields if block else {}, problems


def _texts(
    settings: SiteSettings, name: str, unknown_language: str
) -> Iterator[tuple[str, str | None, Problems]]:
    """Yield (language, text, problems) of each file `<name>.<language>.yml` (or `.yaml`).

    The text is None if the file cannot be read or is for no language of the site.

    Args:
        settings: The site's settings.
        name: The kind of file, such as `synonyms`.
        unknown_language: Code of the diagnostic for a language that the site does not have.
    """
    pattern = re.compile(rf"{re.escape(name)}\.([A-Za-z-]+)\.ya?ml")
    try:
        file_names = sorted(entry.name for entry in (settings.docs_dir / DATA_FOLDER).iterdir())
    except OSError:
        return
    languages = settings.kbgen.languages
    for file_name in file_names:
        if not pattern.fullmatch(file_name) and _is_nearly(name, file_name):
            problems = Problems(settings.display_path(f"{DATA_FOLDER}/{file_name}"))
            hint = f"Rename it to {name}.{languages[0]}.yml, with the code of its language."
            problems.add(unknown_language, "the file is not read: its name is wrong", hint=hint)
            yield "", None, problems
    for match in filter(None, map(pattern.fullmatch, file_names)):
        path, lang = f"{DATA_FOLDER}/{match.group()}", match[1]
        problems = Problems(settings.display_path(path))
        if lang not in languages:
            hint = f"Its languages are {', '.join(languages)}."
            message = f"'{lang}' is not a language of this site"
            problems.add(unknown_language, message, hint=hint)
            yield lang, None, problems
            continue
        data = read_limited(settings.docs_dir, path, MAX_BYTES, problems)
        yield lang, None if data is None else decode(data, problems), problems


def _is_nearly(name: str, file_name: str) -> bool:
    """Tell whether a data file of this kind was meant: `synonym.en.yml`, `queries.yml`."""
    stem = file_name.lower().partition(".")[0]
    return bool(_LIKE_DATA.search(file_name.lower())) and bool(
        get_close_matches(stem, [name], 1, _SIMILAR)
    )
