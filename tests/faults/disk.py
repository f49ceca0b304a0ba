"""Owns a disk that writes down all that SQLite asks of it, and what a power cut would leave; refuses to be kind.

It stands before SQLite's own way to the disk (the default VFS of the very library that Python uses), so the product's
own files, settings and transactions are recorded, not copies of them. What was written and not yet synced may be lost
in any part: each such write is kept, dropped or torn by chance. That a file was deleted is certain once any file was
synced later, as on every file system that keeps a journal of its folders (ext4, XFS, Btrfs, APFS).
"""

import _sqlite3
import ctypes
import random
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
REST_OF_FILE = 7  # xFileSize to xDeviceCharacteristics
NEWER = 6  # xShmMap to xUnfetch
REST_OF_VFS = 14  # xAccess to xNextSystemCall
Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class Methods(Structure):
    """What SQLite does with an open file."""

    _fields_ = (
        ("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", Write), ("truncate", Truncate),
        ("sync", Sync), ("rest", c_void_p * REST_OF_FILE), ("newer", c_void_p * NEWER),
    )  # fmt: skip


class File(Structure):
    """An open file, as far as everybody may know it."""

    _fields_ = (("methods", POINTER(Methods)),)


# The name as an address, not as bytes: behind its end SQLite keeps more about the file.
Open = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(File), c_int, POINTER(c_int))
Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)


class Vfs(Structure):
    """SQLite's way to the disk."""

    _fields_ = (
        ("version", c_int), ("file_size", c_int), ("longest_path", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p), ("open", Open), ("delete", Delete), ("rest", c_void_p * REST_OF_VFS),
    )  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One thing that was asked of the disk: write, truncate (``offset`` is the size), delete, sync or a test's mark."""

    what: str
    file: str
    offset: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """All steps in order."""

    steps: list[Step] = field(default_factory=list)

    def mark(self, name: str) -> None:
        """Note that something is done as far as whoever asked for it knows."""
        self.steps.append(Step("mark", name))

    def marks(self, until: int) -> list[str]:
        """Give what was marked before a step."""
        return [step.file for step in self.steps[:until] if step.what == "mark"]

    def after_a_cut(self, until: int, folder: Path, chance: random.Random) -> None:
        """Write into a folder what is on the disk when the power goes just before a step."""
        files: dict[str, bytearray] = {}
        last = {step.file: place for place, step in enumerate(self.steps[:until]) if step.what == "sync"}
        for place, step in enumerate(self.steps[:until]):
            if step.what == "delete" and (place < max(last.values(), default=0) or chance.choice((True, False))):
                files.pop(step.file, None)
            if step.what not in ("write", "truncate"):
                continue
            content = files.setdefault(step.file, bytearray())
            if place > last.get(step.file, -1):
                step = _by_chance(step, chance)  # noqa: PLW2901 -- what is left of it
            if step.what == "truncate":
                del content[step.offset :]
            elif step.data:
                content.extend(b"\0" * (step.offset + len(step.data) - len(content)))
                content[step.offset : step.offset + len(step.data)] = step.data
        for name, content in files.items():
            (folder / Path(name).name).write_bytes(content)


def _by_chance(step: Step, chance: random.Random) -> Step:
    """Give what is left of a step that was never synced: all of it, nothing, or a write's first sectors."""
    fate = chance.choice(("kept", "dropped", "torn"))
    if fate == "kept":
        return step
    if fate == "dropped" or step.what == "truncate":
        return Step("write", step.file)
    return Step("write", step.file, step.offset, step.data[: chance.randrange(0, len(step.data) + 1, SECTOR)])


# What SQLite holds pointers to must live as long as the process.
KEPT: list[object] = []


@contextmanager
def recorded() -> Iterator[Disk]:
    """Record all that SQLite files are asked for that this process opens meanwhile."""
    library = ctypes.CDLL(_sqlite3.__file__)  # looks into the SQLite that this module is linked with
    library.sqlite3_vfs_find.restype = POINTER(Vfs)
    real = library.sqlite3_vfs_find(None)
    disk, ours = Disk(), Vfs.from_buffer_copy(real.contents)
    ours.name, ours.next = b"recorded", None
    ours.open, ours.delete = _opener(real, disk), _deleter(real, disk)
    KEPT.extend((ours, ours.open, ours.delete))
    assert library.sqlite3_vfs_register(byref(ours), 1) == 0
    try:
        yield disk
    finally:
        library.sqlite3_vfs_register(real, 1)
        library.sqlite3_vfs_unregister(byref(ours))


def _opener(real: "ctypes._Pointer[Vfs]", disk: Disk) -> object:
    names: dict[int, str] = {}
    tables: dict[int, Methods] = {}

    def opened(_vfs: int, name: int | None, file: "ctypes._Pointer[File]", flags: int, out: object) -> int:
        code: int = real.contents.open(ctypes.cast(real, c_void_p), name, file, flags, out)
        if code == 0 and name is not None and file.contents.methods:
            address = ctypes.addressof(file.contents)
            names[address] = ctypes.string_at(name).decode()
            theirs = ctypes.addressof(file.contents.methods.contents)
            if theirs not in tables:
                tables[theirs] = _watched(file.contents.methods.contents, names, disk)
                KEPT.append(tables[theirs])
            file.contents.methods = ctypes.pointer(tables[theirs])
        return code

    return Open(opened)


def _deleter(real: "ctypes._Pointer[Vfs]", disk: Disk) -> object:
    def delete(_vfs: int, name: int, sync_folder: int) -> int:
        disk.steps.append(Step("delete", ctypes.string_at(name).decode(), sync_folder))
        return int(real.contents.delete(ctypes.cast(real, c_void_p), name, sync_folder))

    return Delete(delete)


def _watched(theirs: Methods, names: dict[int, str], disk: Disk) -> Methods:
    """Give a file's methods with three that note what they are asked before they do it."""
    ours = Methods.from_buffer_copy(theirs)

    def write(file: int, data: int, size: int, offset: int) -> int:
        disk.steps.append(Step("write", names[file], offset, ctypes.string_at(data, size)))
        return int(theirs.write(file, data, size, offset))

    def truncate(file: int, size: int) -> int:
        disk.steps.append(Step("truncate", names[file], size))
        return int(theirs.truncate(file, size))

    def sync(file: int, flags: int) -> int:
        code = int(theirs.sync(file, flags))
        disk.steps.append(Step("sync", names[file]))
        return code

    ours.write, ours.truncate, ours.sync = Write(write), Truncate(truncate), Sync(sync)
    KEPT.extend((theirs, ours.write, ours.truncate, ours.sync))
    return ours
