"""Who guesses is asked to wait; who makes one mistake often is not."""

import threading

import pytest
import time_machine
from django.test import RequestFactory

from werkwijs.lib.limits import Limit, address_of

TEN = Limit("try", times=10, seconds=600)


def test_ten_different_mistakes_and_then_one_waits():
    for n in range(10):
        assert not TEN.reached("here")
        TEN.wrong(str(n), "here")

    assert TEN.reached("here")
    assert not TEN.reached("elsewhere")


def test_the_same_mistake_counts_once():
    for _ in range(50):
        TEN.wrong("482915", "here")

    assert not TEN.reached("here")


def test_a_new_window_begins_empty():
    with time_machine.travel("2026-11-26T10:01:00Z", tick=False):
        for n in range(10):
            TEN.wrong(str(n))
        assert TEN.reached()
        assert TEN.seconds_left() == 540
    with time_machine.travel("2026-11-26T10:10:00Z", tick=False):
        assert not TEN.reached()


def test_guesses_at_once_are_all_counted():
    many = Limit("many", times=200, seconds=600)
    start = threading.Barrier(8)

    def guess(who):
        start.wait()
        for n in range(25):
            many.wrong(f"{who}-{n}")

    threads = [threading.Thread(target=guess, args=[who]) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert many.reached()


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "found"),
    [
        (0, "192.0.2.7", "203.0.113.9", "192.0.2.7"),
        (1, "192.0.2.7", "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # what our proxy added
        (2, "192.0.2.7", "6.6.6.6, 203.0.113.9, 192.0.2.6", "203.0.113.9"),  # one behind the other
        (2, "192.0.2.7", "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.7", "", "192.0.2.7"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "", "", "unknown"),
        (1, "192.0.2.7", "<script>", "unknown"),
    ],
)
def test_where_a_request_came_from(settings, proxies, remote, forwarded, found):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert address_of(RequestFactory(REMOTE_ADDR=remote).get("/", headers=headers)) == found
