# SPDX-License-Identifier: MIT
"""The two engines that answer questions, and the index of one language that both are made from.

Whoosh is imported in `whoosh_index` alone.
"""
