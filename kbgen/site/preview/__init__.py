# SPDX-License-Identifier: MIT
"""The server of `kbgen serve`, and the pages that it shows until the first build is done."""
