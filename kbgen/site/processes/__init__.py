# SPDX-License-Identifier: MIT
"""Worker processes: the pool, the tasks that it runs, and the detection of files that tasks open."""
