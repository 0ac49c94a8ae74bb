# SPDX-License-Identifier: MIT
"""Connect kbgen to MkDocs: the plugin, the host of other plugins, and the renderer of pages.

Only this package imports MkDocs, Material or Jinja. `kbgen.site` computes everything; the code here
converts, calls one function and converts back, so that another engine can replace MkDocs.
"""
