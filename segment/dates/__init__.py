"""When something was published, as ISO 8601: out of what papers, mails, feeds and pages write.

A wrong date is worse than none: what can be read in two ways is not read at all.
"""

from segment.dates.parse import parse_date

__all__ = ["parse_date"]
