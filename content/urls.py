from django.urls import path

from content.robots_sitemap import robots, sitemap, sitemap_part
from content.search.views import search

urlpatterns = [
    path("search/", search, name="search"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_part, name="sitemap_part"),
    path("robots.txt", robots, name="robots"),
]
