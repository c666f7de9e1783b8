"""How the clinic is reached, and what a visitor says to it."""
