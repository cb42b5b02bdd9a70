"""What each record says, and what is wrong with it."""

import base64
from pathlib import Path

import pytest

from inquiries.commands.doctor import records
from inquiries.mail import dkim_key
from inquiries.mail.dkim_key import Key
from tests.mail import keys


@pytest.fixture(params=[keys.RSA, keys.ED25519], ids=["rsa", "ed25519"])
def key(request: pytest.FixtureRequest, tmp_path: Path) -> Key:
    (tmp_path / "key.pem").write_text(request.param)
    return dkim_key.read(tmp_path / "key.pem")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ((), "warn publishes no SPF record"),
        (("google-site-verification=x", "v=spf10 all"), "warn publishes no SPF record"),
        (("v=spf1 mx -all",), 'good says "v=spf1 mx -all"'),
        (("other", "V=SPF1 include:_spf.x.example ~ALL"), "good says"),
        (("v=spf1 redirect=_spf.x.example",), "good says"),
        (("v=spf1 mx",), "warn says nothing of everybody else"),
        (("v=spf1",), "warn says nothing of everybody else"),
        (("v=spf1 mx ?all",), "warn says nothing of everybody else"),
        (("v=spf1 +all",), "bad lets everybody send"),
        (("v=spf1 mx all",), "bad lets everybody send"),
        (("v=spf1 -all", "v=spf1 mx ~all"), "bad publishes 2 SPF records"),
    ],
)
def test_spf_is_judged(texts: tuple[str, ...], said: str) -> None:
    found = records.spf(texts)
    assert f"{found.grade} {found.words}".startswith(said)


def test_record_we_ask_for_holds_our_key(key: Key) -> None:
    assert records.dkim((key.record,), key).grade == "good"
    assert (
        records.dkim(
            (key.record.replace("p=", "p = ")[:60] + " " + key.record.replace("p=", "p = ")[60:],), key
        ).grade
        == "good"
    )


def test_record_of_a_key_that_is_not_ours_says_what_to_publish(key: Key) -> None:
    other = key.record.replace(key.public[40:44], "AAAA")
    for text in (
        other,
        other + "=",
        f"v=DKIM1; k={key.kind}; p=!!!",
        key.record.replace(f"k={key.kind}", "k=other"),
    ):
        found = records.dkim((text,), key)
        assert (found.grade, found.words) == (
            "bad",
            f"holds another key than ours: it has to say {key.record}",
        )


def test_rsa_key_published_in_its_other_wrapping_is_ours(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(keys.RSA)
    key = dkim_key.read(tmp_path / "key.pem")
    bare = base64.b64encode(base64.b64decode(key.public)[24:]).decode()
    assert records.dkim((f"p={bare}",), key).grade == "good"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "bad is not published: make it a TXT record that says v=DKIM1; k="),
        ("v=DKIM1; p=", "bad is published as withdrawn"),
    ],
)
def test_record_that_is_missing_or_withdrawn_is_bad(key: Key, text: str, said: str) -> None:
    found = records.dkim((text,) if text else (), key)
    assert f"{found.grade} {found.words}".startswith(said)


def test_record_that_is_a_test_or_there_twice_is_said(key: Key) -> None:
    assert records.dkim((f"{key.record}; t=s:y",), key).grade == "warn"
    assert records.dkim((key.record, key.record), key).grade == "bad"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            ("v=DMARC1; p=reject; rua=mailto:a@b.example",),
            'good says "v=DMARC1; p=reject; rua=mailto:a@b.example".',
        ),
        (("v=DMARC1;p=none",), 'good says "v=DMARC1;p=none" (it watches only).'),
        (
            ("v=DMARC1; p=perhaps",),
            'bad publishes a DMARC record that does not count: "v=DMARC1; p=perhaps".',
        ),
        (("v=DMARC1", "v=DMARC1; p=none"), 'bad publishes a DMARC record that does not count: "v=DMARC1".'),
    ],
)
def test_dmarc_is_judged(texts: tuple[str, ...], said: str) -> None:
    found = records.dmarc(texts)
    assert found is not None
    assert f"{found.grade} {found.words}" == said


@pytest.mark.parametrize("texts", [(), ("v=spf1 -all",), ("v=DMARC10; p=none",)])
def test_no_dmarc_record_is_none(texts: tuple[str, ...]) -> None:
    assert records.dmarc(texts) is None


def test_what_others_publish_is_shown_in_one_bounded_line() -> None:
    found = records.spf(("v=spf1 \x1b[31m\r\n" + "ip4:192.0.2.1 " * 100,))
    assert found.words.isprintable()
    assert len(found.words) < 250
