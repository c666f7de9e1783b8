"""Every address of the site, in the order in which they are tried."""

from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from clinic_site.health.readiness import healthz, readyz
from clinic_site.http.media import media

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("cms/", include(wagtailadmin_urls)),
    path("media/<path:path>", media),
    path("", include("contact.urls")),
    path("", include("content.urls")),
    # Wagtail answers every other address, so it comes last.
    path("", include(wagtail_urls)),
]

handler400 = "clinic_site.http.error_views.bad_request"
handler403 = "clinic_site.http.error_views.permission_denied"
handler404 = "clinic_site.http.error_views.not_found"
# django-allauth asks for this one.
handler429 = "clinic_site.http.error_views.too_many_requests"
handler500 = "clinic_site.http.error_views.server_error"
