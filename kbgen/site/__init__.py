# SPDX-License-Identifier: MIT
"""From a knowledge base to a published site: planning, cache, publishing, verifying, preview. No MkDocs here."""
