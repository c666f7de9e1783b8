"""The page cache: published pages are rendered once and then served as bytes, without entering Django.

Why: docs/decisions/0012-baked-pages.md.
"""
