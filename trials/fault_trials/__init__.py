"""A running site, a crowd that sends requests to it, and what can go wrong meanwhile."""
