"""Where what we ship lies: in the package, at the top of a checkout, or in a zip that Python runs us from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = PACKAGE.parent.parent


def shipped(folder: str) -> Path | None:
    """A folder that belongs to us, such as `rubric`; None where the installation lacks it."""
    for root in (PACKAGE, _CHECKOUT):
        if (root / folder).is_dir():
            return root / folder
    unpacked = _unpacked()
    return unpacked / folder if unpacked is not None and (unpacked / folder).is_dir() else None


@cache
def _unpacked() -> Path | None:
    """The files of a zip that are no code, unpacked for as long as this process lives."""
    archive = next((above for above in PACKAGE.parents if above.is_file()), None)
    if archive is None:
        return None
    # Imported late: hardly anybody runs us from a zip.
    import atexit
    import shutil
    import tempfile
    import zipfile

    inside = PACKAGE.relative_to(archive).as_posix()
    place = tempfile.mkdtemp(prefix="sustain-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    with zipfile.ZipFile(archive) as files:
        ours = [
            name for name in files.namelist() if name.startswith(f"{inside}/") and not name.endswith(".py")
        ]
        files.extractall(place, ours)
    return Path(place) / inside
