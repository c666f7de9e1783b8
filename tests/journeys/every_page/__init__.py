"""What the front end promises, held against every page a visitor can get to."""
