"""The steps of reading a mail from outside, each linear in what it is given. Run in the child process only."""
