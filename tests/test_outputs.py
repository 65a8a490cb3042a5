"""Outputs of a cell from the messages of its kernel."""

import pytest
from nbformat.v4 import new_code_cell

from autograder.outcomes import MIME
from autograder.outputs import Outputs, is_idle, overwrite, parent


def message(kind, **content):
    return {"msg_type": kind, "content": content, "header": {"msg_type": kind}}


def stream(text, name="stdout"):
    return message("stream", name=name, text=text)


def display(text, **transient):
    return message("display_data", data={"text/plain": text}, metadata={}, transient=transient)


def texts(cell):
    return [o.get("text") or o["data"]["text/plain"] for o in cell.outputs]


def collect(*messages, text=1000, pictures=1000):
    outputs, cell = Outputs(text, pictures), new_code_cell()
    kept = [outputs.add(one, cell) for one in messages]
    return cell, kept


def test_prints_in_a_row_become_one_output():
    cell, _ = collect(stream("a"), stream("b"), stream("c", "stderr"))
    assert texts(cell) == ["ab", "c"]


def test_a_progress_bar_leaves_its_last_state():
    cell, _ = collect(stream("\r 1/2"), stream("\r 2/2\ndone\n"))
    assert texts(cell) == [" 2/2\ndone\n"]
    assert overwrite("a\r\nb") == "a\nb"


def test_clear_output_waits_for_the_next_output():
    cell, _ = collect(stream("a"), message("clear_output", wait=True))
    assert texts(cell) == ["a"]
    cell, _ = collect(stream("a"), message("clear_output", wait=True), stream("b"))
    assert texts(cell) == ["b"]
    cell, _ = collect(stream("a"), message("clear_output", wait=False))
    assert texts(cell) == []


def test_a_display_is_updated_in_place():
    update = message(
        "update_display_data", data={"text/plain": "new"}, transient={"display_id": "x"}
    )
    cell, _ = collect(display("old", display_id="x"), display("other"), update)
    assert texts(cell) == ["new", "other"]


def test_output_beyond_the_limit_is_dropped():
    cell, kept = collect(stream("a" * 500), stream("b" * 600), text=1000)
    assert kept == [True, False]
    assert texts(cell) == ["a" * 500]


def test_text_does_not_use_up_the_room_for_pictures():
    _, kept = collect(stream("a" * 900), display("b" * 900), text=1000, pictures=1000)
    assert kept == [True, True]


@pytest.mark.parametrize(
    "kind", ["application/javascript", "application/vnd.jupyter.widget-view+json", MIME]
)
def test_only_what_every_page_can_show_is_kept(kind):
    data = {kind: {"x": 1}, "text/html": ["not", "text"], "text/plain": "shown"}
    first = message("display_data", data=data, metadata={}, transient={"display_id": "x"})
    again = message("update_display_data", data=data, transient={"display_id": "x"})
    for messages in ([first], [first, again]):
        cell, _ = collect(*messages)
        assert cell.outputs[0]["data"] == {"text/plain": "shown"}


def test_messages_that_no_kernel_sends_do_no_harm():
    cell, _ = collect(
        message("stream"),
        message("display_data"),
        message("update_display_data", data=3, transient={"display_id": []}),
        message("error", ename=1),
        message("error", ename=1, evalue=2, traceback="x"),
        message("display_data", data={"image/png": {"x": 1}}, metadata=[]),
        stream("still here"),
    )
    assert texts(cell)[-1] == "still here"


def test_what_a_message_answers_and_whether_it_is_the_last():
    idle = {**message("status", execution_state="idle"), "parent_header": {"msg_id": "r1"}}
    assert parent(idle) == "r1"
    assert is_idle(idle)
    assert not is_idle(message("status", execution_state="busy"))
    assert not is_idle({**message("stream"), "content": {"execution_state": "idle"}})
    for damaged in ({}, {"parent_header": 3, "msg_type": "status", "content": []}):
        assert parent(damaged) is None
        assert not is_idle(damaged)
