"""The headers every answer carries: what a browser may load, send on, and switch on."""

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts

PUBLIC_POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    # No script may run here, so nothing of ours connects: it lets Lighthouse read robots.txt from within a page.
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

STAFF_POLICY = PUBLIC_POLICY | {"script-src": [SELF]}

# Wagtail's editor starts its date pickers and choosers with inline scripts, and shows previews in frames.
EDITOR_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
}

FEATURES = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope "
    "magnetometer microphone midi payment picture-in-picture publickey-credentials-create "
    "publickey-credentials-get screen-wake-lock usb xr-spatial-tracking"
).split()


def permissions(allowed=None):
    """What a page may switch on: of these features none, or the one named."""
    return ", ".join(f"{feature}=({'self' if feature == allowed else ''})" for feature in FEATURES)


EVERYWHERE = {"Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": permissions()}
PASSKEY_PAGES = {
    "/accounts/2fa/authenticate/": permissions(allowed="publickey-credentials-get"),
    "/accounts/2fa/webauthn/reauthenticate/": permissions(allowed="publickey-credentials-get"),
    "/accounts/2fa/webauthn/add/": permissions(allowed="publickey-credentials-create"),
}


def policy_for(path):
    """The content security policy (directive to sources) for an address of this site."""
    if path.startswith("/cms/"):
        return EDITOR_POLICY
    if path.startswith(("/admin/", "/accounts/")):
        return STAFF_POLICY
    return PUBLIC_POLICY


class HeadersMiddleware(CSPMiddleware):
    def process_response(self, request, response):
        if request.path_info in PASSKEY_PAGES:
            response.headers["Permissions-Policy"] = PASSKEY_PAGES[request.path_info]
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        # A page rendered inside the editor's preview has set the public policy: the address of the preview decides.
        response.headers.pop(HEADER, None)
        return super().process_response(request, response)

    def get_policy_parts(self, request, response, report_only=False):
        if report_only:
            return PolicyParts()
        return PolicyParts(config=policy_for(request.path_info))
