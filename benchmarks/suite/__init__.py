"""The parts of `run.py`: what is measured, how a contestant is run, how figures are judged and written down."""
