# SPDX-License-Identifier: MIT
"""The one place that knows which URL and which output file a path of the content folder gets.

In: POSIX paths relative to the content folder, or URLs. Out: URLs as `kbgen.model` keeps them (relative to the site's
root, percent-encoded, ready to stand behind a page's base), and output paths (characters as they are, for the disk).
The mapping is MkDocs' own, so that a site keeps its addresses when it moves here.
"""

from __future__ import annotations

from posixpath import dirname, splitext
from urllib.parse import quote, unquote

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
INDEX_NAMES = ("index", "readme")


def is_markdown(path: str) -> bool:
    """Whether a path names an article rather than an asset."""
    return splitext(path)[1].lower() in MARKDOWN_SUFFIXES


def is_index(path: str) -> bool:
    """Whether a Markdown path is its folder's text: `index.md`, or `README.md` as MkDocs has it."""
    stem = splitext(path.rpartition("/")[2])[0]
    return stem in ("index", "README")


def page_output(path: str, *, directory_urls: bool) -> str:
    """The output file of a Markdown path that is already rid of its language folder.

    Examples: `billing/refund.md` → `billing/refund/index.html`, or `billing/refund.html` without directory URLs.
    """
    if is_index(path):
        folder = dirname(path)
        return f"{folder}/index.html" if folder else "index.html"
    stem = splitext(path)[0]
    return f"{stem}/index.html" if directory_urls else f"{stem}.html"


def output_to_url(output: str, *, directory_urls: bool) -> str:
    """The URL of an output file; `index.html` is left away when URLs are directories."""
    if directory_urls and (output == "index.html" or output.endswith("/index.html")):
        output = output[: -len("index.html")]
    return encode(output)


def url_to_output(url: str) -> str:
    """The output file of a URL that `output_to_url` made."""
    path = unquote(url)
    return f"{path}index.html" if not path or path.endswith("/") else path


def folder_url(folder: str, *, directory_urls: bool) -> str:
    """The URL of a folder's own page, written or generated; the empty folder is the home page."""
    output = f"{folder}/index.html" if folder else "index.html"
    return output_to_url(output, directory_urls=directory_urls)


def encode(path: str) -> str:
    """Percent-encode a path for an `href`; everything but letters, digits and `_.-~/` is encoded, as MkDocs does."""
    return quote(path, safe="/")


def encode_fragment(anchor: str) -> str:
    """Percent-encode an element id for use behind `#`; letters of all scripts are encoded as UTF-8."""
    return quote(anchor, safe="-._~:!$'()*+,;=@/?")


def relative_base(url_or_output: str) -> str:
    """What goes in front of a root-relative URL on the page with this URL or output: `../../`, or `./` at the top."""
    return "../" * url_or_output.count("/") or "./"


def relative_url(url: str, source: str) -> str:
    """The link to root-relative `url` from the page with URL `source`."""
    return (relative_base(source) + url) if url else relative_base(source)
