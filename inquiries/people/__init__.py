"""The people who work here: accounts, desks, permissions, passwords, sessions. Knows no inquiry and no HTTP."""
