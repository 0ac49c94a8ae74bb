# SPDX-License-Identifier: MIT
"""Convert a folder of DocFX: includes, tabs, `toc.yml`, `docfx.json`, Microsoft Learn.

In: a folder. Out: a `Conversion`.
"""
