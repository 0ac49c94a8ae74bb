# SPDX-License-Identifier: MIT
"""What a run takes from its surroundings: the build day, and the receiver of progress updates."""
