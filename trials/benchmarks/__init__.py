"""How fast the site is beside the least that its own server can do, and what it takes from a machine."""
