# SPDX-License-Identifier: MIT
"""Tell values of other tools in `audience` and `status` from mistakes in kbgen's own.

Other tools have fields with these names: `audience: ITPro` of DocFX, `status: new` of Material. In
a site that never uses kbgen's values, such a field is foreign and has no meaning here. Nothing may
become public by mistake, so a value that resembles or contains one of kbgen's, or that speaks of
readers who are not the public, is never foreign (record 98 in DECISIONS.md).

In: values of one file. Out: whether a value can be foreign; which fields hold values of kbgen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain
from typing import Final

from kbgen.content.front_matter.schema import STATUS_WORDS
from kbgen.model import Audience, Diagnostic, Status
from kbgen.runtime.located_yaml import Located

OWN_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "audience": frozenset(Audience),
    "status": frozenset(Status) | STATUS_WORDS.keys(),
}
"""Field that can be foreign → kbgen's values of it."""
# Words of values that hide a page in other tools, in the languages of the interface.
_RESTRICTING_TEXT: Final = """
agents archived classified clients confidential customers deleted disabled draft embargoed
employees expired hidden inactive internal internally limited members nda never none not only paid
partners pending premium private privileged protected rejected removed restricted retired scheduled
secret staff team todo trash unlisted unpublished withdrawn withheld wip
внутренний внутренняя закрытый клиенты конфиденциально партнеры персонал приватный скрытый
служебный сотрудники секретно удалено черновик
archiviert archivé archivado archiviato archiwalny entwurf brouillon borrador bozza rascunho concept
intern interna interne interner interno internes interní mitarbeiter vertraulich confidentiel
confidencial riservato privado privato privé geheim utkast luonnos koncept návrh
klienci niejawne partnerzy poufne pracownicy prywatne roboczy szkic tajne ukryte wewnętrzne
wewnętrzny
"""
_RESTRICTING: Final = frozenset(_RESTRICTING_TEXT.split())
_SIMILAR: Final = 0.75
_LONG: Final = 5
"""Letters of a word from which a similar restricting word is likely to be meant: not done, none."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_FIELD: Final = re.compile(
    r"""^["']?(audience|status)["']?[ \t]*:(.*(?:\n[ \t-].*)*)""", re.IGNORECASE | re.MULTILINE
)
_SEARCHED: Final = 65_536
"""Characters of a file in which its front matter must end."""


@dataclass(frozen=True, slots=True)
class ForeignValue:
    """A value that is not kbgen's and may be another tool's; the whole site decides which."""

    name: str
    """The field."""
    text: str
    """The value, as messages show it."""
    problem: Diagnostic
    """What to report if the field is kbgen's."""


@dataclass(frozen=True, slots=True)
class ForeignValues:
    """How to treat the values of other tools in one file."""

    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """`front_matter.values`: field → value of another tool, in lower case → value of kbgen."""
    found: list[ForeignValue] = field(default_factory=list)
    """Receives the values that can be foreign."""

    def translate(self, name: str, value: Located) -> Located:
        """Return a value as kbgen's, if the settings say what it means.

        A list has a meaning if all its entries have the same one.
        """
        known = self.translations.get(name)
        if not known:
            return value
        entries = value.value if isinstance(value.value, list) else [value]
        meanings = {_translated(entry, known) for entry in entries}
        meaning = meanings.pop() if len(meanings) == 1 else None
        return replace(value, value=meaning) if meaning else value

    def accept(self, name: str, value: Located, problem: Diagnostic) -> bool:
        """Note a value that can be foreign; return whether it can."""
        if name not in OWN_WORDS or name in self.translations or not can_be_foreign(name, value):
            return False
        text = ", ".join(_texts(value))
        shown = text if len(text) <= 40 and text.isprintable() else f"{text[:39]!r}…"
        self.found.append(ForeignValue(name, shown, problem))
        return True


def _translated(entry: Located, known: Mapping[str, str]) -> str | None:
    text = entry.value.strip() if isinstance(entry.value, str) else ""
    return known.get(text.casefold())


def can_be_foreign(name: str, value: Located) -> bool:
    """Tell whether a value of a field has nothing in common with kbgen's, and hides nothing."""
    words = chain.from_iterable(_WORD.findall(text.casefold()) for text in _texts(value))
    return not any(_is_suspicious(name, word) for word in words)


# Cached: imported articles have the same few values in every file.
@lru_cache(maxsize=1024)
def _is_suspicious(name: str, word: str) -> bool:
    suspicious = OWN_WORDS[name] | (_RESTRICTING if len(word) >= _LONG else frozenset())
    return word in _RESTRICTING or bool(get_close_matches(word, sorted(suspicious), 1, _SIMILAR))


def own_fields(data: bytes) -> tuple[str, ...]:
    """Return the fields in which an unusable file has a value of kbgen, perhaps among others.

    Its front matter cannot be trusted to be readable, so this looks for words.
    """
    text = data[:_SEARCHED].decode("utf-8", "replace").replace("\r\n", "\n")
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, 4)
    block = text[: end.start()] if end else text
    return tuple(
        dict.fromkeys(
            match[1].lower()
            for match in _FIELD.finditer(block)
            if not OWN_WORDS[match[1].lower()].isdisjoint(_WORD.findall(match[2].casefold()))
        )
    )


def _texts(value: Located) -> Iterator[str]:
    """Yield all texts of a value, and the names of a mapping."""
    if isinstance(value.value, str):
        yield value.value
    for entry in value.value if isinstance(value.value, list) else ():
        yield from _texts(entry)
    for name, entry in value.items():
        yield name
        yield from _texts(entry)
