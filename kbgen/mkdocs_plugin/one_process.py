# SPDX-License-Identifier: MIT
"""`kbgen build` for a site with plugins that need all pages at once: MkDocs' pipeline, published as any other build.

Without workers and without kept pages: such a plugin may look at everything, and nobody can tell what a page depends
on.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import walk_tb
from typing import TYPE_CHECKING, Final

from kbgen.errors import KbgenError, SettingsError
from kbgen.mkdocs_plugin.hosting.loaded_plugins import check_installed, place_of
from kbgen.mkdocs_plugin.hosting.log_capture import Said, listening, one_line
from kbgen.model import Diagnostic, diagnostic
from kbgen.settings import SiteSettings, plain_name
from kbgen.site.building.build import BuildReport, prepare_work_dir, refuse_overlap
from kbgen.site.planning.assemble import Assembly
from kbgen.site.publishing.publish import publication_of, publish

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from kbgen.mkdocs_plugin.plugin import KbgenPlugin

_OURS: Final = "mkdocs.plugins.kbgen"
_PLUGINS: Final = ("mkdocs.plugin", "mkdocs.material")
"""Loggers of plugins."""


def build_in_one_process(settings: SiteSettings, site_dir: Path, *, strict: bool) -> BuildReport:
    """Build and publish a site.

    Args:
        settings: of the site.
        site_dir: where to publish.
        strict: publish nothing when there is an error or a warning.

    Raises:
        KbgenError: as `kbgen.site.building.build.build`, and SettingsError when a plugin cannot do its work.
    """
    started = time.monotonic()
    refuse_overlap(settings.docs_dir, site_dir)
    check_installed(settings)
    prepare_work_dir(settings.work_dir)
    with TemporaryDirectory(dir=settings.work_dir) as folder:
        assembly, said = _run(settings, Path(folder))
        diagnostics = tuple(sorted({*assembly.diagnostics, *said}, key=lambda item: item.sort_key))
        report = BuildReport(
            pages=len(assembly.pages),
            languages=assembly.checked.kb.languages,
            rendered=len(assembly.pages),
            cached=0,
            seconds=0.0,
            diagnostics=diagnostics,
            search=assembly.search,
            published=bool(assembly.checked.kb.articles) and not (strict and diagnostics),
            one_process=settings.whole_site_plugins,
        )
        if report.published:
            report = replace(report, whole=publish(publication_of(dict(_files(Path(folder)))), site_dir).whole)
    return replace(report, seconds=round(time.monotonic() - started, 3))


def _run(settings: SiteSettings, folder: Path) -> tuple[Assembly, list[Diagnostic]]:
    """Have MkDocs write the site into a folder; what was planned, and what plugins say."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with listening() as said, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of plugins, for those who write plugins
        config: MkDocsConfig | None = None
        try:
            config = load_config(str(settings.config_file), site_dir=str(folder), strict=False)
            ours: KbgenPlugin = config.plugins["kbgen"]  # type: ignore[assignment]
            ours.work_dir = settings.work_dir
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except (Exception, SystemExit) as error:
            raise _own(error) or _refusal(settings, config, said, error) from error
        finally:
            if config is not None:
                config.plugins.on_shutdown()
    assert ours.assembly is not None, "what our plugin makes before anything is written"
    return ours.assembly, [*ours.noticed, *_warnings(settings, said)]


def _own(error: BaseException | None) -> KbgenError | None:
    """What our plugin raised, under what MkDocs made of it."""
    while error is not None and not isinstance(error, KbgenError):
        error = error.__cause__ or error.__context__
    return error


def _warnings(settings: SiteSettings, said: list[Said]) -> Iterator[Diagnostic]:
    """What plugins say, where mkdocs.yml names them. What we say is known, and MkDocs knows nothing of our links."""
    for item in said:
        if item.logger != _OURS and item.logger.startswith(_PLUGINS):
            name = item.speaker(plugin.name for plugin in settings.other_plugins)
            at = place_of(settings, name)
            text = item.text.replace(f"{settings.root}/", "")
            yield diagnostic("KB708", settings.config_file.name, text, line=at.line, column=at.column)


def _refusal(
    settings: SiteSettings, config: MkDocsConfig | None, said: list[Said], error: BaseException
) -> SettingsError:
    working = (config.plugins._current_plugin if config else "") or _at_work(config, error)  # noqa: SLF001  (MkDocs itself asks so)
    reason = said[-1].text if said and isinstance(error, SystemExit) else one_line(f"{type(error).__name__}: {error}")
    place = place_of(settings, working)
    at = f"{settings.config_file.name}:{place.line}:{place.column}"
    who = f"the plugin '{working}'" if working else "a plugin"
    return SettingsError(f"{at}: KB703 {who} cannot be used: {reason}", "Run 'mkdocs build' to see more of it.")


def _at_work(config: MkDocsConfig | None, error: BaseException | None) -> str:
    """The plugin whose code was running when this, or what it stands for, was raised; MkDocs has forgotten it."""
    packages = {
        type(plugin).__module__.rpartition(".")[0]: name for name, plugin in (config.plugins if config else {}).items()
    }
    packages.pop(__package__, None)
    while error is not None:
        for frame, _ in walk_tb(error.__traceback__):
            module = str(frame.f_globals.get("__name__"))
            if found := next(
                (name for package, name in packages.items() if f"{module}.".startswith(f"{package}.")), ""
            ):
                return plain_name(found)
        error = error.__cause__ or error.__context__
    return ""


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path
