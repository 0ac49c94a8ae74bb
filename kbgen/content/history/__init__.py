# SPDX-License-Identifier: MIT
"""What the content folder used to have: earlier files from Git, and where their texts are today."""
