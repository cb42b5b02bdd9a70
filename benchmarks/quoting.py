"""What the reading of hostile letters costs: python benchmarks/quoting.py

Splits a megabyte of what is worst for it, and the half of that, and prints seconds of processor time and their ratio.
"""

import time
from email import message_from_bytes

from inquiries.mail import bounces, quoting

SIZE = 1_000_000
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
BOUNCE = b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nhere is your list of failed recipients\n"


def main() -> None:
    print("| a megabyte of | half, s | whole, s | × |")
    print("|---|---|---|---|")
    for name, piece in TEXTS.items():
        half, whole = (splitting(piece, size) for size in (SIZE // 2, SIZE))
        print(f"| {name} | {half:.3f} | {whole:.3f} | {whole / max(half, 0.001):.1f} |")
    for name, piece in {"@": b"@", "angles": b"<" * 300 + b"\n", "words": b"a" * 200 + b" "}.items():
        half, whole = (reading(piece, size) for size in (SIZE // 2, SIZE))
        print(f"| {name} in a bounce | {half:.3f} | {whole:.3f} | {whole / max(half, 0.001):.1f} |")


def splitting(piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    start = time.process_time()
    quoting.split(text)
    return time.process_time() - start


def reading(piece: bytes, size: int) -> float:
    message = message_from_bytes(BOUNCE + (piece * (size // len(piece) + 1))[:size])
    start = time.process_time()
    bounces.find(message)
    return time.process_time() - start


if __name__ == "__main__":
    main()
