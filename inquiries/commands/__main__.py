"""`python -m inquiries.commands`: the installed program without its name."""

from inquiries.commands import main

main()
