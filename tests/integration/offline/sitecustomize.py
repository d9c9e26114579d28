"""Cuts a Python process, and those it starts, off the network; put this folder on PYTHONPATH.

Python's own calls are refused by an audit hook and written to the file that OFFLINE_LOG names. What
native code calls the hook does not see: on Linux the kernel kills a process that makes an internet
socket (seccomp). Pipes and sockets of the machine itself stay allowed.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from pathlib import Path

_INTERNET = (2, 10)  # AF_INET, AF_INET6
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
# Architecture as seccomp names it, and number of the system call socket().
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


def _note(line: str) -> None:
    with Path(os.environ["OFFLINE_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{line}\n")


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket.") or event == "socket.gethostname":
        return
    if event == "socket.sendmsg" and arguments[0].family not in _INTERNET:
        return  # pipes handed over between processes
    if event == "socket.__new__" and arguments[1] not in _INTERNET:
        return
    _note(f"refused {event}")
    raise OSError(f"no network here: {event}")


def _filter() -> bool:
    """Let the kernel kill this process should it make an internet socket."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    architecture, call = _MACHINES[platform.machine()]
    steps = (
        (_LOAD, 0, 0, 4),
        (_JUMP_IF_EQUAL, 0, 5, architecture),
        (_LOAD, 0, 0, 0),
        (_JUMP_IF_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, 16),
        (_JUMP_IF_EQUAL, 2, 0, _INTERNET[0]),
        (_JUMP_IF_EQUAL, 1, 0, _INTERNET[1]),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL),
    )
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(code)
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(buffer))
    )
    libc = ctypes.CDLL(None)
    no_new_privileges, seccomp, mode = 38, 22, 2
    if libc.prctl(no_new_privileges, 1, 0, 0, 0):
        return False
    return not libc.prctl(seccomp, mode, ctypes.byref(program), 0, 0)


_how = "filtered" if _filter() else "hooked"
_note(_how)
# A fork inherits both without running this file.
os.register_at_fork(after_in_child=lambda: _note(_how))
sys.addaudithook(_hook)
