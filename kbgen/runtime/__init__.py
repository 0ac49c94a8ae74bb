# SPDX-License-Identifier: MIT
"""The environment of a run: build day, progress updates, canonical values, end of processes."""
