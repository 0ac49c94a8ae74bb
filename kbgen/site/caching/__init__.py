# SPDX-License-Identifier: MIT
"""What is kept between builds: one SQLite file, the encoding of its values, their compression."""
