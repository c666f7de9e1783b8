"""The clinic's icon and its picture for shared links, drawn when somebody asks for them."""

from django.http import HttpResponse
from PIL.Image import DecompressionBombError

from contact.clinic.brand import kept_by_browsers
from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.context_processors import as_far_as_known
from contact.clinic.drawings import icon, share_picture


def brand_picture(request, kind, version):
    """Any version is answered by the present one, since a page that is still in a cache may name the one before."""
    clinic = as_far_as_known(ClinicDetails, request)
    png, address = PICTURES[kind](clinic)
    return kept_by_browsers(HttpResponse(png, content_type="image/png"), is_current=request.path == address)


def icon_of(clinic):
    try:
        return icon(clinic.color_or_house, clinic.logo.name or ""), clinic.icon
    except (OSError, ValueError, DecompressionBombError):  # not for a year: the logo may be there again
        return icon(clinic.color_or_house, ""), ""


def share_picture_of(clinic):
    return share_picture(clinic.color_or_house, clinic.name), clinic.share_picture


PICTURES = {"icon": icon_of, "share": share_picture_of}
