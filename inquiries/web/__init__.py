"""HTTP without domain: bodies, pages, errors, headers, limits. Knows nothing what is asked or by whom."""
