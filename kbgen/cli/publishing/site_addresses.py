# SPDX-License-Identifier: MIT
"""Read a site for the commands that need its addresses."""

from __future__ import annotations

import click

from kbgen.cli.common import BUILD_WAIT_SECONDS, running_progress
from kbgen.cli.say import print_note
from kbgen.content.source.file_names import printable
from kbgen.model import Diagnostic, Plugins
from kbgen.settings import SiteSettings
from kbgen.site.addresses.fix import redirect_lost
from kbgen.site.addresses.lock_file import LOCK_PATH
from kbgen.site.addresses.redirect_file import redirects_path
from kbgen.site.addresses.site_addresses import SiteAddresses, knows_all_pages, new_address_problems
from kbgen.site.caching.work_folder import open_cache
from kbgen.site.planning.assemble import CheckedSite, check_site
from kbgen.site.reading.articles import SiteReader


def read_addresses(settings: SiteSettings, plugins: Plugins) -> SiteAddresses:
    """Read the addresses that a build publishes, with the pages that plugins make."""
    if not knows_all_pages(settings, plugins.shape):
        from kbgen.mkdocs_plugin.one_process import assemble_in_one_process

        return _addresses(assemble_in_one_process(settings).checked, settings)
    with running_progress() as progress, open_cache(settings, BUILD_WAIT_SECONDS) as cache:
        reader = SiteReader(settings, cache, progress=progress, plugins=plugins)
        return _addresses(check_site(reader), settings)


def new_addresses(
    checked: CheckedSite, settings: SiteSettings, plugins: Plugins
) -> tuple[Diagnostic, ...]:
    """Return the diagnostic about addresses that are not locked; say so if they are not known."""
    site = _addresses(checked, settings)
    if site.lock is None:
        return ()
    if not knows_all_pages(settings, plugins.shape):
        makers = ", ".join(settings.whole_site_plugins)
        print_note(f"'kbgen build' compares the addresses with urls.lock: it runs {makers}")
        return ()
    return new_address_problems(site)


def _addresses(checked: CheckedSite, settings: SiteSettings) -> SiteAddresses:
    files = checked.plugin_files.keys()
    return SiteAddresses(checked.articles, settings, files, reads_site=True)


def print_repair(settings: SiteSettings, plugins: Plugins) -> None:
    """Redirect lost addresses to where they went, and print what was written and what was not."""
    site = read_addresses(settings, plugins)
    if site.lock is None:
        path = settings.display_path(LOCK_PATH)
        print_note(f"nothing to fix: the site has no {path}, which 'kbgen lock' creates")
        return
    repair = redirect_lost(site)
    path = settings.display_path(redirects_path(settings))
    for old, new in repair.written.items():
        line = f"{path}: {old} leads to {new.address}, because {new.evidence}"
        click.echo(printable(line), err=True)
    for file, identifier in repair.lost_ids.items():
        print_note(
            f"write `id: {identifier}` in {file}: its votes, and `related` and search promises "
            "that name this id, then stay with the article"
        )
    for old in repair.unknown:
        print_note(f"no redirect for {old}: nothing shows where it went")
