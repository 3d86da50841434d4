"""Field encryption (필드 암호화): AES-GCM bound to table, column and row, and a keyed lookup value."""

import hmac
import os
import uuid
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


def encrypt(text: str, *, place: str, row: uuid.UUID) -> bytes:
    """Key number (1 byte), nonce, ciphertext. `place` is `table.column`; another row or column cannot read it."""
    number, key = _newest_key()
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), _bound_to(place, row))
    return bytes([number]) + nonce + sealed


def decrypt(stored: bytes, *, place: str, row: uuid.UUID) -> str:
    """The clear text. Raises cryptography's InvalidTag where the value was changed or moved."""
    stored = bytes(stored)
    key = settings.FIELD_KEYS[stored[0]]
    return AESGCM(key).decrypt(stored[1 : 1 + _NONCE], stored[1 + _NONCE :], _bound_to(place, row)).decode()


def lookup(text: str) -> bytes:
    """A value to find an equal number by; worthless without the lookup key."""
    return hmac.digest(settings.LOOKUP_KEY, text.encode(), sha256)


def _newest_key() -> tuple[int, bytes]:
    number = max(settings.FIELD_KEYS)
    return number, settings.FIELD_KEYS[number]


def _bound_to(place: str, row: uuid.UUID) -> bytes:
    return f"{place}:{row}".encode()
