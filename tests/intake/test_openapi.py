"""The description of the API, tried by a program that reads it and sends what it allows and what it does not."""

import asyncio
import sys

import pytest

from inquiries import app as apps
from inquiries.forms.catalogue import FORMS

# What is left out asks that all that fits the shape be taken: no shape can say that a deadline has passed, or that
# an address has a domain that can be.
TRY = ["--generation-deterministic", "--exclude-checks=positive_data_acceptance", "--no-color"]
PHASES = ["--phases=examples,coverage,fuzzing", "--max-examples=60"]


@pytest.mark.only("sqlite", "it is the shapes of requests and answers that are tried")
async def test_schemathesis_finds_no_answer_that_the_description_does_not_have(
    house, aiohttp_server, tmp_path
):
    server = await aiohttp_server(apps.application(house, with_worker=False))
    described = str(server.make_url("/api/v1/openapi.json"))
    told = [f"--url={server.make_url('')}", *TRY, *PHASES]
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "run", described, *told),
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await running.communicate())[0].decode()
    assert (running.returncode, f"{len(FORMS)} selected / {len(FORMS)} total" in said) == (0, True), said


async def test_description_has_an_operation_for_each_form_with_an_example_that_is_taken(house, client):
    told = await (await client.get("/api/v1/openapi.json")).json()
    taken = {}
    for path, methods in told["paths"].items():
        for sent in methods.get("post", {}).get("requestBody", {}).get("content", {}).values():
            taken[path] = (await client.post(path, json=sent["example"])).status
    assert taken == {f"/api/v1/forms/{name}/submissions": 201 for name in FORMS}
    assert told["servers"] == [{"url": house.settings.base_url}]
