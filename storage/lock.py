"""Owns the lock file that keeps two Interludes off one SQLite database; refuses to wait for it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import InUseError, StorageUnavailableError


@contextmanager
def single_process(path: Path) -> Iterator[None]:
    """Hold ``<database>.lock`` while the block runs; InUseError at once when another process holds it.

    The system lets the lock go with the process, however that ends; the file itself stays and means nothing.
    """
    file = path.with_name(path.name + ".lock")
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        message = f"{file} can't be written ({error.strerror}); check that its folder exists and can be written"
        raise StorageUnavailableError(message) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode(errors="replace").strip() or "unknown"
            message = f"another Interlude (process {holder}) is running on {path}; stop it first"
            raise InUseError(message) from None
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)
