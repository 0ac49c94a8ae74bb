# SPDX-License-Identifier: MIT
"""Read the folder that is imported: files, front matter, YAML, plain data in JavaScript."""
