"""How fast the site is beside what else could serve its pages, and what it takes from a machine."""
