"""What the reading of hostile letters costs: python benchmarks/quoting.py

Splits letters made of nothing but what is worst for it, and reads such bounces; prints milliseconds of processor time.
"""

import time
from email import message_from_bytes

from inquiries.mail import bounces, quoting

TEXTS = {
    "marks of quoting": ">",
    "lines of marks": "> \n",
    "On": "On ",
    "lines of On": "On 24\n",
    "attributions": "On 24 10:00 a@b wrote:\n",
    "attributions and quotes": "On 24 10:00 a@b wrote:\n\n> x\n\n",
    "lines of From:": "From:\n",
    "header blocks cut short": "From: a@b\nSubject: x\n",
    "header blocks and quotes": "From: a@b\nTo: b\nSubject: x\n> x\n",
    "Original Message": "-----Original Message-----\n> x\n",
    "colons": ":\n",
    "blank lines": "\n",
    "signatures": "-- \n",
    "rules": "_____\n",
    "lines of our own": "##- x\n",
    "spaces": " ",
    "invisible": "\u200b",
}
BOUNCE = (
    b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n"
    b"here is your list of failed recipients\n"
)
BOUNCES = {"@": b"@", "angles": b"<" * 300 + b"\n", "words": b"a" * 200 + b" ", "addresses": b"a@b.example\n"}


def main() -> None:
    print("| made of | 100 KB, ms | 1 MB, ms |")
    print("|---|---|---|")
    for name, piece in TEXTS.items():
        print(f"| {name} | {splitting(piece, 100_000):.0f} | {splitting(piece, 1_000_000):.0f} |")
    for name, octets in BOUNCES.items():
        print(f"| a bounce of {name} | {reading(octets, 100_000):.0f} | {reading(octets, 1_000_000):.0f} |")


def splitting(piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    start = time.process_time()
    quoting.split(text)
    return 1000 * (time.process_time() - start)


def reading(piece: bytes, size: int) -> float:
    message = message_from_bytes(BOUNCE + (piece * (size // len(piece) + 1))[:size])
    start = time.process_time()
    bounces.find(message)
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main()
