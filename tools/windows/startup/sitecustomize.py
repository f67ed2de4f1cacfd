"""Read when Python starts under Wine: its WMI, which `platform` asks first, ends the process; without it others are asked."""

import sys

sys.modules["_wmi"] = None  # type: ignore[assignment]
