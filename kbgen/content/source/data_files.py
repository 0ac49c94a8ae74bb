# SPDX-License-Identifier: MIT
"""Read the files of `content/_data/`, which `walk` skips: one list of entries per language.

In: the settings and the name of a kind of data file. Out: entries by language, or diagnostics.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kbgen.content.front_matter import parse_yaml_list
from kbgen.content.source.article_source import read_limited
from kbgen.content.source.decoding import decode
from kbgen.content.source.walk import DATA_FOLDER
from kbgen.runtime.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.runtime.located_yaml import Located
    from kbgen.settings.types import SiteSettings

MAX_BYTES = 4_000_000


def read_data_files(
    settings: SiteSettings, name: str, unknown_language: str
) -> Iterator[tuple[str, list[Located], Problems]]:
    """Yield (language, entries, problems) of each file `<name>.<language>.yml` (or `.yaml`).

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
    for match in filter(None, map(pattern.fullmatch, file_names)):
        path, lang = f"{DATA_FOLDER}/{match.group()}", match[1]
        problems = Problems(settings.display_path(path))
        if lang not in languages:
            hint = f"Its languages are {', '.join(languages)}."
            message = f"'{lang}' is not a language of this site"
            problems.add(unknown_language, message, hint=hint)
            yield lang, [], problems
            continue
        data = read_limited(settings.docs_dir, path, MAX_BYTES, problems)
        text = None if data is None else decode(data, problems)
        yield lang, [] if text is None else parse_yaml_list(text, problems), problems
