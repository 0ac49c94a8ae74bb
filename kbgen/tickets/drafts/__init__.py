# SPDX-License-Identifier: MIT
"""Turn a cluster into a draft article: the remedy that agents agreed on, the text, the file."""
