# SPDX-License-Identifier: MIT
"""The only folder that imports MkDocs, Material or Jinja: the plugin, and the renderer of pages.

Everything is computed by `kbgen.site`; what is here converts, calls one function and converts back, so that another
engine can take MkDocs' place.
"""
