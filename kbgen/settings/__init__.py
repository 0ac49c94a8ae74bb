# SPDX-License-Identifier: MIT
"""Read the settings of a site: mkdocs.yml in, typed values and diagnostics out.

Does not import MkDocs.
"""

from kbgen.settings.loader import (
    NOT_ENABLED,
    LoadedSettings,
    find_config,
    load_settings,
)
from kbgen.settings.plugins import (
    HOSTED_KINDS,
    KNOWN_PLUGINS,
    WHOLE_SITE_KINDS,
    PluginKind,
    known_plugin,
    plain_name,
)
from kbgen.settings.setting_locations import location_of_setting
from kbgen.settings.site_settings import OTHER_THEME
from kbgen.settings.types import (
    ContactSettings,
    ExtraScript,
    FeedbackAdapter,
    FeedbackFormat,
    FeedbackSettings,
    FrontMatterSettings,
    KbgenSettings,
    LimitSettings,
    OtherPlugin,
    PageFile,
    PythonCall,
    PythonName,
    SiteSettings,
    UnknownFields,
)

__all__ = [
    "HOSTED_KINDS",
    "KNOWN_PLUGINS",
    "NOT_ENABLED",
    "OTHER_THEME",
    "WHOLE_SITE_KINDS",
    "ContactSettings",
    "ExtraScript",
    "FeedbackAdapter",
    "FeedbackFormat",
    "FeedbackSettings",
    "FrontMatterSettings",
    "KbgenSettings",
    "LimitSettings",
    "LoadedSettings",
    "OtherPlugin",
    "PageFile",
    "PluginKind",
    "PythonCall",
    "PythonName",
    "SiteSettings",
    "UnknownFields",
    "find_config",
    "known_plugin",
    "load_settings",
    "location_of_setting",
    "plain_name",
]
