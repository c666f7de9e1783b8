"""What an installed site has stored opens after modules, classes or functions were renamed.

Everything here was made by commit ff4c9ad with the keys of the test settings. None of it may change: the associated
data of a ciphertext, the prefix of a keyed hash and the purpose of a derived key are part of the stored format.
"""

import base64
import io
import uuid
from datetime import UTC, datetime

import pytest

from contact.backup.archive import PURPOSE, DecryptingReader
from contact.encryption import derived_key, unseal
from contact.encryption.canary import canary_opens
from contact.maintenance import rollback_protection
from contact.models import ConsultationRequest, ContactAttempt, Note, OutboxMessage, RequestEvent, SearchEntry
from contact.requests.access_log import lock_key
from contact.requests.intake import key_of_other_answers
from contact.requests.submission_checks import sender_digest, signer

REFERENCE = "ABCD2345"
CIPHERTEXTS = {
    "name": ("v1.k2.S-gS10qWTwAyJpmwLJWeunZvX8QXT0955ZZwHlehNajrqLiCZw==", "Robin Doe"),
    "phone": ("v1.k2.ebqsB33JagIDrTlVUDYUGwsolEQyWpVGQnrbL5CC9Ax6bJzL_LgAuKk6", "(212) 555-0142"),
    "email": ("v1.k2.boDCO5_kw5rMTZbKWpuqFZv9SVbdooF4rBdcW08uaZAYCwi8-D1vH5wE6YJT", "Robin@Example.com"),
    "message": ("v1.k2.WndFliw6Tz9ajIicHon_5YzuqmI_fekwGv83qxDYWgSZ", "words"),
}
INDEXES = {
    "phone": "cf64a399d2950bc7f78b913cf7a60eadb636baaed2ff9dc56db344020531428d",
    "email": "90a6fc88f04cd3647e93ab6afd057a19c25bfe27103a308c6459d7fc49dbfe57",
    "name": "0a5d3a640777990ac309e95948517559acd4056401960e9555f6266beb2c9555",
}
CANARIES = {
    "FIELD_KEYS.k1": "v1.k1.ahfjuH6NvjNM6sth0i5qKAsz3ciuGmwoH0Dh-3Aw-gxJzEMQYpxyp7KGF6kh6Pc=",
    "BLIND_INDEX_KEY": "42bf838e650a765f4112bf330ebd192fecb8ec1dc05a6c8ce28df3eb23cdc045",
}
BACKUP = "Y2xpbmljIGJhY2t1cCAxCmsyCtw4bQZ0/bO/MP0rKYTBHab2GMzjrYe2NvtHamixHuHkBiNMDY9aq1g="


def opened(model, field, ciphertext, **row):
    return unseal(ciphertext, about=model._meta.get_field(field).about(model(**row)))


@pytest.mark.parametrize("field", CIPHERTEXTS)
def test_a_field_of_a_request_opens(field):
    ciphertext, text = CIPHERTEXTS[field]

    assert opened(ConsultationRequest, field, ciphertext, reference=REFERENCE) == text


def test_notes_contact_attempts_and_mails_open():
    note = "v1.k2.QeFFjrvIZaUw8XAiiO71Me7aWyZinr0__QcXjUF5XPcI3w=="
    attempt = "v1.k2._eGz69ebWqOoxBqaZiKAjGMe0uHTFZVPvmLCR9Ddc_NdlzFx3g=="
    mail = "v1.k2.L_WWrvqgWhrCHfC1mfoKJR77QHclXnqJPWQKT3_yuBkp6A=="

    assert opened(Note, "text", note, public_id=uuid.UUID(int=7)) == "a note"
    assert opened(ContactAttempt, "text", attempt, public_id=uuid.UUID(int=8)) == "no answer"
    assert opened(OutboxMessage, "content", mail, reference="WXYZ6789") == "a mail"


@pytest.mark.parametrize("kind", INDEXES)
def test_a_blind_index_finds_what_it_found(kind):
    texts = {name: text for name, (_, text) in CIPHERTEXTS.items()}
    row = ConsultationRequest(reference=REFERENCE, **texts)

    assert (kind, INDEXES[kind]) in SearchEntry.digests_of(row)


@pytest.mark.parametrize("name", CANARIES)
def test_a_canary_lives(name):
    assert canary_opens(name, CANARIES[name])


def test_the_newest_event_that_was_kept_is_read(settings, tmp_path):
    settings.NEWEST_EVENT_FILE = tmp_path / "newest_event"
    settings.NEWEST_EVENT_FILE.write_text("v1.k2.chwSIYKCflkqdtCkdHQ0EQplGJGfh3EOTgtS1U2j56FuuA==")

    assert rollback_protection.kept_event() == (17, "abc")


def test_an_event_has_the_hash_it_had():
    event = RequestEvent(
        reference=REFERENCE,
        sequence=1,
        kind="received",
        happened_at=datetime(2026, 1, 2, 3, tzinfo=UTC),
        detail={"quarantine": "too_fast"},
    )

    assert event.digest() == "f9fda27d52c0a5d3771eb6b8e23c8c012ff73a1c967418cb15864c893b1d0d89"
    assert lock_key(REFERENCE) == -1225053370289592176


def test_a_sender_and_a_form_are_known_again():
    sender = sender_digest("192.0.2.1", datetime(2026, 1, 2, 3, tzinfo=UTC))

    assert sender == "012bd5329b903cb30b591989ee04e8edf55cea0fa10cfe360715ef08c1cbf3ed"
    assert key_of_other_answers(uuid.UUID(int=9), {"name": "Robin"}) == uuid.UUID(
        "d2234a1f-0da8-5025-1873-38fcaef0a4af"
    )
    assert signer.unsign("1700000000:ufhUAv3kZSlsW3F39CYmdQviz-sfjNp5zbhDSwHtLO4") == "1700000000"


def test_a_backup_opens():
    reader = DecryptingReader(io.BytesIO(base64.b64decode(BACKUP)))

    assert reader.read(100) == b"a backup"
    assert derived_key("k2", b"0" * 16, PURPOSE).hex() == (
        "3c7892e11e17f75e9601c6250783848c11d1b9df033c211161bc2282fbee00a4"
    )
