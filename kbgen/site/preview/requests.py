# SPDX-License-Identifier: MIT
"""Decide which requests the preview answers, before it looks up a file."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote, urlsplit

from kbgen.site.preview.hosts import Hosts, host_of

_PLAIN: Final = re.compile(r"[a-z0-9._-]{1,253}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_OWN_SITES: Final = ("same-origin", "none")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The response to a refused request."""

    status: HTTPStatus
    message: str


BROKEN: Final = Refusal(HTTPStatus.BAD_REQUEST, "The request cannot be read.")
FOREIGN: Final = Refusal(
    HTTPStatus.FORBIDDEN, "Only pages of this preview may listen for its changes."
)


def origin_form(target: str) -> tuple[str, str] | None:
    """Return the path with query, and the host if the target names one; None if it is invalid."""
    if target.startswith("/"):
        return target, ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    path = "/" + parts.path.lstrip("/")  # two leading slashes would name another host
    return parts._replace(scheme="", netloc="", path=path).geturl(), parts.netloc


def path_of(target: str) -> str | None:
    """Return the decoded path of a target; None if no file can have such a name."""
    try:
        path = unquote(urlsplit(target).path, errors="surrogatepass")
        os.fsencode(path).decode()
    except ValueError:
        return None
    return None if _CONTROL.search(path) else path


def refusal_of(named: str, headers: Message, version: str, hosts: Hosts) -> Refusal | None:
    """Return why a request is refused for the host that it names; None if it is allowed.

    Args:
        named: The host in the target itself, or empty.
        headers: The headers of the request.
        version: The HTTP version of the request, such as `HTTP/1.1`.
        hosts: The allowed hosts.
    """
    given = headers.get_all("Host", [])
    if len(given) > 1 or (not given and version >= "HTTP/1.1"):
        return BROKEN
    for authority in (*given, *filter(None, [named])):
        if not hosts.allow(authority):
            return _unknown_host(host_of(authority))
    return None


def is_foreign(headers: Message) -> bool:
    """Tell whether the request comes from a page of another site, or of another local server."""
    # Not every browser sends both headers, so each of them is enough to refuse.
    origin = headers.get("Origin")
    if origin is not None and origin.partition("://")[2].lower() != headers.get("Host", "").lower():
        return True
    return headers.get("Sec-Fetch-Site", "none") not in _OWN_SITES


def _unknown_host(host: str) -> Refusal:
    # Repeat only a plain name: the message must not echo what an attacker sends.
    name = host if _PLAIN.fullmatch(host) else "NAME"
    shown = f"the host {host}" if name == host else "this host"
    return Refusal(
        HTTPStatus.FORBIDDEN,
        f"kbgen serve does not accept requests to {shown}. "
        f"If the host is yours, run: kbgen serve --allow-host {name}",
    )
