"""`routes`: every address there is, and who may take it."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from inquiries import app
from inquiries.commands import opened
from inquiries.forms.catalogue import FORMS
from inquiries.intake import routes as intake_routes
from inquiries.settings import Settings
from inquiries.staff import routes as staff_routes
from inquiries.web.routes import Route


@click.command(help="List every address, with its method and who may take it.")
def routes() -> None:
    table = [(route.method, path, route.permission) for route in opened.run(_all()) for path in _paths(route)]
    wide, wider = (max(len(row[column]) for row in table) for column in (0, 1))
    for method, path, permission in sorted(table, key=lambda row: (row[1], row[0])):
        click.echo(f"{method:{wide}} {path:{wider}} {permission}")


def _paths(route: Route) -> list[str]:
    """The address once for each form there is, where it is one of a form."""
    return [route.path.replace("{form}", name) for name in FORMS] if "{form}" in route.path else [route.path]


async def _all() -> Iterable[Route]:
    """Addresses do not depend on settings, so this reads none, and leaves no database behind."""
    with tempfile.TemporaryDirectory() as scratch:
        async with opened.house(Settings(data_dir=Path(scratch))) as house:
            return [*app.own_routes(house), *intake_routes.ROUTES, *staff_routes.ROUTES]
