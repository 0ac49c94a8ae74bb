# SPDX-License-Identifier: MIT
"""Convert the folder of one generator: one package for each, with a function `convert`."""
