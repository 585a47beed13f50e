"""Furniture made to size: one module a family, each with a table `FAMILY: dict[str, Maker]`; `families` joins them."""
