# SPDX-License-Identifier: MIT
"""The addresses of a site: those published, those ever published, and where lost ones went."""
