"""What the load is made of: a reporter's post of the media form as a browser sends it, each with words of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

from inquiries.intake import form_token

KINDS = ("urlencoded", "multipart", "json")
BOUNDARY = "----WebKitFormBoundaryAbCdEfGhIjKlMnOp"
HEAD = (
    "Host: 127.0.0.1\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: en-GB,en;q=0.8,fr;q=0.5\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n"
    "Origin: http://127.0.0.1\r\n"
    "Connection: keep-alive\r\n"
)
QUESTION = (
    "The audit published this morning says that the night shelter on Mill Street turned away 214 people in October.\r\n"
    "Does that match your own count, and what becomes of somebody who is turned away?\r\n"
    "A spokesperson by name would help us; we go to print tonight."
)


def fields(number: int) -> dict[str, str]:
    """What reporter `number` types. Nobody writes twice from one address."""
    return {
        "name": f"Bo Reyes {number}",
        "outlet": f"The Example Gazette {number % 50}",
        "email": f"bo.reyes.{number}@gazette{number % 200}.example",
        "phone": "+44 20 7946 0018",
        "topic": "programs",
        "request_type": "comment",
        "question": QUESTION,
        "deadline_day": "tomorrow",
        "deadline_date": "",
        "deadline_time": "16:30",
        "timezone": "Europe/London",
        "publishes_at": "",
        "language": "en",
        "website": "",
    }


def request(kind: str, number: int, secret: bytes, *, bare: bool) -> bytes:
    """The whole request. JSON goes to the API with a key of its own; `bare` handlers know one address only."""
    given = fields(number)
    path, key = "/forms/media", ""
    if kind == "json":
        path = path if bare else "/api/v1/forms/media/submissions"
        named, body = "application/json", json.dumps(given).encode()
        key = f"Idempotency-Key: bench-{number}\r\n"
    else:
        given["form_token"] = form_token.make(secret, datetime.now(UTC))
        named, body = _form(kind, given)
    head = f"POST {path} HTTP/1.1\r\n{HEAD}{key}Content-Type: {named}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def requests(kind: str, first: int, secret: bytes, *, bare: bool, ready: int) -> Iterator[bytes]:
    """Requests without end, the first `ready` of them made beforehand."""
    made = [request(kind, number, secret, bare=bare) for number in range(first, first + ready)]

    def every() -> Iterator[bytes]:
        yield from made
        number = first + ready
        while True:
            yield request(kind, number, secret, bare=bare)
            number += 1

    return every()


def _form(kind: str, given: dict[str, str]) -> tuple[str, bytes]:
    if kind == "urlencoded":
        return "application/x-www-form-urlencoded", urlencode(given).encode()
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in given.items()
    )
    return f"multipart/form-data; boundary={BOUNDARY}", f"{''.join(parts)}--{BOUNDARY}--\r\n".encode()
