# SPDX-License-Identifier: MIT
"""What both ways of building share: our theme in MkDocs' environment, and Material's files."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kbgen import __version__
from kbgen.errors import EnvironmentFailure
from kbgen.settings.resources import code_digest, theme_dir
from kbgen.site.caching.cache import digest
from kbgen.site.planning.template_filters import FILTERS

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

_STYLESHEETS = ("main",)
_RENDERING = ("mkdocs", "mkdocs-material", "jinja2")


def install_theme(config: MkDocsConfig) -> None:
    """Slide our theme between the site's `custom_dir` and Material, and switch off MkDocs' own templates."""
    folder = str(theme_dir())
    dirs = config.theme.dirs
    if folder not in dirs:
        dirs.insert(1 if config.theme.custom_dir else 0, folder)
    config.theme.static_templates.clear()


def prepare_environment(environment: jinja2.Environment) -> jinja2.Environment:
    """Give an environment the filters of our templates, and have it escape what a site's own templates print.

    MkDocs' does not escape; our templates say so themselves, in whatever environment they stand.
    """
    environment.autoescape = True
    environment.auto_reload = False  # it serves one state of the templates; a page has twenty parts to ask about
    environment.filters.update(FILTERS)
    return environment


def engine_files() -> dict[str, Path]:
    """Material's stylesheets: output path → file, in the order to load them.

    Raises:
        EnvironmentFailure: Material is not the one we know.
    """
    folder = material_dir() / "assets" / "stylesheets"
    found = {}
    for name in _STYLESHEETS:
        matches = sorted(folder.glob(f"{name}.*.min.css"))
        if len(matches) != 1:
            raise EnvironmentFailure(
                f"Material's stylesheet {name} is not where it should be",
                "Install mkdocs-material 9.8 or newer, below 10.",
            )
        found[f"assets/stylesheets/{matches[0].name}"] = matches[0]
    return found


def material_dir() -> Path:
    """The folder of Material's templates.

    Raises:
        EnvironmentFailure: Material is not installed.
    """
    spec = find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise EnvironmentFailure("Material for MkDocs is not installed", "Run: pip install mkdocs-material")
    return Path(spec.submodule_search_locations[0]) / "templates"


def theme_fingerprint(custom_dir: Path | None) -> str:
    """Changes when a template, or what renders it, changes."""
    parts: list[bytes | str] = [__version__, code_digest("site"), *_versions()]
    for folder in (theme_dir(), custom_dir):
        for path in _template_files(folder):
            parts += [path.relative_to(folder or path).as_posix(), path.read_bytes()]
    return digest(*parts)


@lru_cache(maxsize=1)
def _versions() -> tuple[str, ...]:
    return tuple(map(version, _RENDERING))


def _template_files(folder: Path | None) -> list[Path]:
    """Whatever a template may include: other templates, and icons."""
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".svg") and path.is_file())
