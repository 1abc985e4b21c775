"""Measuring: gold and what systems make of it become figures with intervals, for the splitter and for any other one."""
