"""Owns the errors that storage raises to the rest; refuses to let a driver's own error out."""


class StorageError(Exception):
    """The database could not do what was asked."""

    def __init__(self, message: str | None = None) -> None:
        """Take the class's first docstring line as the message when none is given."""
        super().__init__(message or (self.__doc__ or "").splitlines()[0])


class StorageUnavailableError(StorageError):
    """The database can't be reached, is locked or is full; the same call may be tried again.

    Nothing was changed, with one exception: when PostgreSQL's connection breaks during the commit itself, all of it may
    have been. What must not happen twice is therefore recorded in the same turn (``updates.record``, unique keys).
    """


class ConstraintError(StorageError):
    """A rule of the schema forbids the row, such as a second one that may exist once; trying again won't help."""


class InUseError(StorageError):
    """Another Interlude is running on this database."""


class KeyMissingError(StorageError):
    """A key that sealed data needs is not in the key ring; nothing is shown rather than something wrong."""


class MigrationError(StorageError):
    """The database does not fit this version of Interlude."""


class SuspendedTurnError(StorageError):
    """A turn awaited something other than its own session; network calls belong after the commit."""
