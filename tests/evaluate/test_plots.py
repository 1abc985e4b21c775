"""Plots: well-formed, the same every time, for light and dark pages, with any name."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("matplotlib")

from segment.errors import MissingExtraError
from segment.evaluate import plots
from segment.evaluate.drawing import COLOURS, MARKS, RIGHT, WRONG
from tests.evaluate.invented_results import BARE, ONE, TWO, UGLY, make_summary

DRAWN = {
    "measures": plots.plot_measures,
    "bands": plots.plot_bands,
    "reliability": plots.plot_reliability,
    "confusion": lambda systems: plots.plot_confusion(systems[-1]),
}
EVERY_PLOT = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
SVG = "{http://www.w3.org/2000/svg}"
LIGHT, DARK = "#ffffff", "#14171c"


def parse(svg):
    return ET.fromstring(svg)  # noqa: S314 - ours


def words(svg):
    return [text.text for text in parse(svg).iter(f"{SVG}text")]


@EVERY_PLOT
def test_same_result_gives_the_same_bytes(draw):
    assert draw(TWO.systems) == draw(TWO.systems)


@EVERY_PLOT
def test_plot_is_one_element_that_stands_alone(draw):
    svg = draw(TWO.systems)
    root = parse(svg)
    assert root.tag == f"{SVG}svg"
    assert (root.get("role"), bool(root.get("aria-label"))) == ("img", True)
    assert svg.startswith("<svg ")


@EVERY_PLOT
def test_plot_fetches_and_runs_nothing(draw):
    svg = draw(TWO.systems)
    assert not re.search(r"<script|<image|<foreignObject|@import|\son\w+=", svg)
    links = re.findall(r'(?:href="|url\()([^")]+)', svg)
    assert [link for link in links if not link.startswith("#")] == []
    ids = re.findall(r' id="([^"]*)"', svg)
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in links} <= set(ids)


@EVERY_PLOT
def test_ink_is_that_of_the_page_and_the_ground_is_clear(draw):
    svg = draw(TWO.systems)
    assert "currentColor" in svg
    named = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", svg)}
    assert named <= {*COLOURS, RIGHT, WRONG, "#1f2328", "#dfe3e8", "#ffffff"}
    assert not re.search(r"(?:fill|stroke): (?:#000000|black)", svg)


@EVERY_PLOT
def test_nothing_to_show_is_an_empty_text(draw):
    assert draw(BARE.systems) == ""


@EVERY_PLOT
def test_any_name_can_be_drawn(draw):
    names = (UGLY, "$x^$", "渡し船", "", "a" * 500, "\udce9", "_hidden", "one more than there are colours", "$x^$")
    parse(draw([make_summary(name) for name in names]))


def test_names_of_both_systems_are_told():
    assert {"segment", "c99"} <= set(words(plots.plot_measures([make_summary(), make_summary("c99")])))
    assert "segment" not in words(plots.plot_measures(ONE.systems))


def test_names_that_begin_with_an_underscore_are_in_the_legend():
    assert " _ours" in words(plots.plot_bands([make_summary(), make_summary("_ours")]))


def test_one_system_has_its_values_beside_it():
    assert {".927", ".909", "pk ↓", "boundary_f1"} <= set(words(plots.plot_measures(ONE.systems)))


def test_measures_that_a_system_lacks_are_left_out():
    lacking = make_summary("c99")
    lacking = replace(lacking, figures={"pk": lacking.figures["pk"]})
    assert "body_f1" not in words(plots.plot_measures([lacking]))
    assert "body_f1" in words(plots.plot_measures([lacking, make_summary()]))


def test_cells_of_the_confusion_hold_their_counts():
    assert {"1,980", "90", "title", "residue", "gold", "found"} <= set(words(plots.plot_confusion(ONE.systems[0])))


def test_confusion_knows_roles_that_nobody_found():
    assert "1" in words(plots.plot_confusion(make_summary(roles=Counter({("dateline", "body"): 1}))))


def luminance(colour):
    """Of sRGB. Source: WCAG 2.2, "relative luminance"."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("paper", [LIGHT, DARK])
@pytest.mark.parametrize("colour", [*COLOURS, WRONG])
def test_colours_stand_out_on_light_and_dark(colour, paper):
    dark, light = sorted(map(luminance, (colour, paper)))
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_each_colour_has_a_mark_of_its_own():
    assert len(set(COLOURS)) == len(set(MARKS)) == len(COLOURS) == len(MARKS)


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"segment\[eval\]"):
        plots.plot_bands(ONE.systems)


def test_settings_of_others_are_left_as_they_were():
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 23.0, "svg.fonttype": "path"}):
        svg = plots.plot_bands(ONE.systems)
        assert (mpl.rcParams["font.size"], mpl.rcParams["svg.fonttype"]) == (23.0, "path")
    assert svg == plots.plot_bands(ONE.systems)


def test_importing_plots_does_not_import_matplotlib():
    code = "import sys, segment.evaluate.plots; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
