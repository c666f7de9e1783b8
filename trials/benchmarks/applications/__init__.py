"""What gunicorn is given to serve besides the site itself."""
