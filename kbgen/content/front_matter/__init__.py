# SPDX-License-Identifier: MIT
"""Strict front-matter loader: the text of a file → typed fields with positions, or diagnostics.

`split` finds the block, `yaml_values` reads YAML as strings with positions, `field_parsers`
converts single values, `schema` lists the fields with their types, and `apply_schema` reads a
mapping by a schema. `foreign_values` and `draft_marks` know the fields of other tools.
"""

from kbgen.content.front_matter.apply_schema import Fields, read_mapping
from kbgen.content.front_matter.field_parsers import accept_any
from kbgen.content.front_matter.schema import ARTICLE, CATEGORY
from kbgen.content.front_matter.split import Split, split
from kbgen.content.front_matter.yaml_values import (
    Block,
    parse_yaml,
    parse_yaml_list,
)

__all__ = [
    "ARTICLE",
    "CATEGORY",
    "Block",
    "Fields",
    "Split",
    "accept_any",
    "parse_yaml",
    "parse_yaml_list",
    "read_mapping",
    "split",
]
