"""A media-inquiry and contact-form service: keeps every submission, sorts by the asker's deadline."""
