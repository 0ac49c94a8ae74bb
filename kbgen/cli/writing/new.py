# SPDX-License-Identifier: MIT
"""The `kbgen new` command."""

from __future__ import annotations

from pathlib import Path

import click

from kbgen.cli.common import config_option, load_site_settings, shown_path
from kbgen.cli.say import print_note
from kbgen.content.new_article import write_article
from kbgen.model import Kind
from kbgen.settings import SiteSettings


@click.command("new")
@click.argument("kind", type=click.Choice([str(kind) for kind in Kind]), required=False)
@click.argument("title", required=False)
@click.option(
    "-c", "--category", default="", help="Folder for the article: a category or category/section."
)
@click.option(
    "--translate",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Begin the translation of this article into the language of --lang.",
)
@click.option(
    "-l", "--lang", help="Language. By default, the site's first; required for a translation."
)
@config_option
def command(
    kind: str | None,
    title: str | None,
    category: str,
    translate: Path | None,
    lang: str | None,
    config_file: Path | None,
) -> None:
    """Create an article of the given KIND with this TITLE, or begin a translation.

    The file is a valid draft: 'kbgen serve' shows it, but 'kbgen build' leaves it out until you
    remove 'status: draft'. A translation begins with the fields and the text of its source.
    """
    if translate is None and not (kind and title):
        raise click.UsageError(
            "Give a kind and a title, such as: kbgen new how-to 'Get a refund'. "
            "For a translation: kbgen new --translate FILE --lang LANG."
        )
    if translate is not None and (kind or category):
        raise click.UsageError(
            "A translation has the kind, the title, and the category of its source: "
            "kbgen new --translate FILE --lang LANG."
        )
    settings = load_site_settings(config_file)
    if translate is not None:
        path = _translation(settings, translate, lang or "")
    else:
        path = write_article(
            settings, Kind(kind or ""), title or "", category, lang or settings.kbgen.languages[0]
        )
    click.echo(shown_path(path))


def _translation(settings: SiteSettings, file: Path, lang: str) -> Path:
    from kbgen.content.loader import is_category_file
    from kbgen.content.translations.begin import begin_translation
    from kbgen.content.translations.site_texts import content_path, read_texts

    texts = read_texts(settings)
    path = begin_translation(texts, file, lang)
    category = texts.untitled_category(content_path(settings, file), lang)
    if category and not is_category_file(path.name):
        shown = settings.display_path(category)
        print_note(
            f"its category has no title in {lang}: kbgen new --translate {shown} --lang {lang}"
        )
    return path
