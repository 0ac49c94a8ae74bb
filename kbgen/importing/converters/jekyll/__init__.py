# SPDX-License-Identifier: MIT
"""Convert a folder of Jekyll: Liquid, kramdown, permalinks, collections, Just the Docs.

In: a folder. Out: a `Conversion`.
"""
