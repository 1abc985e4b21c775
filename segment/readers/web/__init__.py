"""Pages, exports of press databases as HTML, and archives of the web."""
