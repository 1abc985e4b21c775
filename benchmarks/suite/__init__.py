"""The parts of `run.py`, `copies.py` and `plant.py`: what is measured, how contestants are run and figures judged."""
