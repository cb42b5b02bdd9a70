"""A believable newsroom to look at and to try things on. Knows no command line and no server."""
