# SPDX-License-Identifier: MIT
"""The server of `kbgen serve`, and the pages it shows before the first build is done."""
