"""One file a page: it fetches, calls one verb, answers. Each stands in routes.py with its permission."""
