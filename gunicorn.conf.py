"""How gunicorn serves the site, wherever it is started from this folder: `gunicorn clinic_site.wsgi`."""

import os

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "clinic_site.http.gunicorn_worker.GunicornWorker"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
keepalive = 5
# Longer than a request waits for SQLite's lock (20 seconds), shorter than a visitor's patience.
timeout = 60
graceful_timeout = 30
control_socket_disable = True
loglevel = "warning"
