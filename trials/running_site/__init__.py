"""A site with programs of its own, which every trial starts: as deployed, in a folder that is gone afterwards."""
