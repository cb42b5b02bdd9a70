from aiohttp import web
from pytest_aiohttp import AiohttpClient

from inquiries.web import routes


async def test_routes_are_added_behind_their_guard(aiohttp_client: AiohttpClient) -> None:
    async def page(request: web.Request) -> web.Response:
        return web.Response(text="page")

    def guard(route: routes.Route) -> routes.Handler:
        async def guarded(request: web.Request) -> web.StreamResponse:
            if route.permission != "anyone":
                raise web.HTTPForbidden
            return await route.handler(request)

        return guarded

    app = web.Application()
    listed = [routes.Route("GET", "/", page, "anyone"), routes.Route("POST", "/staff", page, "administrator")]
    routes.add(app, listed, guard)
    client = await aiohttp_client(app)
    answers = [
        await client.request(*way)
        for way in (("GET", "/"), ("HEAD", "/"), ("POST", "/staff"), ("GET", "/staff"))
    ]
    assert [answer.status for answer in answers] == [200, 200, 403, 405]
