"""Put a finished folder in the place of another in one step, so that nobody ever sees half of it.

Linux exchanges two names at once (`renameat2` with RENAME_EXCHANGE). Where there is no such call the old folder is moved
aside and the new one moved in; a build that dies between the two is mended by `recover` at the start of the next.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
import time
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
NUMBERS = {"x86_64": 316, "aarch64": 276}
"""The number of the call where the C library does not name it."""

UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
UNLOCKABLE = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF}
ASIDE = "aside"
NO_LOCKS = -1
"""What stands for the descriptor of a lock where there are no locks."""

TRIES, PAUSE = 600, 0.1
"""How often, and after how many seconds, a lock that another build holds is asked for: a minute in all."""


def swap(new: Path, place: Path, aside: Path) -> Path:
    """Put the folder `new` at `place` and give the path where the old folder now is; `place` must be a folder.

    Raises:
        OSError: when nothing was changed.
    """
    exchange = _exchange()
    if exchange is not None:
        code = exchange(os.fsencode(new), os.fsencode(place))
        if code == 0:
            return new
        if code not in UNSUPPORTED:
            raise OSError(code, os.strerror(code), str(place))
    place.rename(aside)
    try:
        new.rename(place)
    except OSError:
        aside.rename(place)
        raise
    return aside


def recover(place: Path, aside: Path) -> None:
    """Move the old folder back when a build died after moving it aside."""
    if not os.path.lexists(place) and os.path.lexists(aside):
        aside.rename(place)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of an existing folder; no file is made for it.

    Where a file system or the operating system has no such locks, nothing is locked.

    Raises:
        TimeoutError: when others hold it for a minute.
    """
    descriptor = hold(folder, TRIES)
    if descriptor is None:
        raise TimeoutError(errno.ETIMEDOUT, "another build holds it", str(folder))
    try:
        yield
    finally:
        release(descriptor)


def hold(folder: Path, tries: int = 1) -> int | None:
    """Take the lock of a folder and give its descriptor or `NO_LOCKS`; None when another has it."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return NO_LOCKS
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    for attempt in range(tries):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if attempt + 1 < tries:
                time.sleep(PAUSE)
        except OSError as error:
            os.close(descriptor)
            if error.errno in UNLOCKABLE:
                return NO_LOCKS
            raise
        else:
            return descriptor
    os.close(descriptor)
    return None


def release(descriptor: int | None) -> None:
    """Give a lock back."""
    if descriptor is not None and descriptor != NO_LOCKS:
        with suppress(OSError):
            os.close(descriptor)


def settle(folder: Path) -> None:
    """Bring all that was written to the folder's disk down to it: once for all files, as each alone costs milliseconds.

    Raises:
        OSError: when the disk does not take it.
    """
    library = _library()
    if library is None or not hasattr(library, "syncfs"):
        getattr(os, "sync", lambda: None)()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        code = library.syncfs(descriptor)
        number = ctypes.get_errno()
    finally:
        os.close(descriptor)
    if code and number not in UNSUPPORTED:
        raise OSError(number, os.strerror(number), str(folder))


def settle_names(folder: Path) -> None:
    """Make the names in a folder last, where the system can.

    Raises:
        OSError: when the disk does not take it.
    """
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@cache
def _library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


@cache
def _exchange() -> Callable[[bytes, bytes], int] | None:
    """The system's exchange, which gives 0 or an error number; None where there is none."""
    library = _library()
    if library is None:
        return None
    number = NUMBERS.get(platform.machine())

    def exchange(first: bytes, second: bytes) -> int:
        places = (AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE)
        code = (
            library.renameat2(*places) if hasattr(library, "renameat2") else library.syscall(number, *places)
        )
        return ctypes.get_errno() if code else 0

    return exchange if hasattr(library, "renameat2") or number is not None else None
