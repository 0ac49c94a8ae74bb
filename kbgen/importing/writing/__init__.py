# SPDX-License-Identifier: MIT
"""Put a conversion together, and write its files."""
