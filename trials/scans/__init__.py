"""A site as it runs in production, and what scanners find on it and in its source."""
