# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.runtime.addresses import (
    has_safe_scheme,
    is_absolute,
    is_email_address,
    is_external,
    is_web_address,
    own_path,
    scheme_of,
)


@pytest.mark.parametrize(
    ("url", "absolute", "external", "safe"),
    [
        ("https://example.com/a", True, True, True),
        ("HTTP://example.com/a", True, True, True),
        ("https:example.com", True, True, True),  # browsers read it as https://example.com
        ("//cdn.example/a.png", True, True, False),
        (" https://example.com/", True, True, True),  # browsers skip the space
        ("\n\t//example.com/", True, True, False),
        ("\x01javascript:alert(1)", True, False, False),
        ("mailto:ann@example.com", True, False, True),
        ("tel:+48", True, False, True),
        ("JavaScript:alert(1)", True, False, False),
        ("data:text/html,x", True, False, False),
        ("httpsx:a", True, False, False),
        ("billing/refund.md", False, False, False),
        ("/billing/", False, False, False),
        ("#https://example.com", False, False, False),
        ("a/https://example.com", False, False, False),
        ("http-errors.md", False, False, False),
        ("2024:a", False, False, False),  # a scheme begins with a letter
        ("", False, False, False),
    ],
)
def test_a_url_is_classified(url: str, absolute: bool, external: bool, safe: bool) -> None:
    """One test for all packages: what a browser would do with the URL decides."""
    assert (is_absolute(url), is_external(url), has_safe_scheme(url)) == (absolute, external, safe)


@pytest.mark.parametrize(
    ("url", "scheme"),
    [
        ("HTTPS://example.com", "https"),
        ("\x01 JavaScript:alert(1)", "javascript"),
        ("git+ssh:a", "git+ssh"),
        ("//example.com:80", ""),
        ("a/b:c", ""),
    ],
)
def test_a_scheme_is_read_as_in_browsers(url: str, scheme: str) -> None:
    assert scheme_of(url) == scheme


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.com", True),
        ("http://example.com:8000/a?b=c#d", True),
        ("https://example.com?a", True),
        ("https://", False),
        ("https:///a", False),
        ("https://example.com/a b", False),
        ('https://example.com/"', False),
        ("//example.com", False),
        ("example.com", False),
    ],
)
def test_a_web_address_is_complete(text: str, expected: bool) -> None:
    """A scheme and a host are required, and nothing that would end an attribute is allowed."""
    assert is_web_address(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ann@example.com", True),
        ("ann+help@mail.example.com", True),
        ("ann@example", False),
        ("ann@example.com,bob@example.com", False),
        ("ann@example.com?cc=bob@example.com", False),
        ("ann@@example.com", False),
        ("ann example.com", False),
        ("", False),
    ],
)
def test_an_email_address_is_one_recipient(text: str, expected: bool) -> None:
    """More recipients or parameters would change what `mailto:` does."""
    assert is_email_address(text) is expected


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://a.example/kb/x/?q#f", "/kb/x/?q#f"),
        ("http://A.example/kb/x", "/kb/x"),
        ("//a.example/kb", "/kb/"),
        ("https://a.example:443/kb/x", "/kb/x"),
        ("http://a.example:80/kb/x", "/kb/x"),
        ("https://a.example:/kb/x", "/kb/x"),
        ("https://A.Example.:443/kb/x", "/kb/x"),
        ("https://a.example:8443/kb/x", None),
        ("https://[::1]/kb/x", None),
        ("https://a.example/kb#f", "/kb/#f"),
        ("https://a.example/kbase/", None),
        ("https://a.example/", None),
        ("https://b.example/kb/", None),
        ("/kb/x", None),
        ("mailto:x@a.example", None),
    ],
)
def test_a_url_below_the_site_is_a_path(url: str, path: str | None) -> None:
    assert own_path(url, "https://a.example/kb/") == path
    assert own_path(url, "") is None


@pytest.mark.parametrize(
    ("url", "site_url"),
    [
        ("https://a.example/kb/x", "https://a.example:443/kb/"),
        ("https://a.example:8443/kb/x", "https://A.example:8443/kb/"),
        ("https://xn--bcher-kva.example/kb/x", "https://bücher.example/kb/"),
        ("https://BÜCHER.example/kb/x", "https://xn--bcher-kva.example/kb/"),
        ("https://[::1]/kb/x", "https://[::1]:443/kb/"),
    ],
)
def test_a_host_can_be_written_in_many_ways(url: str, site_url: str) -> None:
    assert own_path(url, site_url) == "/kb/x"
