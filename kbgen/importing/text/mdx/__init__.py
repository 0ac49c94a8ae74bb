# SPDX-License-Identifier: MIT
"""Turn MDX into Markdown: imports, tabs, components, JSX attributes, expressions, code blocks.

Each step keeps the number of lines where it can, so that findings name the right ones.
"""
