"""What the figures were measured on: the kind of machine and the versions, and nothing that names this one."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

TOLD = (
    "segment",
    "numpy",
    "rapidfuzz",
    "regex",
    "orjson",
    "nltk",
    "scikit-learn",
    "datasketch",
    "rensa",
    "gaoya",
    "text-dedup",
    "xxhash",
    "matplotlib",
)
"""Packages whose version may change a figure."""
MISSING = "not installed"


def describe_machine() -> dict[str, str]:
    """Processor, cores, memory, system and Python."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count() or "unknown"),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def find_version(package: str) -> str | None:
    """Of an installed distribution; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def list_versions() -> dict[str, str]:
    """Of all packages that are told."""
    return {package: find_version(package) or MISSING for package in TOLD}


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text("utf-8", "replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return "unknown"
    return f"{size / (1 << 30):.0f} GiB"
