# SPDX-License-Identifier: MIT
"""A new help center: the files that `kbgen init` writes.

`plan` makes their texts from the templates in `data/`, `existing` fits them to a folder that has files already, `write`
puts them there and never touches what is there. In: a folder, languages, a CI system. Out: a site that passes
`kbgen check --strict`.
"""

from kbgen.content.scaffold.existing import Fitted, Kept, fit_site
from kbgen.content.scaffold.plan import Ci, has_samples, plan_site
from kbgen.content.scaffold.write import existing_files, write_files

__all__ = ["Ci", "Fitted", "Kept", "existing_files", "fit_site", "has_samples", "plan_site", "write_files"]
