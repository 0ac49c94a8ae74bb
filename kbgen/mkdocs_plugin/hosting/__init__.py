# SPDX-License-Identifier: MIT
"""Run other people's MkDocs plugins, and follow the pages and the navigation that they make."""
