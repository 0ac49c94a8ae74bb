# SPDX-License-Identifier: MIT
"""Report errors in the site's own templates, with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

from kbgen.errors import SettingsError


@contextmanager
def template_errors(config_file: Path, custom_dir: Path | None) -> Iterator[None]:
    """Turn an error in a template of `custom_dir` into an error of the site.

    Our own templates are tested, so other errors than those of Jinja pass if no template of the
    site is involved.

    Args:
        config_file: The settings file; paths are shown relative to its folder.
        custom_dir: The site's own templates.

    Raises:
        SettingsError: A template of the site is invalid, or failed.
    """
    import jinja2

    try:
        yield
    except SettingsError:
        raise
    except Exception as error:
        place = _place_of(error, custom_dir)
        if place is None and not isinstance(error, jinja2.TemplateError):
            raise
        raise SettingsError(_message(error, place, config_file), _hint(error)) from error


def _message(error: Exception, place: tuple[Path, int] | None, config_file: Path) -> str:
    reason = _reason(error)
    if place is None:
        return f"a template cannot be used: {reason}"
    path, line = place
    root = config_file.resolve().parent
    shown = path.relative_to(root) if path.is_relative_to(root) else path
    return f"{shown.as_posix()}:{line}:1: the template cannot be used: {reason}"


def _reason(error: Exception) -> str:
    import jinja2

    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.name}"
    if isinstance(error, jinja2.TemplateError):
        return error.message or type(error).__name__
    return f"{type(error).__name__}: {error}"


def _hint(error: Exception) -> str:
    import jinja2

    if isinstance(error, jinja2.TemplateNotFound):
        return "Correct the name, or put the template into the theme's custom_dir."
    return "Fix the template. The manual lists what `kb` contains: 'Change how it looks'."


def _place_of(error: Exception, custom_dir: Path | None) -> tuple[Path, int] | None:
    """Return file and line of the innermost template of the site that an error came through."""
    import jinja2

    if custom_dir is None:
        return None
    folder = custom_dir.resolve()
    places = [
        (Path(frame.f_code.co_filename).resolve(), line)
        for frame, line in walk_tb(error.__traceback__)
    ]
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        places.append((Path(error.filename).resolve(), error.lineno))
    own = [(path, line) for path, line in places if path.is_relative_to(folder)]
    return own[-1] if own else None
