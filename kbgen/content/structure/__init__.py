# SPDX-License-Identifier: MIT
"""Where an article belongs: its language, id, address and category, and the navigation of the site."""
