"""What the demo's desks write again and again, saved once. Words only."""

OFTEN_SAID = (
    (
        "media",
        "ana",
        "I have it, back to you in time",
        "Hello {first name},\n\nThank you for asking us. I have your question of {received} and will be back to you "
        "well before {deadline}. If that moves, or if you need less than you asked for, ring me on {my phone}.",
    ),
    (
        "media",
        "dee",
        "Nobody is free for an interview",
        "Hello {first name},\n\nThank you for thinking of us. Nobody here can give an interview before {deadline}, and "
        "I would rather say so now than late. I can send {outlet} two sentences for attribution within the hour: "
        "tell me if they would help.",
    ),
    (
        "media",
        "wen",
        "Our figures, and how we count",
        "Hello {first name},\n\nThe figures you ask for are in our yearly report. Each person is counted once a year, "
        "however often they come; nights in a shelter are counted one by one.\n\nAttribute them to {organisation}. "
        "If a number looks odd, ring {desk phone} before it runs.",
    ),
    (
        "events",
        "cy",
        "Thank you for starting a fundraiser",
        "Dear {first name},\n\nHow good of you. The guide that came with your receipt has what worked for others; most "
        "begin with a date and a place, and many with neither.\n\nWrite back when you know more, or ring me on "
        "{desk phone}, and I will send posters and a link to give by.",
    ),
    (
        "events",
        "cy",
        "A speaker for your day",
        "Dear {first name},\n\nThank you for inviting us for {event date}. I am asking our speakers who is free and "
        "will write to you within a week. Two things help me: how many people you expect, and how old they are.",
    ),
)
