"""Ground: rows and transactions. Knows no domain words beyond the names of tables."""
