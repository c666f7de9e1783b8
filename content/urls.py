from django.urls import path

from content.robots_sitemap import robots, sitemap
from content.search.views import search

urlpatterns = [
    path("search/", search, name="search"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]
