"""/metrics as a scraper sees it: who may, what stands there, and that it names nobody."""

import re
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from prometheus_client.parser import text_string_to_metric_families
from pytest_aiohttp.plugin import AiohttpClient

from inquiries import app, clock
from inquiries.app import House
from inquiries.database.engine import StorageUnavailable
from inquiries.inquiry import canaries
from inquiries.safekeeping import record
from inquiries.safekeeping.record import Record
from inquiries.watch import metrics
from inquiries.watch.meters import Meters
from tests.house import tree
from tests.watch.conftest import Browser

FORM = {
    "name": "Zebulon Quill",
    "outlet": "Quagga Weekly",
    "email": "zebulon@quagga.example",
    "topic": "programs",
    "question": "Is the okapi counted?",
    "deadline_day": "none",
}


async def read(browser: Browser, **headers: str) -> dict[tuple[str, ...], float]:
    """Each value by its name and labels."""
    answer = await browser.get("/metrics", headers=headers)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(await answer.text())
        for sample in family.samples
    }


async def test_what_happens_is_counted_by_form_and_route(browser: Browser) -> None:
    for _ in range(2):  # the same words twice are one submission
        answer = await browser.post("/forms/media", data=FORM | {"form_token": "x"}, allow_redirects=False)
        receipt = answer.headers["Location"]
    await browser.get(receipt)
    await browser.get("/nowhere/zebulon@quagga.example")
    await browser.request("PROPFIND", "/forms/media")
    found = await read(browser)
    wanted = {
        ("inquiries_submissions_accepted_total", "media"): 1,
        ("inquiries_spool_batch_rows_count",): 2,
        ("inquiries_spool_batch_seconds_count",): 2,
        ("inquiries_http_requests_total", "POST", "/forms/{form}", "303"): 2,
        ("inquiries_http_requests_total", "GET", "/receipts/{token}", "200"): 1,
        ("inquiries_http_requests_total", "GET", "-", "404"): 1,
        ("inquiries_http_requests_total", "other", "-", "405"): 1,
        ("inquiries_http_request_seconds_count", "POST", "/forms/{form}"): 2,
        ("inquiries_ready",): 1,
        ("inquiries_submissions_set_aside",): 0,
        ("inquiries_acknowledgements_late", "media"): 0,
        ("inquiries_late", "events"): 0,
        ("inquiries_dead_letters",): 0,
    }
    assert {name: found.get(name) for name in wanted} == wanted
    assert found[("inquiries_submissions_oldest_unopened_seconds",)] > 0
    assert found[("process_resident_memory_bytes",)] > 0
    assert found[("inquiries_disk_free_bytes",)] > 0


async def test_nothing_of_anybody_stands_there(browser: Browser) -> None:
    answer = await browser.post("/forms/media", data=FORM, allow_redirects=False)
    page = await (await browser.get("/metrics")).text()
    said = page.lower()
    assert [word for word in ("zebulon", "quagga", "okapi", "quill") if word in said] == []
    assert answer.headers["Location"].rpartition("/")[2] not in page


async def test_open_metrics_are_spoken_too(browser: Browser) -> None:
    answer = await browser.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
    assert answer.headers["Content-Type"].startswith("application/openmetrics-text")
    assert (await answer.text()).endswith("# EOF\n")


@pytest.mark.parametrize("header", metrics.PASSED_ON)
async def test_what_a_web_server_passes_on_is_refused(browser: Browser, header: str) -> None:
    answer = await browser.get("/metrics", headers={header: "127.0.0.1"})
    assert answer.status == 403
    assert "inquiries_" not in await answer.text()


@pytest.mark.parametrize(
    ("remote", "here"),
    [("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("::ffff:127.0.0.1", True)]
    + [(remote, False) for remote in ("10.0.0.1", "192.0.2.7", "::ffff:192.0.2.7", "fe80::1", "", "unix")],
)
def test_only_loopback_is_this_machine(remote: str, here: bool) -> None:
    assert metrics._is_here(remote) is here


async def test_with_a_token_only_it_opens(aiohttp_client: AiohttpClient, house: House) -> None:
    with_token = house.settings.model_copy(update={"metrics_token": "s3cret-s3cret-s3cret"})
    house = House(with_token, house.database, house.keys, house.post)
    browser: TestClient[Any, Any] = await aiohttp_client(app.application(house, with_worker=False))
    for sent in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer é"}):
        answer = await browser.get("/metrics", headers=sent)
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    found = await read(
        browser, Authorization="Bearer s3cret-s3cret-s3cret", **{"X-Forwarded-For": "192.0.2.7"}
    )
    assert found[("inquiries_ready",)] == 1


async def test_two_applications_count_apart() -> None:
    one, other = Meters(), Meters()
    one.batch([], None, 0)
    assert one.registry is not other.registry
    assert one.registry.get_sample_value("inquiries_submissions_not_kept_total") == 0


async def test_what_this_process_counted_is_told_without_a_database(
    browser: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise StorageUnavailable("the disk reports an error")

    monkeypatch.setattr(house.database, "read", gone)
    found = await read(browser)
    assert found[("inquiries_ready",)] == 0
    assert ("inquiries_dead_letters",) not in found
    assert found[("process_resident_memory_bytes",)] > 0


async def test_documentation_names_every_figure_and_no_other(browser: Browser, house: House) -> None:
    await browser.post("/forms/media", data=FORM, allow_redirects=False)
    record.note(house.settings.data_dir, Record(clock.now(), Path("b.tar"), 1))
    await house.database.write(canaries.plan, None, clock.now())
    await house.database.write(canaries.left, 1, clock.now())
    await house.database.write(canaries.sent, 1, clock.now(), comes_back=False)
    page = await (await browser.get("/metrics")).text()
    told = {family.name for family in text_string_to_metric_families(page)}
    ours = {name for name in told if name.startswith("inquiries_")}
    text = (tree.ROOT / "docs" / "deployment.md").read_text("utf-8")
    named = set(re.findall(r"`(inquiries_[a-z_]+?)(?:_total)?`", text))
    if not ours & {"inquiries_database_bytes"}:  # SQLite alone has a file
        named.discard("inquiries_database_bytes")
    assert named == ours
