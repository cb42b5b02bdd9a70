"""What may be asked on a form and what an answer must be. Pure: no rows, pages, translation or clock."""
