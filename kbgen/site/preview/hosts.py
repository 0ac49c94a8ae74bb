# SPDX-License-Identifier: MIT
"""The names under which the preview answers.

A page anywhere can have a name of its own point to this machine (DNS rebinding), and then read what the preview shows,
drafts too: its requests carry that name. An IP address cannot be pointed elsewhere, so it needs no such care.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

_AUTHORITY: Final = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/@\[\]]+))(?::[0-9]{0,5})?")
_EVERYWHERE: Final = ("", "0.0.0.0", "::")  # noqa: S104


def host_of(authority: str) -> str:
    """Return the host of `HOST:PORT` in lower case, without brackets and final dot; empty when it is none."""
    match = _AUTHORITY.fullmatch(authority.strip())
    return (match[1] or match[2]).lower().removesuffix(".") if match else ""


class Hosts:
    """Knows the hosts that a request may name. The port is not looked at: it may be forwarded."""

    def __init__(self, address: str, allowed: Iterable[str] = ()) -> None:
        """Collect the names.

        Args:
            address: where the server listens.
            allowed: other names that the writer has named.
        """
        self._everywhere = address in _EVERYWHERE
        own = _names_of_this_machine() if self._everywhere else [address.lower().removesuffix(".")]
        self._names = {"localhost", *own, *filter(None, map(host_of, allowed))}

    def allow(self, authority: str) -> bool:
        """Return whether a request for this `HOST:PORT` is answered."""
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
