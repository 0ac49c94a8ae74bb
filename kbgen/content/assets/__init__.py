# SPDX-License-Identifier: MIT
"""Everything in the content folder that is no article: pictures, drawings, downloads."""
