# SPDX-License-Identifier: MIT
"""The two engines that answer questions, and the index of a language on disk.

Only `whoosh_index` imports Whoosh.
"""
