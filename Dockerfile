# The site in one image: as web server (the default), as mail worker (manage.py send_mail), as any other command.
# Nothing but /data is written to, so the rest can be read-only. compose.yaml shows how the parts stand together.
FROM python:3.11-slim-bookworm AS packages
COPY requirements-many-hosts.txt /
RUN python -m venv /venv \
    && /venv/bin/pip install --require-hashes --no-cache-dir --disable-pip-version-check -r /requirements-many-hosts.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 1000 --home-dir /site --shell /usr/sbin/nologin clinic \
    && install -d -o clinic -g clinic /data
COPY --from=packages /venv /venv
COPY . /site
WORKDIR /site
ENV PATH=/venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=clinic_site.settings.production \
    DATA_DIR=/data \
    BIND=0.0.0.0:8000 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
RUN python -m compileall -q accounts clinic_site content contact
USER clinic
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-m", "clinic_site.health.liveness"]
CMD ["gunicorn", "clinic_site.wsgi"]
