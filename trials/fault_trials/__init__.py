"""What can go wrong while a crowd sends requests."""
