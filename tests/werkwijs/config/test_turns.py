"""A few at a time are worked on, and who sends slowly holds up nobody."""

from __future__ import annotations

import contextlib
import io
import socket
import threading
import time
import urllib.request

import pytest
from tests.waiting import PATIENCE
from tests.werkwijs.config.running import website, with_tables

from werkwijs.config.turns import IN_MEMORY, Line, Turns, taken_in


def call(application, body: bytes = b"", **environ):
    told = []
    answer = application(
        {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), **environ},
        lambda status, headers: told.append(status),
    )
    return told, b"".join(answer)


def echo(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


def test_what_was_sent_arrives_whole():
    for size in (0, 1, 70_000, IN_MEMORY + 1):
        assert call(Turns(echo, 1), b"x" * size)[1] == b"x" * size


def test_what_breaks_off_is_handed_on_as_far_as_it_came():
    assert taken_in(io.BytesIO(b"half"), 100).read() == b"half"


def test_what_is_far_too_large_is_not_taken_in():
    told, answer = call(Turns(echo, 1), CONTENT_LENGTH="99999999999")

    assert (told, answer) == (["413 Content Too Large"], b"")


def test_no_more_than_so_many_are_worked_on_at_once():
    working, most, lock = 0, 0, threading.Lock()

    def slow(environ, start_response):
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
        time.sleep(0.02)
        with lock:
            working -= 1
        return []

    turns = Turns(slow, 2)
    threads = [threading.Thread(target=call, args=(turns,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 2


def test_who_came_first_is_next():
    line, helped = Line(1), []

    def wait(number):
        with line:
            helped.append(number)

    threads = []
    with line:
        for number in range(8):
            threads.append(threading.Thread(target=wait, args=(number,)))
            threads[-1].start()
            time.sleep(0.02)
    with line:  # who asks only now does not go before the others
        helped.append("late")
    for thread in threads:
        thread.join()

    assert helped == [*range(8), "late"]


def test_a_place_is_free_again_after_something_went_wrong():
    def broken(environ, start_response):
        raise OSError("broken")

    turns = Turns(broken, 1)
    for _ in range(3):
        with pytest.raises(OSError, match="broken"):
            call(turns)


@pytest.mark.parametrize(("pages", "long"), [(1, "papier/afdrukken/"), (2, "monitor/")])
def test_who_prints_or_looks_at_everybody_takes_no_place_of_pages(pages, long):
    busy, done = threading.Semaphore(0), threading.Event()

    def website(environ, start_response):
        if environ["PATH_INFO"] != "/mee/sorteren/":
            busy.release()
            assert done.wait(10)
        return [b"here"]

    turns = Turns(website, pages)
    others = [f"/studies/x/deelname/{long}", *["/mee/traag/"] * (pages - 1)]
    waiting = [
        threading.Thread(target=call, args=(turns,), kwargs={"PATH_INFO": path}) for path in others
    ]
    for thread in waiting:
        thread.start()
        assert busy.acquire(timeout=10)

    assert call(turns, PATH_INFO="/mee/sorteren/")[1] == b"here"

    done.set()
    for thread in waiting:
        thread.join()


def test_a_mistake_gives_the_turn_back():
    def broken(environ, start_response):
        raise ValueError

    turns = Turns(broken, 1)
    for _ in range(3):
        try:
            call(turns)
        except ValueError:
            continue
        raise AssertionError


def test_a_dozen_who_send_half_a_form_hold_up_nobody(tmp_path):
    with website(with_tables(tmp_path / "data")) as address, contextlib.ExitStack() as lines:
        port = int(address.rsplit(":", 1)[1])
        for _ in range(12):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(
                b"POST /mee/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\n\r\ncode="
            )
        time.sleep(0.5)

        for _ in range(5):
            with urllib.request.urlopen(f"{address}/health/", timeout=PATIENCE) as answer:  # noqa: S310
                assert answer.status == 200
