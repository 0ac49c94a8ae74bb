# SPDX-License-Identifier: MIT
"""Everything in the content folder that is not an article: pictures, drawings, downloads."""
