# SPDX-License-Identifier: MIT
"""Load MkDocs' settings with only the plugins that kbgen hosts, ready to be called."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kbgen.errors import SettingsError
from kbgen.mkdocs_plugin.hosting.log_capture import capture_log, error_line, temporarily
from kbgen.mkdocs_plugin.hosting.plugin_inputs import READERS, Reader, options_text
from kbgen.mkdocs_plugin.renderer.mkdocs_settings import load_mkdocs_config
from kbgen.settings import (
    HOSTED_KINDS,
    OtherPlugin,
    PluginKind,
    SiteSettings,
    known_plugin,
    plain_name,
)
from kbgen.site.processes.file_access import track_opened_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin, PluginCollection
    from mkdocs.structure.files import File

_ENTRY_POINTS = "mkdocs.plugins"


@dataclass(frozen=True)
class LoadedPlugins:
    """Plugins that have seen the settings."""

    settings: SiteSettings
    config: MkDocsConfig
    plugins: PluginCollection
    site_plugins: PluginCollection
    """Plugins that write files of their own."""
    readers: tuple[Reader, ...]
    descriptions: tuple[str, ...]
    """Names, versions and options."""
    opened: str
    """Changes when a file changes that plugins read while they were loaded."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the plugins' names, as in mkdocs.yml."""
        return tuple(self.plugins)

    @property
    def current(self) -> str:
        """Return the plugin that is running, or ran last."""
        return self.plugins._current_plugin or ""  # noqa: SLF001  (MkDocs has no public way)


def load_plugins(settings: SiteSettings) -> LoadedPlugins:
    """Load the plugins of a site and pass them the settings.

    Raises:
        SettingsError: A plugin is not installed, or rejects its options.
    """
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import PluginCollection

    check_installed(settings)
    hosted, site_writers = PluginCollection(), PluginCollection()
    # MkDocs shares plugins that live long with every later load; each host needs its own.
    own_cache = temporarily(MkDocsConfig.plugins, plugin_cache={})
    with capture_log(), own_cache, track_opened_files() as opened:
        config = load_mkdocs_config(settings.config_file)
        for name, plugin in config.plugins.items():
            if known_plugin(name).kind in HOSTED_KINDS:
                hosted[name] = plugin
            if known_plugin(name).kind is PluginKind.SITE:
                site_writers[name] = plugin
        descriptions = tuple(
            _description(name, plugin, settings) for name, plugin in hosted.items()
        )
        # From here on, MkDocs' own code that calls plugins reaches the hosted ones only.
        config.plugins = hosted
        _forget_modules(hosted)
        try:
            hosted.on_startup(command="build", dirty=False)
            # Import the site's modules from source: Python trusts the modification time of a file,
            # which a quick edit may leave unchanged.
            with temporarily(sys, dont_write_bytecode=True, pycache_prefix=os.devnull):
                config = _configure(hosted, config)
        except (Exception, SystemExit) as error:
            name = hosted._current_plugin or ""  # noqa: SLF001  (MkDocs has no public way)
            raise plugin_error(settings, name, error) from error
    readers = tuple(
        READERS[plain_name(name)](plugin, settings)
        for name, plugin in hosted.items()
        if plain_name(name) in READERS
    )
    return LoadedPlugins(
        settings,
        config,
        hosted,
        site_writers,
        readers,
        descriptions,
        _files_digest(opened.paths, settings),
    )


def check_installed(settings: SiteSettings) -> None:
    """Check that all plugins of a site are installed.

    Raises:
        SettingsError: A plugin is not installed.
    """
    installed = {entry.name for entry in entry_points(group=_ENTRY_POINTS)}
    for plugin in settings.other_plugins:
        if known_plugin(plugin.name).kind is PluginKind.OURS:
            continue
        if not {plugin.name, f"material/{plugin.name}"} & installed:
            location = f"{settings.config_file.name}:{plugin.line}:{plugin.column}"
            hint = "Install the package that provides it, or remove it from mkdocs.yml."
            raise SettingsError(
                f"{location}: KB703 the plugin '{plugin.name}' is not installed", hint
            )


def plugin_position(settings: SiteSettings, name: str) -> OtherPlugin:
    """Return where mkdocs.yml names a plugin; line 1, column 1 if it is not found."""
    name = name.partition(" #")[0]
    return next(
        (plugin for plugin in settings.other_plugins if plugin.name == name),
        OtherPlugin(name, 1, 1),
    )


def plugin_error(
    settings: SiteSettings,
    name: str,
    error: BaseException | str,
    hint: str = "Check the plugin's options in mkdocs.yml.",
) -> SettingsError:
    """Return the error for a plugin that raised one or said why it stops; "" if none is known."""
    position = plugin_position(settings, name)
    location = f"{settings.config_file.name}:{position.line}:{position.column}"
    who = f"the plugin '{name}'" if name else "a plugin"
    reason = error if isinstance(error, str) else error_line(error)
    return SettingsError(f"{location}: KB703 {who} cannot be used: {reason}", hint)


def page_file(output: str, config: MkDocsConfig) -> File:
    """Return an in-memory Markdown file with an output path, which MkDocs needs for its address."""
    from mkdocs.structure.files import File, InclusionLevel

    source = output.removesuffix(".html") + ".md"
    file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = output
    return file


def _configure(plugins: PluginCollection, config: MkDocsConfig) -> MkDocsConfig:
    """Show plugins the settings, and adapt the options that differ in kbgen."""
    for name, plugin in plugins.items():
        if plain_name(name) == "macros":
            # Report an article with an error instead of publishing its traceback.
            plugin.config["on_error_fail"] = True
        elif plugin.config.get("type") == "timeago":
            # The script of `timeago` needs attributes that the sanitizer removes.
            plugin.config["type"] = "date"
    config = plugins.on_config(config)
    if "glightbox" in plugins:
        # Otherwise it calls Material's script, which our theme does not load.
        plugins["glightbox"].using_material = False  # type: ignore[attr-defined]
    return config


def _forget_modules(plugins: PluginCollection) -> None:
    """Unload the modules of macros, so that a long-running preview imports their new text."""
    for plugin in plugins.values():
        package = str(plugin.config.get("module_name") or "").rpartition("/")[2]
        for name in [
            name for name in sys.modules if package and (name + ".").startswith(package + ".")
        ]:
            # Keep built-in modules and the program itself.
            if getattr(sys.modules[name], "__file__", None) and name != "__main__":
                del sys.modules[name]


def _description(name: str, plugin: BasePlugin[Any], settings: SiteSettings) -> str:
    """Return a plugin's name, version and options, without paths of this machine."""
    module = type(plugin).__module__.partition(".")[0]
    distributions = [
        f"{entry.dist.name}={entry.dist.version}"
        for entry in entry_points(group=_ENTRY_POINTS)
        if entry.dist and entry.value.partition(":")[0].partition(".")[0] == module
    ]
    options = options_text(dict(sorted(plugin.config.items()))).replace(str(settings.root), ".")
    return f"{name} {sorted(distributions)} {options}"


def _files_digest(paths: set[str], settings: SiteSettings) -> str:
    """Hash the site's files except mkdocs.yml, whose content counts already, and hidden files."""
    state = sha256()
    inside = (path for path in map(Path, paths) if path.is_relative_to(settings.root))
    for path in sorted(inside):
        relative = path.relative_to(settings.root)
        is_hidden = any(part.startswith(".") for part in relative.parts)
        if path.is_file() and path != settings.config_file and not is_hidden:
            state.update(str(relative).encode("utf-8", "surrogateescape"))
            state.update(path.read_bytes())
    return state.hexdigest()
