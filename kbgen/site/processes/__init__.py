# SPDX-License-Identifier: MIT
"""Worker processes: the pool, its tasks, and the detection of files that tasks open."""
