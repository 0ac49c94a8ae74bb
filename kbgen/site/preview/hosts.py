# SPDX-License-Identifier: MIT
"""Check the host names of requests to the preview, against DNS rebinding.

A website can let its own host name point to this machine, and then read what the preview shows,
including drafts. Its requests carry that name, so unknown names are refused. An IP address
cannot be redirected in this way.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

# An IPv6 address in brackets or a name, then an optional port.
_AUTHORITY: Final = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/@\[\]]+))(?::[0-9]{0,5})?")
_EVERYWHERE: Final = ("", "0.0.0.0", "::")  # noqa: S104


def host_of(authority: str) -> str:
    """Return the lowercase host of `HOST:PORT` without brackets and final dot; empty if invalid."""
    match = _AUTHORITY.fullmatch(authority.strip())
    return (match[1] or match[2]).lower().removesuffix(".") if match else ""


class Hosts:
    """The hosts that a request may name. Any port is allowed, because it may be forwarded."""

    def __init__(self, address: str, allowed: Iterable[str] = ()) -> None:
        """Collect the allowed names.

        Args:
            address: The address on which the server listens.
            allowed: Further names that the user allows.
        """
        self._everywhere = address in _EVERYWHERE
        own_names = (
            _names_of_this_machine() if self._everywhere else [address.lower().removesuffix(".")]
        )
        self._names = {"localhost", *own_names, *filter(None, map(host_of, allowed))}

    def allow(self, authority: str) -> bool:
        """Tell whether a request for this `HOST:PORT` is allowed."""
        host = host_of(authority)
        if host in self._names or host.endswith(".localhost"):
            return True
        address = _address(host)
        return address is not None and (self._everywhere or address.is_loopback)


def _names_of_this_machine() -> list[str]:
    name = socket.gethostname().lower()
    return [name, f"{name.partition('.')[0]}.local"] if name else []


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
