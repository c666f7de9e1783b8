"""Two web hosts, two mail workers, PostgreSQL, Redis and nginx together, and what happens to each."""
