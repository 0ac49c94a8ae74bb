# SPDX-License-Identifier: MIT
"""A new help center: the files that `kbgen init` writes.

`plan` makes their texts from the templates in `data/`, `write` puts them into a folder and never touches a file that is
there. In: languages and a CI system. Out: a site that passes `kbgen check --strict`.
"""

from kbgen.content.scaffold.plan import Ci, plan_site
from kbgen.content.scaffold.write import existing_files, write_files

__all__ = ["Ci", "existing_files", "plan_site", "write_files"]
