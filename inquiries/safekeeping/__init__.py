"""Keeping all of it safe: backups, restoring, moving between engines. Knows rows and files, not what they say."""
