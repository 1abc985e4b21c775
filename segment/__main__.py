"""`python -m segment` is `segment`."""

from segment.cli import main

main()
