"""The forms as a weapon: many posts from many networks with a word in every field, and what of it goes out."""

import logging

import pytest

from inquiries import work
from inquiries.queue.worker import Worker
from inquiries.settings import Settings
from tests.intake.posting import EVENTS, MEDIA, count, send

WORD = "Zaunkönig"  # in every field that takes words; nobody who did not write it may read it in a mail
NETWORKS = 200
TEXTS = {
    "media": dict.fromkeys(("name", "outlet", "question"), WORD),
    "events": dict.fromkeys(("name", "idea", "place", "question"), WORD),
}
GIVEN = {"media": MEDIA | {"deadline_day": "none"}, "events": EVENTS}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Without proof of work, which would hold all of it."""
    changed = {"trusted_proxies": ["127.0.0.1"], "proof_above": "off", "rate_limit": "30/10m"}
    return Settings.model_validate(settings.model_dump() | changed)


@pytest.mark.parametrize("victims", ["one", "many"])
async def test_a_flood_of_posts_is_kept_and_mails_few_and_no_word_of_it(
    house, client, open_new, request, caplog, victims
):
    caplog.set_level(logging.INFO)
    few = {"one": 12, "many": 62}[victims]
    posts = 1_000 if request.config.getoption("--long") else few
    for number in range(posts):
        form = ("media", "events")[number % 2]
        to = "victim@target.example" if victims == "one" else f"victim@target{number}.example"
        words = {name: f"{word} number {number}" for name, word in TEXTS[form].items()}
        client.session.headers["X-Forwarded-For"] = f"198.51.100.{number % NETWORKS}"
        await send(client, GIVEN[form] | words | {"email": to}, form)
    assert await count(house) == posts
    while await open_new():
        pass
    await Worker(house.database, work.handlers(house.post), ()).drain()
    mails = [mail for mail in await house.post.transport.list(limit=10 * posts) if "victim@" in mail.to]
    assert len(mails) == (1 if victims == "one" else 60)
    told = [await house.post.transport.read(mail.id) for mail in mails]
    assert [mail for mail in told if WORD in str(mail)] == []
    assert WORD not in caplog.text
