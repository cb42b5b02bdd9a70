"""What may be asked on a form, and what an answer must be. Pure: no rows, no pages, no translation, no clock."""
