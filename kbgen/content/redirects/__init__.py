# SPDX-License-Identifier: MIT
"""Redirects from front matter and `_data/redirects.yml`: what writers write → valid redirects.

`entries` reads, `old_places` and `targets` check the two sides, and `resolve` joins them.
"""

from kbgen.content.redirects.resolve import Resolved, resolve_redirects
from kbgen.content.redirects.targets import used_assets

__all__ = ["Resolved", "resolve_redirects", "used_assets"]
