"""Owns the keys and the sealing of personal data; refuses to open anything with a wrong or missing key.

Every person has a data key of her own (AES-256-GCM), wrapped by the newest key of the key ring. The wrapped keys live
apart from the data (a second SQLite file, or the schema ``keys`` on PostgreSQL), so that destroying one key erases one
person in every backup of the data.
"""

import base64
import os
import secrets
from collections import OrderedDict
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyMissingError

if TYPE_CHECKING:
    from storage.session import Session

FORMAT = b"\x01"
NONCE = 12
KEY_BYTES = 32
CACHED_CIPHERS = 20_000


class Cipher:
    """Seals and opens text under one key; the context (practice, column, row) is authenticated with it."""

    def __init__(self, key: bytes) -> None:
        """Take a key of 32 bytes."""
        self._aead = AESGCM(key)

    def seal(self, context: str, text: str) -> bytes:
        """Give format byte, nonce and ciphertext; the same text never seals to the same bytes twice."""
        nonce = os.urandom(NONCE)
        return FORMAT + nonce + self._aead.encrypt(nonce, text.encode(), context.encode())

    def unseal(self, context: str, sealed: bytes) -> str:
        """Open what :meth:`seal` made in the same context; KeyMissingError otherwise."""
        nonce, body = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
        try:
            return self._aead.decrypt(nonce, body, context.encode()).decode()
        except (InvalidTag, ValueError):  # ValueError: bytes that were cut short
            message = f"{context.split('|')[1]} can't be opened: it was sealed with another key or moved to another row"
            raise KeyMissingError(message) from None


class KeyRing:
    """The practice's master keys: the first one wraps new data keys, the others still open old ones."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        """Take key id → 32 bytes, newest first; ValueError says what is wrong with them."""
        if not keys:
            message = "the key ring is empty"
            raise ValueError(message)
        for name, key in keys.items():
            if len(key) != KEY_BYTES:
                message = f"key {name} has {len(key)} bytes, it must have {KEY_BYTES}"
                raise ValueError(message)
        self._ciphers = {name: Cipher(key) for name, key in keys.items()}
        self._newest = next(iter(keys))

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read ``name:base64`` entries separated by commas or lines, newest first."""
        keys: dict[str, bytes] = {}
        for entry in text.replace(",", "\n").split("\n"):
            if not entry.strip() or entry.strip().startswith("#"):
                continue
            name, colon, coded = entry.strip().partition(":")
            if not colon or not name:
                message = "each key is written as name:base64"
                raise ValueError(message)
            if name in keys:
                message = f"key {name} is there twice"
                raise ValueError(message)
            try:
                keys[name] = base64.b64decode(coded, validate=True)
            except ValueError:
                message = f"key {name} is not base64"
                raise ValueError(message) from None
        return cls(keys)

    @staticmethod
    def fresh() -> str:
        """Give the text of a new key ring with one random key."""
        return f"k1:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"

    def wrap(self, context: str, key: bytes) -> tuple[str, bytes]:
        """Seal a data key (or any text that belongs to no one person) with the newest master key."""
        return self._newest, self._ciphers[self._newest].seal(context, base64.b64encode(key).decode())

    def unwrap(self, context: str, key_name: str, wrapped: bytes) -> bytes:
        """Open what :meth:`wrap` sealed; KeyMissingError when that master key is not in the ring."""
        cipher = self._ciphers.get(key_name)
        if cipher is None:
            message = f"master key {key_name} is not in the key ring; add it back to INTERLUDE_KEYS or the key file"
            raise KeyMissingError(message)
        return base64.b64decode(cipher.unseal(context, wrapped))


class Vault:
    """Finds and remembers the data key of a person."""

    def __init__(self, ring: KeyRing) -> None:
        """Take the practice's key ring."""
        self.ring = ring
        self._ciphers: OrderedDict[tuple[int, int], Cipher] = OrderedDict()

    async def make_key(self, db: "Session", person_id: int) -> None:
        """Write a new wrapped data key for a person; commit it before the person's own row exists.

        The keys are in another file than the data: a crash in between may leave a key without a person, which harms
        nobody, but never a person without a key.
        """
        # A cipher of an earlier try that was rolled back would seal what nobody can open.
        self._ciphers.pop((db.practice_id, person_id), None)
        key_name, wrapped = self.ring.wrap(f"{db.practice_id}|data_key|{person_id}", secrets.token_bytes(KEY_BYTES))
        await db.run(
            """INSERT INTO keys.data_key (practice_id, person_id, key_name, wrapped, made_at)
               VALUES (:practice, :person, :key_name, :wrapped, :now)""",
            person=person_id,
            key_name=key_name,
            wrapped=wrapped,
        )

    async def cipher(self, db: "Session", person_id: int) -> Cipher:
        """Give the cipher of a person; KeyMissingError when her key was destroyed."""
        known = self._ciphers.get((db.practice_id, person_id))
        if known is not None:
            return known
        row = await db.one(
            "SELECT key_name, wrapped FROM keys.data_key WHERE practice_id = :practice AND person_id = :person",
            person=person_id,
        )
        if row is None:
            message = f"the data key of person {person_id} is gone; her data can't be opened any more"
            raise KeyMissingError(message)
        key = self.ring.unwrap(f"{db.practice_id}|data_key|{person_id}", row["key_name"], bytes(row["wrapped"]))
        self._ciphers[db.practice_id, person_id] = cipher = Cipher(key)
        if len(self._ciphers) > CACHED_CIPHERS:
            self._ciphers.popitem(last=False)
        return cipher

    async def check_ring(self, db: "Session") -> None:
        """Make sure that this ring opens this database, writing the proof on the first start.

        KeyMissingError when the ring is another database's: nothing may be sealed with keys that can't be read later.
        """
        key_name, wrapped = self.ring.wrap("0|ring_check|0", b"interlude")
        await db.run(
            """INSERT INTO keys.ring_check (name, key_name, wrapped)
               SELECT 'ring', CAST(:key_name AS TEXT), CAST(:wrapped AS {blob})
               WHERE NOT EXISTS (SELECT 1 FROM keys.ring_check) ON CONFLICT DO NOTHING""",
            key_name=key_name,
            wrapped=wrapped,
        )
        # Read back also what was just written: of two first starts at once with two rings, one has to be refused.
        row = await db.one("SELECT key_name, wrapped FROM keys.ring_check WHERE name = 'ring'")
        if row is None:
            raise KeyMissingError
        try:
            self.ring.unwrap("0|ring_check|0", row["key_name"], bytes(row["wrapped"]))
        except KeyMissingError as error:
            message = "the keys are not this database's; put back INTERLUDE_KEYS or the key file that it was made with"
            raise KeyMissingError(message) from error
