"""One site on two web hosts behind one nginx."""
