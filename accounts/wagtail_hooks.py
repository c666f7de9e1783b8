"""The page editor warns before a session ends, like every staff page."""

from django.template.loader import render_to_string
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def warning_before_the_session_ends():
    return render_to_string("account/session_timeout.html")
