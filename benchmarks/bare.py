"""What intake is measured against, in a process of its own: python -m benchmarks.bare parses|validates

Both keep nothing. `parses` is what aiohttp's own documentation shows: the form's fields, and a redirect. `validates`
reads with our total body reader, cleans with our own media form, and answers with every header of ours.
"""

import asyncio
import sys
from functools import partial

from aiohttp import web

from inquiries import clock
from inquiries.commands import opened
from inquiries.forms import catalogue
from inquiries.forms import form as forms
from inquiries.forms.form import Form, Submission
from inquiries.settings import Settings
from inquiries.web import body, headers

TARGET = "/receipts/7QY9tELkvrOMlRwqiYpxcJ0c2fM"


async def parses(request: web.Request) -> web.Response:
    if request.content_type == "application/json":
        given = await request.json()
    else:
        given = await request.post()
    return web.Response(status=303 if "question" in given else 422, headers={"Location": TARGET})


async def validates(request: web.Request, *, form: Form, every: dict[str, str]) -> web.Response:
    sent = await body.read(request)
    cleaned = forms.clean(form, sent.given(), now=clock.now(), zone="UTC")
    status = 303 if isinstance(cleaned, Submission) else 422
    return web.Response(status=status, headers={**every, "Location": TARGET})


async def serve(kind: str) -> None:
    settings = Settings()
    handler = parses
    if kind == "validates":
        every = headers.for_every_response(settings)
        handler = partial(validates, form=catalogue.forms(settings)["media"], every=every)
    application = web.Application()
    application.router.add_post("/forms/media", handler)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    opened.run(serve(sys.argv[1]))
