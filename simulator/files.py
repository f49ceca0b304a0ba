"""Owns uploaded files and their ids; refuses to convert them."""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request

if TYPE_CHECKING:
    from simulator.params import Upload

DOWNLOAD_LIMIT = 20_000_000
UPLOAD_LIMIT = 50_000_000
PHOTO_LIMIT = 10_000_000
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20


@dataclass(frozen=True)
class Media:
    """One file as a message shows it."""

    kind: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    width: int = 0
    height: int = 0
    duration: int = 0

    def file_id(self, bot_id: int) -> str:
        """Return the id under which this bot, and no other, may use the file again."""
        return base64.urlsafe_b64encode(f"{bot_id}:{self.kind}:{self.unique_id}".encode()).decode().rstrip("=")

    def json(self, bot_id: int) -> dict[str, Any]:
        """Return the fields of a Message that show this file."""
        base = {"file_id": self.file_id(bot_id), "file_unique_id": self.unique_id, "file_size": len(self.content)}
        sides = {"width": self.width, "height": self.height}
        length = {"duration": self.duration}
        named = {**base, "file_name": self.name, "mime_type": self.mime}
        plain = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "\U0001f44d"}
        shapes: dict[str, Any] = {
            "photo": [{**base, **sides}],
            "voice": {**base, **length, "mime_type": self.mime},
            "sticker": {**base, **sides, **plain},
            "document": named,
            "audio": {**named, **length},
            "video": {**named, **sides, **length},
            "animation": {**named, **sides, **length},
        }
        found = {self.kind: shapes[self.kind]}
        # Telegram repeats every animation as a document, for clients from before animations.
        return {**found, "document": named} if self.kind == "animation" else found


class FileStore:
    """Every file of this Telegram by its unique id; the same bytes of one kind are one file."""

    def __init__(self) -> None:
        """Begin empty."""
        self._files: dict[str, Media] = {}

    def keep(self, kind: str, upload: Upload, *, width: int = 0, height: int = 0, duration: int = 0) -> Media:
        """Store an upload; a photo that is no picture, or too big, raises Telegram's 400."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        found = image_size(upload.content)
        if kind == "photo":
            _check_photo(upload.content, found)
        sides = found or (width or 480, height or 480)
        unique = hashlib.sha256(kind.encode() + upload.content).hexdigest()[:16]
        media = Media(kind, unique, upload.name, upload.mime, upload.content, *sides, duration)
        return self._files.setdefault(unique, media)

    def find(self, bot_id: int, file_id: str) -> Media:
        """Return the file behind an id; another bot's id, or none, raises Telegram's 400."""
        try:
            owner, _, unique = base64.urlsafe_b64decode(file_id + "=" * (-len(file_id) % 4)).decode().split(":")
        except ValueError:
            raise bad_request("wrong file identifier/HTTP URL specified") from None
        if owner != str(bot_id) or unique not in self._files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._files[unique]

    def any_bot(self, file_id: str) -> Media | None:
        """Return the file behind an id of any bot, for the page; None when there is none."""
        try:
            return self._files.get(
                base64.urlsafe_b64decode(file_id + "=" * (-len(file_id) % 4)).decode().split(":")[-1]
            )
        except ValueError:
            return None

    def by_unique_id(self, unique_id: str) -> Media | None:
        """Return a file by its unique id, for the page and for downloads."""
        return self._files.get(unique_id)


def _check_photo(content: bytes, sides: tuple[int, int] | None) -> None:
    if sides is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if len(content) > PHOTO_LIMIT:
        raise bad_request("file is too big")
    if sum(sides) > PHOTO_SIDES or max(sides) > PHOTO_RATIO * min(sides):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def image_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, JPEG, GIF or WebP, or None when it is none of them."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) > 24:  # noqa: PLR2004  the header's length
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return 512, 512
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(content):
        marker, length = content[position + 1], struct.unpack(">H", content[position + 2 : position + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004  JPEG's frame markers
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None
