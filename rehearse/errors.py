"""Errors whose text is a sentence for the user: what happened, to which file or field, and how to mend it."""

UNREADABLE = "This attempt cannot be read: it is gone, or a part of it is damaged."
CRITIQUE_FAILED = "The critique failed; the log file says more. The attempt is kept without it."
NO_QUESTIONS = "No questions could be read. Put a pack into the folder that `rehearse paths` shows."


class RehearseError(Exception):
    """Something the user can do something about; `str(error)` is the whole message."""


class ConfigError(RehearseError):
    """A setting is unknown or has a value it cannot have."""


class PackError(RehearseError):
    """A question pack cannot be used."""


class StorageError(RehearseError):
    """The database cannot be opened, read or written."""


def sentence_for(error: BaseException) -> str:
    """Say what went wrong: our own errors are sentences already, others are named and logged."""
    if isinstance(error, RehearseError):
        return str(error)
    return f"Something went wrong ({error!r}); the log file says more."
