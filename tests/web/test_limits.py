from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from inquiries.settings import Rate
from inquiries.web.limits import SlidingWindow, client_address

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def request(peer: str, *forwarded: str) -> web.Request:
    lines = [("X-Forwarded-For", line) for line in forwarded]
    return make_mocked_request("GET", "/", headers=lines).clone(remote=peer)


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        ("203.0.113.9", ("1.2.3.4",), "203.0.113.9"),
        ("10.0.0.1", (), "10.0.0.1"),
        ("10.0.0.1", ("1.2.3.4",), "1.2.3.4"),
        ("10.0.0.1", ("6.6.6.6, 1.2.3.4",), "1.2.3.4"),
        ("10.0.0.1", ("6.6.6.6, 1.2.3.4, 10.0.0.2",), "1.2.3.4"),
        ("10.0.0.1", ("6.6.6.6", "1.2.3.4"), "1.2.3.4"),
        ("10.0.0.1", ("1.2.3.4, nonsense, 10.0.0.2",), "10.0.0.2"),
        ("10.0.0.1", ("nonsense",), "10.0.0.1"),
        ("10.0.0.1", (",,,",), "10.0.0.1"),
        ("10.0.0.1", ("1.2.3.4:5678",), "1.2.3.4"),
        ("10.0.0.1", ("10.0.0.3, 10.0.0.2",), "10.0.0.3"),
        ("10.0.0.1", ("[2001:db8:1:2:3::4]:443",), "2001:db8:1:2::/64"),
        ("10.0.0.1", ("2001:db8:1:2:ffff::1%eth0",), "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", ("::ffff:1.2.3.4",), "1.2.3.4"),
        ("fd00::1", ("2001:db8::1",), "2001:db8::/64"),
        ("2001:db8:1:2:3:4:5:6", (), "2001:db8:1:2::/64"),
        ("10.0.0.1", ("1.2.3.4" + ", 10.0.0.2" * 5000,), "10.0.0.2"),
        ("", (), "unknown"),
    ],
)
def test_the_right_most_hop_nobody_vouches_for_counts(
    peer: str, forwarded: tuple[str, ...], expected: str
) -> None:
    assert client_address(request(peer, *forwarded), PROXIES) == expected


def test_without_trusted_proxies_nothing_forwarded_is_believed() -> None:
    assert client_address(request("10.0.0.1", "1.2.3.4")) == "10.0.0.1"


def test_a_window_slides() -> None:
    window = SlidingWindow(Rate(count=2, seconds=60))
    at = [NOON + timedelta(seconds=seconds) for seconds in (0, 30, 59, 60, 61, 90)]
    assert [window.allow("a", moment) for moment in at] == [True, True, False, True, False, True]


def test_keys_do_not_share_and_wait_says_how_long() -> None:
    window = SlidingWindow(Rate(count=1, seconds=60))
    assert (window.allow("a", NOON), window.allow("b", NOON)) == (True, True)
    later = NOON + timedelta(seconds=20)
    assert [window.wait(key, later) for key in ("a", "c")] == [timedelta(seconds=40), timedelta(0)]
    assert window.wait("a", NOON + timedelta(seconds=60)) == timedelta(0)


def test_a_refused_one_does_not_count() -> None:
    window = SlidingWindow(Rate(count=1, seconds=60))
    window.allow("a", NOON)
    for second in range(1, 60):
        assert not window.allow("a", NOON + timedelta(seconds=second))
    assert window.allow("a", NOON + timedelta(seconds=60))


def test_a_clock_set_back_locks_nobody_out() -> None:
    window = SlidingWindow(Rate(count=1, seconds=60))
    window.allow("a", NOON)
    assert window.allow("a", NOON - timedelta(days=1))


def test_memory_is_bounded_and_the_quietest_goes_first() -> None:
    window = SlidingWindow(Rate(count=1, seconds=60), keys=3)
    for key in ("a", "b", "c", "a", "d"):
        window.allow(key, NOON)
    assert len(window._seen) == 3
    assert [window.allow(key, NOON) for key in ("a", "b")] == [False, True]
