"""Read when Python starts under Wine, whose WMI ends the process that asks it: `platform` is to ask others."""

import sys

sys.modules["_wmi"] = None  # type: ignore[assignment]

# Nor has Wine 8 the call with which `shutil` copies files, and ends the process that makes it; there is another way.
import _winapi  # noqa: E402

if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2
