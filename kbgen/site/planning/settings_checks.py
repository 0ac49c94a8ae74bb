# SPDX-License-Identifier: MIT
"""Check the settings of a site for what its readers will miss."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kbgen.language.meaning.encoder import knows, missing_packages
from kbgen.model import Diagnostic, diagnostic
from kbgen.settings import PluginKind, SiteSettings, known_plugin
from kbgen.settings.plugins import plain_name


def settings_warnings(
    settings: SiteSettings, *, today: date | None = None
) -> tuple[Diagnostic, ...]:
    """Return what readers, or the build, will miss in the settings.

    Args:
        settings: The site's settings.
        today: The day to check dates against; without it, they are not checked.
    """
    return (*_warnings(settings), *_announcement_warnings(settings, today))


def _announcement_warnings(settings: SiteSettings, today: date | None) -> Iterator[Diagnostic]:
    announcement = settings.kbgen.announcement
    if today and announcement.has_ended(today):
        line, column = announcement.locations.get("until", (1, 1))
        yield diagnostic(
            "KB716",
            settings.config_file.name,
            f"the announcement ended on {announcement.until} and is not shown",
            line=line,
            column=column,
            hint="Remove it, or write a new text with a later day.",
        )


def _warnings(settings: SiteSettings) -> Iterator[Diagnostic]:
    name = settings.config_file.name
    if not settings.site_url:
        yield diagnostic(
            "KB704",
            name,
            "the site has no address, so it gets no sitemap and no canonical links",
            hint="Set 'site_url: https://help.example.com/'.",
        )
    contact = settings.kbgen.contact
    if not (contact.email or contact.phone or contact.url):
        has_feedback = settings.kbgen.feedback.adapter
        who = "whose message cannot be sent" if has_feedback else "who do not find an answer"
        yield diagnostic(
            "KB705",
            name,
            f"customers {who} have no way to contact you",
            hint="Set 'contact: {email: …}' (or phone, url) in the kbgen block.",
        )
    for plugin in settings.other_plugins:
        info = known_plugin(plugin.name)
        is_read = plain_name(plugin.name) == "i18n" and settings.reads_i18n
        if info.kind is PluginKind.REPLACED and not is_read:
            yield diagnostic(
                "KB706",
                name,
                f"the plugin '{plugin.name}' does not run: {info.reason}",
                line=plugin.line,
                column=plugin.column,
                hint=f"Remove it from {name}. {info.instead}",
            )
    yield from _meaning_problems(settings)
    yield from _text_warnings(settings)
    for setting in settings.unused:
        details = f": {setting.details}" if setting.details else ""
        yield diagnostic(
            "KB709",
            name,
            f"{setting.name} {setting.what}{details}",
            line=setting.line,
            column=setting.column,
            hint=setting.instead,
        )


def _meaning_problems(settings: SiteSettings) -> Iterator[Diagnostic]:
    search = settings.kbgen.search
    line, column = search.locations.get("meaning", (1, 1))
    needs_packages = search.meaning and any(map(knows, settings.kbgen.languages))
    if needs_packages and (problem := missing_packages()):
        message, hint = problem
        name = settings.config_file.name
        yield diagnostic("KB703", name, message, line=line, column=column, hint=hint)
    for lang in settings.kbgen.languages if search.meaning else ():
        if not knows(lang):
            yield diagnostic(
                "KB712",
                settings.config_file.name,
                f"'search.meaning' does not know the language '{lang}', so it is off there",
                line=line,
                column=column,
                hint="Search in this language still finds words, their forms, and synonyms.",
            )


def _text_warnings(settings: SiteSettings) -> Iterator[Diagnostic]:
    """Yield a warning for each language that a setting with texts by language leaves out."""
    languages = settings.kbgen.languages
    for name, text in settings.kbgen.local_texts.items():
        for lang in languages:
            other = text.in_language(lang, languages[0])[1]
            if other:
                yield diagnostic(
                    "KB714",
                    settings.config_file.name,
                    f"'{name}' has no text in '{lang}', so its readers see the one in '{other}'",
                    line=text.location[0],
                    column=text.location[1],
                    hint=f"Add '{lang}: …' to '{name}'.",
                )
        known = {*languages, *(lang.partition("-")[0] for lang in languages)}
        for lang, (line, column) in text.locations.items():
            if lang not in known:
                yield diagnostic(
                    "KB715",
                    settings.config_file.name,
                    f"'{name}' has a text in '{lang}', which is not a language of this site",
                    line=line,
                    column=column,
                    hint=f"Its languages are {', '.join(languages)}.",
                )
