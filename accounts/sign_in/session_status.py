"""What the script on staff pages asks: how long the session still lasts. And the sign of life that it sends."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.sign_in.time_outs import note_sign_of_life, seconds_in_all_left, seconds_left


@never_cache
@require_http_methods(["GET", "POST"])
def session_status(request):
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0})
    if request.method == "POST":
        note_sign_of_life(request.session, exactly=True)
    left = seconds_left(request.session)
    return JsonResponse(
        {
            "left": left,
            "can_stay": seconds_in_all_left(request.session) > left,
            "who": str(request.user.pk),
            "token": get_token(request),
        }
    )
