# SPDX-License-Identifier: MIT
"""From a content folder to a published site; no MkDocs here.

The stages are sub-packages: `reading`, `planning`, `building`, `publishing`, `preview`. All may use
`processes`, which works for them, and `caching`, which keeps results between builds.
"""
