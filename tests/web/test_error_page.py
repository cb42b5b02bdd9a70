import pytest
from aiohttp.test_utils import make_mocked_request

from inquiries.settings import Settings
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
