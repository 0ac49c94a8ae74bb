# SPDX-License-Identifier: MIT
"""The interface strings of a language, each from the best source.

`own.py` reads the site's own texts, `catalogs.py` those of kbgen, `material.py` Material's
translations; English is the last. `load.py` puts them together, `site_strings.py` does so for
every language of a site and reports what falls back to English.
"""

from kbgen.site.planning.strings.load import load_strings
from kbgen.site.planning.strings.site_strings import SiteStrings, site_strings

__all__ = ["SiteStrings", "load_strings", "site_strings"]
