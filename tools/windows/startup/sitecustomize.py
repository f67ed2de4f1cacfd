"""Read when Python starts under Wine, whose WMI ends the process that asks it: `platform` is to ask others."""

import sys

sys.modules["_wmi"] = None  # type: ignore[assignment]
