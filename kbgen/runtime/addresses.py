# SPDX-License-Identifier: MIT
"""Classify addresses that people write: URLs of other sites, safe schemes, email addresses.

In: one address as written. Out: yes or no. Every package uses these tests, so that a link that is
external in one step is external in all of them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final
from urllib.parse import unquote

SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
"""Schemes that cannot run a script and need no program that a reader may lack."""

# Browsers skip control characters and spaces before a URL. `//host/…` has the scheme of the page,
# and `https:host` leads to the host as well.
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(r"[\x00-\x20]*//")
_EXTERNAL = re.compile(r"[\x00-\x20]*(?:https?:|//)", re.IGNORECASE)
# Groups: host; path, query and fragment.
_ORIGIN = re.compile(r"[\x00-\x20]*(?:https?:)?//([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_DEFAULT_PORTS = frozenset({"", "80", "443"})
_PATH = re.compile(r"[^?#]*")
_MALFORMED = re.compile(r"[\x00-\x20]*https?:(?!//)", re.IGNORECASE)
# No quotes or angle brackets: none is valid in a URL unencoded. The host is required.
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>]+(?:[/?#][^\s\"'<>]*)?")
# Excludes what separates recipients and parameters in a `mailto:` URL.
_EMAIL_CHARACTER = r"[^\s@<>\"',;?&]"
# A host of one word, as in an intranet, is enough for a link.
_RECIPIENT = re.compile(rf" ?(?:[^<>@]*<)?{_EMAIL_CHARACTER}+@{_EMAIL_CHARACTER}+>?")
_MAILTO_EXAMPLE: Final = "Write mailto:name@example.com"
# A placeholder: `{{ email }}`, `<your address>`, `[email]`, `%EMAIL%`.
_TEMPLATE = re.compile(r"[{\[$%]|<(?!.*@)")
EMAIL_ADDRESS: Final = re.compile(rf"{_EMAIL_CHARACTER}+@{_EMAIL_CHARACTER}+\.{_EMAIL_CHARACTER}+")


def scheme_of(url: str) -> str:
    """Return the scheme of a URL in lower case; empty if it has none."""
    match = _SCHEME.match(url)
    return match[1].lower() if match else ""


def is_absolute(url: str) -> bool:
    """Tell whether a URL has a scheme or a host, so that no page of the site can be meant."""
    return _SCHEME.match(url) is not None or _HOST.match(url) is not None


def is_external(url: str) -> bool:
    """Tell whether a URL names a web server, as `https:…` and `//host/…` do."""
    return _EXTERNAL.match(url) is not None


def own_path(url: str, site_url: str) -> str | None:
    """Return the path, query and fragment of a URL below `site_url`; None for other URLs.

    `http` and `https` count as equal, and so do all ways to write a host and its default port.
    """
    match = _ORIGIN.match(url) if site_url else None
    site = _ORIGIN.match(site_url)
    if not match or not site or _host(match[1]) != _host(site[1]):
        return None
    root, rest = site[2].rstrip("/") + "/", match[2]
    path = _PATH.match(rest)
    if path and path.group().rstrip("/") == root.rstrip("/"):
        return root + rest[path.end() :]
    return rest if rest.startswith(root) else None


def _host(text: str) -> str:
    """Return host and port as browsers understand them: `A.example.:443` is `a.example`."""
    host, colon, port = text.rpartition(":")
    if not colon or not (port.isdecimal() or not port):
        host, port = text, ""
    host = host.casefold().removesuffix(".")
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    return host if port.lstrip("0") in _DEFAULT_PORTS else f"{host}:{port.lstrip('0')}"


def is_malformed(url: str) -> bool:
    """Tell whether two slashes are missing after `http:` or `https:`."""
    return _MALFORMED.match(url) is not None


def has_safe_scheme(url: str) -> bool:
    """Tell whether a URL has a scheme that any page may link to."""
    return scheme_of(url) in SAFE_SCHEMES


def is_web_address(text: str) -> bool:
    """Tell whether a text is one complete `http` or `https` URL."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def problem_of_mailto(url: str) -> tuple[str, str] | None:
    """Return message and hint for a `mailto:` address that no email program can read."""
    written = unquote(url.strip())[len("mailto:") :] if scheme_of(url) == "mailto" else ""
    recipients = written.partition("?")[0]
    if not recipients or _TEMPLATE.search(recipients):
        return None
    if all(_RECIPIENT.fullmatch(item) for item in re.split("[,;]", recipients)):
        return None
    joined = "".join(recipients.split())
    hint = f"Write mailto:{joined}" if _RECIPIENT.fullmatch(joined) else _MAILTO_EXAMPLE
    return f"mailto:{recipients} is not an email address", hint


def is_email_address(text: str) -> bool:
    """Tell whether a text is one email address that a `mailto:` URL can contain unencoded."""
    return EMAIL_ADDRESS.fullmatch(text) is not None
