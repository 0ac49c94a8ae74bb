# SPDX-License-Identifier: MIT
"""Choose what can be published: of several files with one address, only one can.

In: the articles and assets of a site, and the pages that plugins make. Out: those with an address
of their own, and KB302, KB303 for the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kbgen.content.structure import urls
from kbgen.content.structure.address_conflicts import address_key, is_reserved, refused_addresses
from kbgen.content.structure.categories import category_folders

if TYPE_CHECKING:
    from kbgen.content.structure.language_folders import Layout
    from kbgen.model import Article, Diagnostic, ListedPage
    from kbgen.settings.types import SiteSettings


@dataclass(frozen=True, slots=True)
class Publishable:
    """Everything that has an address of its own."""

    articles: list[Article]
    pages: tuple[ListedPage, ...]
    assets: tuple[tuple[str, str], ...]
    """(path in the content folder, output path)."""

    def outputs(self) -> Iterator[str]:
        """Yield all output paths."""
        addresses = chain(
            (article.url for article in self.articles), (page.url for page in self.pages)
        )
        yield from map(urls.url_to_output, addresses)
        yield from (output for _, output in self.assets)


def choose_publishable(
    articles: list[Article],
    made: tuple[ListedPage, ...],
    assets: Iterable[str],
    layout: Layout,
    settings: SiteSettings,
    moved: Mapping[str, str],
) -> tuple[Publishable, list[Diagnostic]]:
    """Leave out files whose address is taken or reserved.

    Of two files with one address, `index.md` wins over `README.md`, and any file over a page
    that a plugin makes.

    Args:
        articles: The readable articles.
        made: The pages that plugins make.
        assets: Paths of the other files.
        layout: The site's language folders.
        settings: The site's settings.
        moved: Path of another file → the output path that a plugin gives it.
    """
    # The sort is stable and only moves README.md behind the others.
    preferred = sorted(articles, key=lambda article: article.path.rpartition("/")[2] == "README.md")
    pages = [(article.path, urls.url_to_output(article.url)) for article in preferred]
    files = [(path, moved.get(path) or layout.asset_output(path)) for path in assets]
    others = [(page.path, urls.url_to_output(page.url)) for page in made]
    # A generated page gives way to a page that is written or made by a plugin, not to an asset.
    taken = {output for _, output in (*pages, *others)}
    generated = [
        (folder, output)
        for folder, output in _generated_pages((*articles, *made), layout, settings)
        if output not in taken
    ]
    refused, problems = refused_addresses(
        pages + generated + files + others, settings.kbgen.languages, settings.display_path
    )
    publishable = Publishable(
        [article for article in articles if article.path not in refused],
        tuple(page for page in made if page.path not in refused),
        tuple((path, output) for path, output in files if path not in refused),
    )
    return publishable, problems


def _generated_pages(
    pages: Iterable[Article | ListedPage], layout: Layout, settings: SiteSettings
) -> Iterator[tuple[str, str]]:
    """Yield (folder, output path) of pages that kbgen generates where no text is written."""
    homes = {(lang, "") for lang in settings.kbgen.languages}
    for lang, folder in sorted(category_folders(pages) | homes):
        url = layout.folder_url(lang, folder, directory_urls=settings.use_directory_urls)
        output = urls.url_to_output(url)
        if not is_reserved(address_key(output), settings.kbgen.languages):
            yield f"{layout.source_folder(lang)}{folder}".rstrip("/"), output
