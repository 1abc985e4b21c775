"""The command `fit`, and the option `--weights` of the commands that use what it writes."""

from __future__ import annotations

from importlib.resources import files

import orjson
import pytest

GOLD = {
    "id": "ferry",
    "text": "The ferry was late.\nNobody minded.",
    "articles": [{"kind": "full"}],
    "blocks": [
        {"start": 0, "end": 19, "role": "body", "article": 0},
        {"start": 20, "end": 34, "role": "body", "article": 0},
    ],
}


@pytest.mark.parametrize("command", ["split", "run", "explain"])
def test_weights_of_a_file_are_used(place, call, command):
    (place / "weights.json").write_bytes(files("segment").joinpath("data", "weights.json").read_bytes())
    own, given = call(command, "ferry.txt"), call(command, "ferry.txt", "--weights", "weights.json")
    assert (given.status, given.out) == (0, own.out)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "No such file"),
        (b"{", "not a file of weights"),
        (b'{"version": 1}', "Fit them again"),
        (b"{}", "version"),
    ],
)
def test_a_wrong_file_of_weights_is_wrong_usage(place, call, content, says):
    if content is not None:
        (place / "weights.json").write_bytes(content)
    result = call("split", "ferry.txt", "--weights", "weights.json")
    assert result.status == 2
    assert says in result.err


def test_gold_without_roles_is_wrong_usage(place, call):
    rows = {"id": "ferry", "text": "The ferry was late.", "boundaries": []}
    (place / "gold.jsonl").write_bytes(orjson.dumps(rows) + b"\n")
    result = call("fit", "gold.jsonl", "-o", "weights.json")
    assert result.status == 2
    assert not (place / "weights.json").exists()


def test_weights_go_into_a_json_file(place, call):
    (place / "gold.jsonl").write_bytes(orjson.dumps(GOLD) + b"\n")
    result = call("fit", "gold.jsonl", "-o", "weights.txt")
    assert result.status == 2
    assert ".json" in result.err
