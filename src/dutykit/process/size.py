"""How many processors and how much memory this process has, may have, and has had."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def limits_memory() -> bool:
    """Whether the memory of a process can be limited here, and read."""
    return sys.platform == "linux" and _has_resource()


def _has_resource() -> bool:
    try:
        import resource  # noqa: F401 (Windows has none)
    except ImportError:
        return False
    return True


def limit_memory(most_bytes: int, process: int = 0) -> None:
    """From now on this process, or another of this user's, gets no more than `most_bytes`; on Linux only.

    Python raises MemoryError then. A process that has ended is no fault.
    """
    if limits_memory():
        import resource

        with suppress(ProcessLookupError):
            _soft, hard = resource.prlimit(process, resource.RLIMIT_DATA)
            most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
            resource.prlimit(process, resource.RLIMIT_DATA, (most, hard))


def memory() -> int:
    """The memory this process holds, in bytes; the most it has held where the system does not say."""
    if not limits_memory():
        return peak_memory()
    import resource

    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()


def private_memory() -> int:
    """The memory that `limit_memory` counts of this process, in bytes; 0 where it limits nothing."""
    if not limits_memory():
        return 0
    import resource

    return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()


def peak_memory() -> int:
    """The most memory this process has held at once, in bytes; 0 where the system does not say."""
    if not _has_resource():
        return 0
    if sys.platform == "linux":
        # NOTE: ru_maxrss counts what the parent held when it started this process: one made by a large parent would
        # seem to have grown before its first job.
        lines = Path("/proc/self/status").read_text("utf-8", "replace").splitlines()
        held = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
        if held:
            return int(held[0]) * 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
