# SPDX-License-Identifier: MIT
"""Links and images of bodies: resolve them in the graph of the site, and suggest what was probably meant."""
