"""Every staff address with its permission. A route without one cannot be written down."""

from inquiries.web.routes import Route

ROUTES: tuple[Route, ...] = ()
