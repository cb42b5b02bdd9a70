"""Ground: durable jobs. Knows when and how often something is tried, never what it is."""
