"""The one place where onnxruntime is imported, so that it never goes to the network.

Its official builds report use to Microsoft from version 1.29 on: a thread of native code uploads
events and keeps an identifier of the machine in the user's cache. Only its environment variable,
set before it is first imported, turns that off for good.
"""

from __future__ import annotations

import os
from types import ModuleType

_OPT_OUT = "ORT_DISABLE_TELEMETRY"


def import_onnxruntime() -> ModuleType:
    """The module onnxruntime, with its telemetry turned off unless the caller's environment says
    otherwise (``ORT_DISABLE_TELEMETRY=0``).
    """
    os.environ.setdefault(_OPT_OUT, "1")
    import onnxruntime

    if os.environ[_OPT_OUT] == "1":
        # Where another package was first to import it, this stops what is not sent yet.
        onnxruntime.disable_telemetry_events()
    module: ModuleType = onnxruntime
    return module
