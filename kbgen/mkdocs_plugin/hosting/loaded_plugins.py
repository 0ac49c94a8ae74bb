# SPDX-License-Identifier: MIT
"""MkDocs' settings with the plugins that kbgen hosts, ready to be called; the others are not there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kbgen.errors import SettingsError
from kbgen.mkdocs_plugin.hosting.log_capture import listening, one_line
from kbgen.mkdocs_plugin.hosting.plugin_inputs import READERS, Reader, options_text
from kbgen.settings import HOSTED_KINDS, OtherPlugin, PluginKind, SiteSettings, known_plugin, plain_name
from kbgen.site.processes.file_access import watching_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin, PluginCollection
    from mkdocs.structure.files import File

_GROUP = "mkdocs.plugins"


@dataclass(frozen=True)
class Loaded:
    """Plugins that have seen the settings."""

    settings: SiteSettings
    config: MkDocsConfig
    plugins: PluginCollection
    site_plugins: PluginCollection
    """Those that write files of their own."""
    readers: tuple[Reader, ...]
    described: tuple[str, ...]
    """Names, versions and options."""
    opened: str
    """Changes when a file does that plugins read while they were made."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of the plugins, as mkdocs.yml has them."""
        return tuple(self.plugins)

    def refusal(self, reason: str) -> SettingsError:
        """The plugin that just worked cannot go on."""
        return _refusal(self.settings, self.plugins, reason)

    @property
    def working(self) -> str:
        """The plugin that works, or worked last."""
        return _working(self.plugins)


def load(settings: SiteSettings) -> Loaded:
    """Make the plugins of a site and have them see the settings.

    Raises:
        SettingsError: one is not installed, or refuses its options.
    """
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError
    from mkdocs.plugins import PluginCollection

    check_installed(settings)
    hosted, writers = PluginCollection(), PluginCollection()
    with listening(), _own_plugins(), watching_files() as opened:
        try:
            config = load_config(str(settings.config_file))
        except (Abort, ConfigurationError) as error:
            raise SettingsError(
                f"MkDocs does not accept {settings.config_file.name}: {one_line(str(error))}",
                "Run 'mkdocs build' to see why.",
            ) from error
        for name, plugin in config.plugins.items():
            if known_plugin(name).kind in HOSTED_KINDS:
                hosted[name] = plugin
            if known_plugin(name).kind is PluginKind.SITE:
                writers[name] = plugin
        described = tuple(_description(name, plugin, settings) for name, plugin in hosted.items())
        config.plugins = hosted
        _forget_modules(hosted)
        try:
            hosted.on_startup(command="build", dirty=False)
            with _source_alone():
                config = _introduce(hosted, config)
        except (Exception, SystemExit) as error:
            raise _refusal(settings, hosted, one_line(f"{type(error).__name__}: {error}")) from error
    readers = tuple(
        READERS[plain_name(name)](plugin, settings) for name, plugin in hosted.items() if plain_name(name) in READERS
    )
    return Loaded(settings, config, hosted, writers, readers, described, _state(opened.paths, settings))


@contextmanager
def _own_plugins() -> Iterator[None]:
    """MkDocs gives a plugin that may outlive a build to everybody who loads the settings: not ours."""
    from mkdocs.config.defaults import MkDocsConfig

    option: Any = MkDocsConfig.plugins
    before, option.plugin_cache = option.plugin_cache, {}
    try:
        yield
    finally:
        option.plugin_cache = before


@contextmanager
def _source_alone() -> Iterator[None]:
    """Modules of the site are compiled from what is written now: Python believes the time of a file, we do not."""
    before = sys.dont_write_bytecode, sys.pycache_prefix
    sys.dont_write_bytecode, sys.pycache_prefix = True, os.devnull
    try:
        yield
    finally:
        sys.dont_write_bytecode, sys.pycache_prefix = before


def check_installed(settings: SiteSettings) -> None:
    """Name the first plugin of a site that is not installed.

    Raises:
        SettingsError: there is one.
    """
    there = {entry.name for entry in entry_points(group=_GROUP)}
    for plugin in settings.other_plugins:
        if known_plugin(plugin.name).kind is PluginKind.OURS:
            continue
        if not {plugin.name, f"material/{plugin.name}"} & there:
            place = f"{settings.config_file.name}:{plugin.line}:{plugin.column}"
            hint = "Install the package that brings it, or take it out of mkdocs.yml."
            raise SettingsError(f"{place}: KB703 the plugin '{plugin.name}' is not installed", hint)


def place_of(settings: SiteSettings, name: str) -> OtherPlugin:
    """Where mkdocs.yml names a plugin; its beginning when that is not known."""
    name = name.partition(" #")[0]
    return next((item for item in settings.other_plugins if item.name == name), OtherPlugin(name, 1, 1))


def page_file(output: str, config: MkDocsConfig) -> File:
    """A Markdown file that exists in memory only; MkDocs wants its address, we want its place in the build."""
    from mkdocs.structure.files import File, InclusionLevel

    source = output.removesuffix(".html") + ".md"
    file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = output
    return file


def _introduce(plugins: PluginCollection, config: MkDocsConfig) -> MkDocsConfig:
    """Have plugins see the settings, and know what is different with us."""
    for name, plugin in plugins.items():
        if plain_name(name) == "macros":
            # An article with an error is reported, not published with a traceback.
            plugin.config["on_error_fail"] = True
        elif plugin.config.get("type") == "timeago":
            # Its script wants attributes that no text may have.
            plugin.config["type"] = "date"
    config = plugins.on_config(config)
    if "glightbox" in plugins:
        # It would call Material's script.
        plugins["glightbox"].using_material = False  # type: ignore[attr-defined]
    return config


def _forget_modules(plugins: PluginCollection) -> None:
    """Have the package of macros imported again: a preview lives long."""
    for plugin in plugins.values():
        package = str(plugin.config.get("module_name") or "").rpartition("/")[2]
        for name in [name for name in sys.modules if package and (name + ".").startswith(package + ".")]:
            if getattr(sys.modules[name], "__file__", None) and name != "__main__":
                del sys.modules[name]


def _description(name: str, plugin: BasePlugin[Any], settings: SiteSettings) -> str:
    """Name, version and options of a plugin; places of this machine are no option."""
    module = type(plugin).__module__.partition(".")[0]
    distributions = [
        f"{entry.dist.name}={entry.dist.version}"
        for entry in entry_points(group=_GROUP)
        if entry.dist and entry.value.partition(":")[0].partition(".")[0] == module
    ]
    options = options_text(dict(sorted(plugin.config.items()))).replace(str(settings.root), ".")
    return f"{name} {sorted(distributions)} {options}"


def _state(paths: set[str], settings: SiteSettings) -> str:
    state = sha256()
    for path in sorted(_inside(paths, settings)):
        state.update(os.path.relpath(path, settings.root).encode("utf-8", "surrogateescape"))
        state.update(Path(path).read_bytes())
    return state.hexdigest()


def _inside(paths: set[str], settings: SiteSettings) -> Iterator[str]:
    """Files of the site, but for its settings (known by what they say) and what is hidden (Git's, our own)."""
    for path in map(Path, paths):
        own = path.is_file() and path.is_relative_to(settings.root) and path != settings.config_file
        if own and not any(part.startswith(".") for part in path.relative_to(settings.root).parts):
            yield str(path)


def _working(plugins: PluginCollection) -> str:
    return plugins._current_plugin or ""  # noqa: SLF001  (MkDocs itself asks so)


def _refusal(settings: SiteSettings, plugins: PluginCollection, reason: str) -> SettingsError:
    name = _working(plugins)
    place = place_of(settings, name)
    at = f"{settings.config_file.name}:{place.line}:{place.column}"
    return SettingsError(f"{at}: KB703 the plugin '{name}' cannot be used: {reason}", "Look at its options.")
