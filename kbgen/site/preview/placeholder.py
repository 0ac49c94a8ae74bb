# SPDX-License-Identifier: MIT
"""The home pages of a preview that is not there yet: something to look at while everything else is read.

They show what a writer wrote for them, if anything, list only each other, have no search, and are replaced by those of
the first build.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kbgen.content.source.walk import Walk, walk
from kbgen.content.structure.urls import is_index, is_markdown
from kbgen.model import NO_PLUGINS, PageRenderer, Plugins
from kbgen.runtime.progress import NoProgress
from kbgen.settings import SiteSettings
from kbgen.site.building.build import PREVIEW_PAGE, open_cache, publication_of_site
from kbgen.site.building.render_pages import SitePages
from kbgen.site.planning.assemble import AssembleOptions, other_files, plan_site
from kbgen.site.processes.pool import Workers
from kbgen.site.publishing.manifest import MANIFEST
from kbgen.site.publishing.publish import publish
from kbgen.site.reading.search_records import SiteIndex


def publish_home(
    settings: SiteSettings,
    renderer: PageRenderer,
    engine_files: Mapping[str, Path],
    *,
    site_dir: Path,
    options: AssembleOptions,
    plugins: Plugins = NO_PLUGINS,
) -> bool:
    """Publish the home pages alone, where nothing is published yet.

    Returns:
        Whether that was done.

    Raises:
        KbgenError: as a build does; the build that follows says so too.
    """
    if (site_dir / MANIFEST).exists():
        return False
    found = walk(settings.docs_dir, settings.display_path, settings.navigation_files)
    if not any(map(is_markdown, found.files)):
        return False
    with open_cache(settings) as cache, Workers() as workers:
        site = plan_site(settings, engine_files, cache, workers, options, NoProgress(), _homes(found), plugins)
        pages = SitePages(site, renderer, cache, PREVIEW_PAGE)
        pages.finish(pages.start(workers), NoProgress())
        publish(publication_of_site(pages, other_files(settings, site, SiteIndex({}, {}))), site_dir)
    return True


def _homes(found: Walk) -> Walk:
    """The home page of each language, and all that is no article."""
    kept = [path for path in found.files if not is_markdown(path) or _is_home(path)]
    return Walk(kept, [])


def _is_home(path: str) -> bool:
    return is_index(path) and path.count("/") < 2  # of the site, or of a language
