# SPDX-License-Identifier: MIT
"""Find the markup of other tools: translate it, or report that readers see it as it was written."""
