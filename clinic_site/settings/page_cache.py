"""Which pages are cached, for how long, and what makes them old."""

from .environment import BASE_DIR, DATA_DIR

PAGE_CACHE_DIR = DATA_DIR / "page_cache"
# How often a web process asks the database whether another host has changed pages.
PAGE_CACHE_POLL_SECONDS = 1
# The page for when the site does not answer, written for nginx; clinic_site/http/unavailable_page.py.
ERROR_PAGES_DIR = DATA_DIR / "error_pages"
# A safety net for changes that nothing announces, such as those made by hand in the database.
PAGE_CACHE_SECONDS = 10 * 60
PAGE_CACHE_MAX_IN_MEMORY = 2000
# Answers that are never the same for everybody, or that have caching rules of their own.
PAGE_CACHE_EXCLUDED = [
    "/admin/",
    "/cms/",
    "/accounts/",
    "/static/",
    "/media/",
    "/consultation/",
    "/for-clinicians/refer/",
    "/report-a-mistake/",
    "/search/",
]
# What readers see on pages in addition to the pages: saving one of these makes all cached pages old.
PAGE_CACHE_INVALIDATED_BY = [
    "contact.ClinicDetails",
    "contact.CrisisHelp",
    "contact.Holiday",
    "contact.Location",
    "contact.OpeningHours",
    "content.MonitoringAndReadiness",
    "content.Photographs",
    "content.PricesAndInsurance",
    "content.PublishedChange",
    "content.Source",
    "content.TreatmentsOffered",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
    "wagtailimages.Image",
    "wagtailredirects.Redirect",
]
# What pages are made of in addition to the database: a release that changes any of it makes all cached pages old.
BUILD_ID_FILES = [
    *(BASE_DIR / name for name in ("accounts", "clinic_site", "contact", "content", "templates", "requirements.txt")),
    DATA_DIR / "static/staticfiles.json",
]
BUILD_ID_SETTINGS = ["ALLOWED_HOSTS", "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SITE_URL"]
