"""Published pages, rendered once into their final bytes and handed out before Django is entered.

Why, and what follows: docs/decisions/0012-baked-pages.md.
"""
