"""Which account somebody means by what they type, and whether the password is right."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username


def find_account(login):
    """The one account with this user name or email address, or None."""
    return get_user_by_username(login) or first_with_email(login)


def first_with_email(email):
    """New accounts never share an address; of old ones that do, it is always the same one."""
    found = filter_users_by_email(email, prefer_verified=True, for_login=True)
    return min(found, key=lambda user: (not user.is_active, user.pk), default=None)


class StaffBackend(AuthenticationBackend):
    """Hashes a password once, whether the login belongs to somebody or not.

    django-allauth looks for the account by user name and by address, one after the other, and hashes the password
    for each that it finds. An attacker could tell by the time it takes which addresses belong to staff.
    """

    def _authenticate(self, request, **credentials):
        account = find_account(credentials.get("username") or credentials.get("email") or "")
        return self._check_password(account, credentials["password"])
