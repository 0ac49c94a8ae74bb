# SPDX-License-Identifier: MIT
"""Begin translations, list those that are missing or old, and mark them as up to date."""
