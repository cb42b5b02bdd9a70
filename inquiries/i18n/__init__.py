"""Languages, times and places said as people say them. Knows nothing of requests, forms or inquiries."""
