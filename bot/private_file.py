"""Owns the writing of files that only the operator may read; refuses to leave half a file behind."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def replace(path: Path, text: str) -> None:
    """Write a file of mode 0600 whole or not at all, over the one that is there; OSError when it can't be."""
    path = path.resolve()  # a link stays a link, and what it points to is replaced
    draft = _draft(path, text)
    try:
        draft.replace(path)
    except OSError:
        draft.unlink()
        raise
    _settle(path.parent)


def create(path: Path, text: str) -> None:
    """Write a new file of mode 0600; FileExistsError when there is one, which is then left as it is.

    Of two that create at once exactly one wins, and nobody ever reads a file that is not yet whole.
    """
    draft = _draft(path, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links; there the file is briefly seen empty
        _write(path, text)
    finally:
        draft.unlink()
    _settle(path.parent)


def _draft(path: Path, text: str) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _write(draft, text)
    return draft


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)


def _settle(folder: Path) -> None:
    """Make the name itself survive a power cut, where the file system knows how."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
