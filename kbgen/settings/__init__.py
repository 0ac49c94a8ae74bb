# SPDX-License-Identifier: MIT
"""The settings of a site: mkdocs.yml in, typed values and diagnostics out. Does not import MkDocs."""

from kbgen.settings.block import setting_names
from kbgen.settings.loader import LoadedSettings, find_config, load_settings
from kbgen.settings.plugins import HOSTED, KNOWN, TOGETHER, PluginKind, known_plugin, plain_name
from kbgen.settings.types import (
    ContactSettings,
    FeedbackAdapter,
    FeedbackFormat,
    FeedbackSettings,
    FrontMatterSettings,
    KbgenSettings,
    LimitSettings,
    OtherPlugin,
    PythonName,
    SiteSettings,
    UnknownFields,
)

__all__ = [
    "HOSTED",
    "KNOWN",
    "TOGETHER",
    "ContactSettings",
    "FeedbackAdapter",
    "FeedbackFormat",
    "FeedbackSettings",
    "FrontMatterSettings",
    "KbgenSettings",
    "LimitSettings",
    "LoadedSettings",
    "OtherPlugin",
    "PluginKind",
    "PythonName",
    "SiteSettings",
    "UnknownFields",
    "find_config",
    "known_plugin",
    "load_settings",
    "plain_name",
    "setting_names",
]
