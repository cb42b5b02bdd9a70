import pytest
from aiohttp.test_utils import make_mocked_request

from inquiries.settings import Contact, Settings
from inquiries.web import errors
from inquiries.web.templating import Pages


@pytest.mark.parametrize(
    ("path", "answer", "incident", "expected"),
    [
        ("/forms/media", errors.Answer(503), "", ("We cannot keep this right now", "/", False)),
        (
            "/staff/inbox",
            errors.Answer(500),
            "a1b2c3d4",
            ("Something went wrong on our side", "/staff/inbox", True),
        ),
        ("/nowhere", errors.Answer(418), "", ("This did not work", "/", False)),
    ],
)
def test_the_error_page_stands_in_the_public_layout(
    settings: Settings, path: str, answer: errors.Answer, incident: str, expected: tuple[str, str, bool]
) -> None:
    response = errors.respond(Pages(settings), make_mocked_request("GET", path), answer, incident=incident)
    title, back, told = expected
    assert (response.status, response.text.count(f"<h1>{title}</h1>")) == (answer.status, 1)
    assert f'<a href="{back}">Start again</a>' in response.text
    assert ("<strong>a1b2c3d4</strong>" in response.text) is told
    assert "Is someone in danger?" in response.text
    assert 'href="tel:6135550142;ext=214"' in response.text


def test_where_nobody_is_named_it_names_the_desks_mailboxes_and_always_the_duty_phone(
    settings: Settings,
) -> None:
    desks = dict(settings.desks)
    duty = Contact(name="Duty officer", phone="613-555-0178", desk="media")
    desks["media"] = desks["media"].model_copy(update={"email": "press@charity.example", "duty": duty})
    shown = []
    for people in ((), settings.people):
        known = settings.model_copy(update={"desks": desks, "people": people})
        response = errors.respond(Pages(known), make_mocked_request("GET", "/nowhere"), errors.Answer(404))
        said = (
            "<h3>The Media desk</h3>",
            "mailto:press%40charity.example",
            "tel:6135550178",
            "tel:6135550142",
        )
        shown.append([one in response.text for one in said])
    assert shown == [[True, True, True, False], [False, False, True, True]]
