# SPDX-License-Identifier: MIT
"""Build a site whose plugins need all pages at once: MkDocs' pipeline, kbgen's publishing.

Such a plugin may look at everything, so that nothing tells what a page depends on. Therefore there
are no workers and no cached pages.
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
from kbgen.mkdocs_plugin.hosting.loaded_plugins import (
    check_installed,
    plugin_error,
    plugin_position,
)
from kbgen.mkdocs_plugin.hosting.log_capture import LogMessage, capture_log, error_line
from kbgen.mkdocs_plugin.renderer.mkdocs_settings import load_mkdocs_config
from kbgen.model import Diagnostic, diagnostic
from kbgen.runtime.folder_files import files_below
from kbgen.settings import SiteSettings, plain_name
from kbgen.site.building.build import refuse_overlap
from kbgen.site.building.report import BuildReport
from kbgen.site.caching.work_folder import prepare_work_dir
from kbgen.site.planning.assemble import Assembly
from kbgen.site.publishing.publish import publication_of, publish

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from kbgen.mkdocs_plugin.plugin import KbgenPlugin

_OUR_LOGGER: Final = "mkdocs.plugins.kbgen"
_PLUGIN_LOGGERS: Final = ("mkdocs.plugin", "mkdocs.material")
"""Prefixes of the loggers of plugins."""


def build_in_one_process(settings: SiteSettings, site_dir: Path, *, strict: bool) -> BuildReport:
    """Build and publish a site in one process, with all of its plugins.

    Args:
        settings: The site's settings.
        site_dir: Where to publish.
        strict: Publish nothing if there is an error or a warning.

    Raises:
        KbgenError: Like `kbgen.site.building.build.build`; SettingsError also if a plugin fails.
    """
    started = time.monotonic()
    refuse_overlap(settings, site_dir)
    check_installed(settings)
    prepare_work_dir(settings.work_dir)
    with TemporaryDirectory(dir=settings.work_dir) as folder:
        assembly, messages = _run(settings, Path(folder))
        diagnostics = tuple(
            sorted({*assembly.diagnostics, *messages}, key=lambda problem: problem.sort_key)
        )
        report = BuildReport(
            pages=len(assembly.pages),
            languages=assembly.checked.kb.languages,
            rendered=len(assembly.pages),
            cached=0,
            diagnostics=diagnostics,
            search=assembly.search,
            published=assembly.checked.kb.has_pages and not (strict and diagnostics),
            left_out=len(assembly.checked.kb.left_out),
            one_process=settings.whole_site_plugins,
        )
        if report.published:
            report = replace(
                report,
                atomic=publish(publication_of(dict(files_below(Path(folder)))), site_dir).atomic,
            )
    return replace(report, seconds=round(time.monotonic() - started, 3))


def assemble_in_one_process(settings: SiteSettings) -> Assembly:
    """Return the plan of a site with the pages that its plugins make; publish nothing.

    Raises:
        KbgenError: Like `build_in_one_process`.
    """
    check_installed(settings)
    prepare_work_dir(settings.work_dir)
    with TemporaryDirectory(dir=settings.work_dir) as folder:
        return _run(settings, Path(folder))[0]


def _run(settings: SiteSettings, folder: Path) -> tuple[Assembly, list[Diagnostic]]:
    """Have MkDocs write the site into a folder; return the plan and the plugins' warnings."""
    from mkdocs.commands.build import build

    with capture_log() as messages, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # warnings of plugins are for their authors
        config: MkDocsConfig | None = None
        try:
            config = load_mkdocs_config(settings.config_file, site_dir=str(folder))
            kbgen_plugin: KbgenPlugin = config.plugins["kbgen"]  # type: ignore[assignment]
            kbgen_plugin.work_dir = settings.work_dir
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except (Exception, SystemExit) as error:
            raise _find_kbgen_error(error) or _plugin_error(
                settings, config, messages, error
            ) from error
        finally:
            if config is not None:
                config.plugins.on_shutdown()
    assert kbgen_plugin.assembly is not None, "our plugin plans the site before MkDocs writes"
    assembly = replace(kbgen_plugin.assembly, checked=kbgen_plugin.checked)
    return assembly, [*kbgen_plugin.diagnostics, *_warnings(settings, messages)]


def _find_kbgen_error(error: BaseException | None) -> KbgenError | None:
    """Return the error that our plugin raised before MkDocs wrapped it; None if it raised none."""
    while error is not None and not isinstance(error, KbgenError):
        error = error.__cause__ or error.__context__
    return error


def _warnings(settings: SiteSettings, messages: list[LogMessage]) -> Iterator[Diagnostic]:
    """Yield the plugins' warnings, located where mkdocs.yml names the plugin.

    Our own messages are diagnostics already, and MkDocs' own warnings are about links it cannot
    know.
    """
    for message in messages:
        if message.logger != _OUR_LOGGER and message.logger.startswith(_PLUGIN_LOGGERS):
            name = message.plugin_name(plugin.name for plugin in settings.other_plugins)
            position = plugin_position(settings, name)
            text = message.text.replace(f"{settings.root}/", "")
            yield diagnostic(
                "KB708", settings.config_file.name, text, line=position.line, column=position.column
            )


def _plugin_error(
    settings: SiteSettings,
    config: MkDocsConfig | None,
    messages: list[LogMessage],
    error: BaseException,
) -> SettingsError:
    if place := _place_in_hook(settings, error):
        hint = "Correct the hook, or remove it from 'hooks' in mkdocs.yml."
        return SettingsError(f"{place}:1: KB703 the hook fails: {error_line(error)}", hint)
    current = config.plugins._current_plugin if config else ""  # noqa: SLF001  (not public)
    name = current or _plugin_in_traceback(config, error)
    # A plugin that exits has logged why.
    reason = messages[-1].text if messages and isinstance(error, SystemExit) else error
    return plugin_error(settings, name, reason, "Run 'mkdocs build' for details.")


def _place_in_hook(settings: SiteSettings, error: BaseException | None) -> str:
    """Return file and line of the site's own code that raised the error or a cause; or ""."""
    if not settings.has_hooks:
        return ""
    place = ""
    while error is not None:
        lines = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
        if isinstance(error, SyntaxError):  # the code did not run
            lines.append((error.filename or "", error.lineno or 1))
        for name, line in lines:
            file = Path(name)
            if file.is_relative_to(settings.root) and "site-packages" not in file.parts:
                place = f"{file.relative_to(settings.root).as_posix()}:{line}"
        error = error.__cause__ or error.__context__
    return place


def _plugin_in_traceback(config: MkDocsConfig | None, error: BaseException | None) -> str:
    """Return the plugin whose code raised the error or one of its causes; "" if none did.

    MkDocs no longer knows the plugin at this point.
    """
    packages = {
        type(plugin).__module__.rpartition(".")[0]: name
        for name, plugin in (config.plugins if config else {}).items()
    }
    packages.pop(__package__, None)
    while error is not None:
        for frame, _ in walk_tb(error.__traceback__):
            module = str(frame.f_globals.get("__name__"))
            for package, name in packages.items():
                if f"{module}.".startswith(f"{package}."):
                    return plain_name(name)
        error = error.__cause__ or error.__context__
    return ""
