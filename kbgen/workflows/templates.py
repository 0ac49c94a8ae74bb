# SPDX-License-Identifier: MIT
"""List kbgen's templates, and copy one into the site's own ones, to change it."""

from __future__ import annotations

from pathlib import Path

from kbgen.content.links.nearest import Nearest
from kbgen.errors import SettingsError
from kbgen.runtime.atomic_write import write_atomically
from kbgen.settings import SiteSettings
from kbgen.settings.resources import theme_dir


def template_names() -> tuple[str, ...]:
    """Return the names of the templates that a site can replace, sorted."""
    root = theme_dir()
    return tuple(
        sorted(path.relative_to(root).as_posix() for path in (root / "kbgen").rglob("*.html"))
    )


def copy_template(settings: SiteSettings, name: str) -> Path:
    """Copy a template into the theme's `custom_dir`, and return its path there.

    Raises:
        SettingsError: There is no such template or folder, or the site has the template already.
        OSError: The file cannot be written.
    """
    names = template_names()
    if name not in names:
        near = Nearest(names).to(name)
        hint = f"Did you mean {near}?" if near else "'kbgen templates' lists them."
        raise SettingsError(f"there is no template {name}", hint)
    if settings.custom_dir is None:
        hint = f"Add 'custom_dir: overrides' to theme in {settings.config_file.name}."
        raise SettingsError("the site has no folder for its own templates", hint)
    path = settings.custom_dir / name
    if path.exists():
        raise SettingsError(f"the site has its own {name} already", "Remove it to begin again.")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, (theme_dir() / name).read_bytes())
    return path
