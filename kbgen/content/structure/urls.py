# SPDX-License-Identifier: MIT
"""Map paths of the content folder to URLs and output files. No other module does this.

In: POSIX paths relative to the content folder, or URLs. Out: URLs as `kbgen.model` stores them
(relative to the site's root, percent-encoded, to be appended to a page's base), and output paths
(not encoded, for the disk). The mapping is the same as in MkDocs, so that a migrated site keeps its
URLs.
"""

from __future__ import annotations

from posixpath import dirname, splitext
from urllib.parse import quote, unquote

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def is_markdown(path: str) -> bool:
    """Tell whether a path names an article rather than an asset."""
    # The fast test is for nearly all articles; `splitext` knows that `.md` alone is no ending.
    is_plain = path.endswith(".md") and path[-4:-3] not in ("", "/", ".")
    return is_plain or splitext(path)[1].lower() in MARKDOWN_SUFFIXES


def is_index(path: str) -> bool:
    """Tell whether a path is its folder's text: `index.md` or, as in MkDocs, `README.md`."""
    stem = splitext(path.rpartition("/")[2])[0]
    return stem in ("index", "README")


def page_output(path: str, *, directory_urls: bool) -> str:
    """Return the output file of a Markdown path without its language folder.

    `billing/refund.md` → `billing/refund/index.html`, or `billing/refund.html` without directory
    URLs.
    """
    if is_index(path):
        folder = dirname(path)
        return f"{folder}/index.html" if folder else "index.html"
    stem = splitext(path)[0]
    return f"{stem}/index.html" if directory_urls else f"{stem}.html"


def output_to_url(output: str, *, directory_urls: bool) -> str:
    """Return the URL of an output file; without `index.html` when URLs are directories."""
    if directory_urls and (output == "index.html" or output.endswith("/index.html")):
        output = output[: -len("index.html")]
    return encode(output)


def url_to_output(url: str) -> str:
    """Return the output file of a URL that `output_to_url` made."""
    path = unquote(url)
    return f"{path}index.html" if not path or path.endswith("/") else path


def folder_url(folder: str, *, directory_urls: bool) -> str:
    """Return the URL of a folder's page, written or generated; an empty folder is the home page."""
    output = f"{folder}/index.html" if folder else "index.html"
    return output_to_url(output, directory_urls=directory_urls)


def encode(path: str) -> str:
    """Encode a path for an `href`: everything except letters, digits and `_.-~/`, as in MkDocs."""
    return quote(path, safe="/")


def encode_fragment(anchor: str) -> str:
    """Encode an element id for use after `#`; non-ASCII letters are encoded as UTF-8."""
    return quote(anchor, safe="-._~:!$'()*+,;=@/?")


def relative_base(url_or_output: str) -> str:
    """Return the prefix of root-relative URLs on a page: `../../`, or `./` at the top level."""
    return "../" * url_or_output.count("/") or "./"


def relative_url(url: str, source: str) -> str:
    """Return the link to root-relative `url` from the page with URL `source`."""
    return (relative_base(source) + url) if url else relative_base(source)
