# SPDX-License-Identifier: MIT
"""Set up MkDocs' template environment with our theme and Material's files.

`kbgen build` and `mkdocs build` share it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from kbgen import __version__
from kbgen.settings.resources import code_digest, theme_dir
from kbgen.site.caching.cache import digest
from kbgen.site.planning.template_filters import FILTERS

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

MAIN_TEMPLATE = "main.html"
_RENDERING = ("mkdocs", "mkdocs-material", "jinja2")


def install_theme(config: MkDocsConfig) -> None:
    """Add our theme between `custom_dir` and Material, and switch off MkDocs' own templates."""
    folder = str(theme_dir())
    dirs = config.theme.dirs
    if folder not in dirs:
        dirs.insert(1 if config.theme.custom_dir else 0, folder)
    config.theme.static_templates.clear()


def prepare_environment(environment: jinja2.Environment) -> jinja2.Environment:
    """Add our templates' filters, and escape what a site's own templates print.

    MkDocs does not escape; our templates enable escaping themselves, in any environment. A
    `main.html` of the site is for Material's pages and would not know ours, so it is not used.
    """
    from jinja2 import ChoiceLoader, DictLoader

    from kbgen.mkdocs_plugin.renderer.shared_parts import shared

    environment.autoescape = True
    ours = DictLoader({MAIN_TEMPLATE: (theme_dir() / MAIN_TEMPLATE).read_text("utf-8")})
    environment.loader = ChoiceLoader([ours, *filter(None, [environment.loader])])
    # A renderer serves one state of the templates. Reloading would check about twenty files a page.
    environment.auto_reload = False
    environment.filters.update(FILTERS)
    environment.filters["shared"] = shared
    environment.extend(kb_overrides_parts=_overrides_parts(environment))
    return environment


def _overrides_parts(environment: jinja2.Environment) -> bool:
    """Tell whether a folder before ours has a template that replaces one of ours."""
    from jinja2 import TemplateNotFound

    assert environment.loader is not None, "`prepare_environment` sets it"
    for path in theme_dir().rglob("*.html"):
        name = path.relative_to(theme_dir()).as_posix()
        try:
            _, file, _ = environment.loader.get_source(environment, name)
        except TemplateNotFound:  # an environment without our folder, in tests
            continue
        if file is not None and Path(file) != path:
            return True
    return False


def theme_fingerprint(custom_dir: Path | None) -> str:
    """Return a digest that changes with any template, and with the versions that render them."""
    parts: list[bytes | str] = [__version__, code_digest("runtime", "site"), *_versions()]
    for folder in (theme_dir(), custom_dir):
        for path in _template_files(folder):
            parts += [path.relative_to(folder or path).as_posix(), path.read_bytes()]
    return digest(*parts)


@lru_cache(maxsize=1)
def _versions() -> tuple[str, ...]:
    return tuple(map(version, _RENDERING))


def _template_files(folder: Path | None) -> list[Path]:
    """Return everything that a template may include: other templates, and icons."""
    if folder is None or not folder.is_dir():
        return []
    return sorted(
        path for path in folder.rglob("*") if path.suffix in (".html", ".svg") and path.is_file()
    )
