"""What all tests share: golden files on request, texts beside the project, and a limit on time."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).parent.parent.parent / "shared"
"""Texts that are not ours to ship; they may lie beside the project."""
LIMIT_SECONDS = 60
"""Of one test: long before that, a pattern or a loop has run away."""
SLOW_LIMIT_SECONDS = 600

# How fast a machine is says nothing about the program.
settings.register_profile("segment", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("segment")


def pytest_configure():
    """Listen to interrupts again: a shell has its background jobs ignore them, and they hand that on."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def update_golden(request):
    """Whether golden files are to be written."""
    return request.config.getoption("--update-golden")


@pytest.fixture(scope="session")
def shared():
    """The folder of texts beside the project; where it is missing the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip("the texts beside the project are not here")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Stop a test that takes too long, where the system has an alarm clock."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        return (yield)
    seconds = SLOW_LIMIT_SECONDS if item.get_closest_marker("slow") else LIMIT_SECONDS

    def stop(signum, frame):
        pytest.fail(f"takes longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        return (yield)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
