"""Pages with their tags: lines, marks, the choice of the article's text, and what the head says."""

from segment.readers.web.page.reading import Page, read_page

__all__ = ["Page", "read_page"]
