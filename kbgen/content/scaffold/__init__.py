# SPDX-License-Identifier: MIT
"""Create a new help center (`kbgen init`).

`plan` makes the files from the templates in `data/`, `existing` adapts them to a folder that
already has files, and `write` writes them without changing existing files. In: a folder, languages,
a CI system. Out: a site that passes `kbgen check --strict`.
"""

from kbgen.content.scaffold.existing import FittedSite, Kept, fit_site
from kbgen.content.scaffold.plan import Ci, has_samples, plan_site
from kbgen.content.scaffold.write import existing_files, write_files

__all__ = [
    "Ci",
    "FittedSite",
    "Kept",
    "existing_files",
    "fit_site",
    "has_samples",
    "plan_site",
    "write_files",
]
