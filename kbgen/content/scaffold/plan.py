# SPDX-License-Identifier: MIT
"""Plan the files of a new site: path → text. Reads nothing but the templates in `data/`.

Languages with their own samples (`SAMPLED`) get them. Any other language gets the English samples
when it is the site's first one, as a starting point to rewrite. As an additional language it gets
only a home page, because English text under its name would look like a translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Template

from kbgen import __version__
from kbgen.errors import SettingsError
from kbgen.runtime.folder_files import files_below
from kbgen.settings.local_texts import is_language_code

_DATA = Path(__file__).parent / "data"
_FALLBACK = "en"
_BOOLEANS = frozenset({"no", "off", "on", "yes"})
"""Language codes that YAML reads as booleans unless they are quoted."""


class Ci(StrEnum):
    """The CI system that checks and publishes the site."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Samples:
    """Sample texts in one language for the files around the articles."""

    site_name: str
    popular_searches: tuple[str, ...]


SAMPLED: dict[str, _Samples] = {
    "en": _Samples("Acme help", ("forgot password", "refund", "payment declined")),
    "ru": _Samples("Справка Acme", ("забыл пароль", "вернуть деньги", "платёж отклонён")),
    "pl": _Samples("Pomoc Acme", ("nie pamiętam hasła", "zwrot pieniędzy", "odrzucona płatność")),
}
"""Languages with sample articles, promises and a README: `data/{samples,promises,readme}/`."""

GITHUB_WORKFLOW = ".github/workflows/help-center.yml"
GITLAB_WORKFLOW = ".gitlab-ci.yml"
_CI_FILES: dict[Ci, dict[str, str]] = {
    Ci.GITHUB: {GITHUB_WORKFLOW: "ci/github.yml"},
    Ci.GITLAB: {GITLAB_WORKFLOW: "ci/gitlab.yml"},
    Ci.NONE: {},
}


def plan_site(languages: Sequence[str], ci: Ci, *, samples: bool = True) -> dict[str, str]:
    """Return the files of a new site.

    Args:
        languages: Language codes, the default language first.
        ci: The CI system to write a workflow for.
        samples: Whether to include sample articles, and what the settings and the guide for writers
            say about them.

    Returns:
        Texts by path from the site's folder, with `/`. Sorted by path.

    Raises:
        SettingsError: A code is invalid or given twice, or there is no language.
    """
    _check(languages)
    spoken = _spoken(languages[0])
    words = {
        "site_name": SAMPLED[spoken].site_name,
        "languages": ", ".join(map(_quoted, languages)),
        "popular_searches": _popular_searches(languages, in_force=samples),
        "content": _language_folder(languages, languages[0]) if samples else "content/",
        "category": " --category billing" if samples else "",
        "about_samples": _read(f"readme/samples/{spoken}.md") if samples else "",
        "version": __version__,
    }
    templates = {
        "mkdocs.yml": "mkdocs.yml",
        "README.md": f"readme/{spoken}.md",
        "requirements.txt": "requirements.txt",
    }
    files = {path: Template(_read(name)).substitute(words) for path, name in templates.items()}
    files[".gitignore"] = _read("gitignore")
    files[".gitattributes"] = _read("gitattributes")
    files |= {path: _read(name) for path, name in _CI_FILES[ci].items()}
    for lang in languages if samples else ():
        files |= _articles(languages, lang, words["site_name"])
    return dict(sorted(files.items()))


def _check(languages: Sequence[str]) -> None:
    if not languages:
        raise SettingsError("no language was specified", "Specify at least one, such as --lang en.")
    for lang in languages:
        if not is_language_code(lang):
            raise SettingsError(
                f"'{lang}' is not a language code",
                "Use codes such as en, pl, or pt-BR: --lang en,pl.",
            )
    if len(set(languages)) != len(languages):
        raise SettingsError("a language is listed twice", "List each language once.")


def _spoken(lang: str) -> str:
    """Return the language whose samples a site with this first language gets."""
    base = lang.partition("-")[0]
    return base if base in SAMPLED else _FALLBACK


def has_samples(lang: str) -> bool:
    """Tell whether a language has its own sample articles."""
    return lang.partition("-")[0] in SAMPLED


def _quoted(lang: str) -> str:
    return f"'{lang}'" if lang in _BOOLEANS else lang


def _language_folder(languages: Sequence[str], lang: str) -> str:
    """Return the folder of a language's articles: the content folder when there is one language."""
    return "content/" if len(languages) == 1 else f"content/{lang}/"


def _popular_searches(languages: Sequence[str], *, in_force: bool) -> str:
    """Return the `popular_searches` block for languages with articles that answer them.

    Without sample articles the block is commented out.
    """
    comment = "      # Offered as links below the search box of the home page."
    if not in_force:
        searches = ", ".join(SAMPLED[_spoken(languages[0])].popular_searches)
        return f"{comment}\n      # popular_searches: {{{_quoted(languages[0])}: [{searches}]}}\n"
    lines = [
        f"        {_quoted(lang)}: [{', '.join(SAMPLED[_spoken(lang)].popular_searches)}]"
        for lang in languages
        if has_samples(lang) or lang == languages[0]
    ]
    return "\n".join([comment, "      popular_searches:", *lines, ""])


def _articles(languages: Sequence[str], lang: str, site_name: str) -> dict[str, str]:
    folder = _language_folder(languages, lang)
    if has_samples(lang) or lang == languages[0]:
        files = {folder + path: text for path, text in _samples(_spoken(lang))}
        return files | {f"content/_data/queries.{lang}.yml": _read(f"promises/{_spoken(lang)}.yml")}
    return {f"{folder}index.md": Template(_read("home.md")).substitute(site_name=site_name)}


def _samples(lang: str) -> Iterator[tuple[str, str]]:
    for name, path in files_below(_DATA / "samples" / lang):
        yield name, path.read_text("utf-8")


def _read(name: str) -> str:
    return (_DATA / name).read_text("utf-8")
