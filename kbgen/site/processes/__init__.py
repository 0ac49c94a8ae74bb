# SPDX-License-Identifier: MIT
"""Who works for a build: the pool of processes, the tasks that run in them, and the files that a task opens."""
