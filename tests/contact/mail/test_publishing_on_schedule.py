"""Several mail workers may run; what is due is published once."""

from unittest import mock

from django.core.cache import cache

from contact.management.commands import send_mail


def test_of_two_workers_one_publishes_in_any_minute(db):
    cache.clear()

    with mock.patch.object(send_mail, "call_command") as command:
        send_mail.publish_scheduled()
        send_mail.publish_scheduled()

    command.assert_called_once_with("publish_scheduled", verbosity=0)
