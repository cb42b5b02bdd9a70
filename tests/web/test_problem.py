import json

from inquiries.web.problem import problem


def test_a_problem_has_one_entry_per_field() -> None:
    response = problem(422, detail="There is a problem", errors=[{"field": "email", "message": "\ud800"}])
    assert (response.status, dict(response.headers), json.loads(bytes(response.body))) == (
        422,
        {"Content-Type": "application/problem+json", "Cache-Control": "no-store"},
        {
            "type": "about:blank",
            "title": "Unprocessable Entity",
            "status": 422,
            "detail": "There is a problem",
            "errors": [{"field": "email", "message": "\ud800"}],
        },
    )


def test_a_problem_without_more_to_say_says_no_more() -> None:
    response = problem(503, "Full", headers={"Retry-After": "5"})
    assert response.headers["Retry-After"] == "5"
    assert json.loads(bytes(response.body)) == {"type": "about:blank", "title": "Full", "status": 503}
