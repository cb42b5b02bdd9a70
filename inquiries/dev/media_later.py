"""The demo's Media desk: what has until tomorrow or longer, what has no deadline, and what is held. Words only."""

from inquiries.dev.script import (
    DAY,
    HOUR,
    acknowledged,
    assigned,
    called_spam,
    closed,
    handed_over,
    media,
    noted,
    released,
    reopened,
    snoozed,
    tagged,
    taken,
    waits,
)
from inquiries.inquiry.model import Outcome

LONG_QUESTION = "\n\n".join(
    f"{number}. {words}"
    for number, words in enumerate(
        (
            "How many people did your outreach teams support in each of the last five years, and how many of them "
            "were under eighteen when they first reached you?",
            "Which share came to you through a hospital, which through the police, which through a friend, and "
            "which by themselves? If you do not keep this figure, say so and say why.",
            "How do you ask for consent before a story is told in public, who may withdraw it, and what happens "
            "to photographs that are already printed?",
            "What does a night in one of your safe houses cost, and how much of it is covered by the province?",
            "Which of the recommendations of the last parliamentary report have been carried out where you work, "
            "which have not, and what would you need to see the rest done?",
            "How are interpreters chosen and trained, and in how many languages can you answer at three at night?",
        )
        * 10,
        1,
    )
)[:8000]

ARRIVALS = (
    # Tomorrow.
    media(
        6 * HOUR,
        ("Theo Vance", "Prairie Ledger", "theo.vance@prairieledger.example"),
        "programs",
        "What should a motel owner do, hour by hour, after noticing something? We print it as a box.",
        acknowledged(5 * HOUR, "wen", "Thank you. Our training lead is writing you that box.", -20 * HOUR),
        taken(5 * HOUR, "wen"),
        handed_over(65, "wen", "ana", "I am away soon. The training lead has promised me the box by ten."),
        due=-25 * HOUR,
        zone="America/Regina",
        request_type="facts",
    ),
    media(
        2 * HOUR,
        ("Gwen Abara", "Maple Street Podcast", "gwen@maplestreet.example"),
        "programs",
        "Could one of your outreach workers talk with us about trust, without any story of a person they met?",
        acknowledged(1.5 * HOUR, "wen", "I ask in the team, and you hear from me tomorrow."),
        taken(1.5 * HOUR, "wen"),
        snoozed(1.4 * HOUR, "wen", -14 * HOUR),
        due=-27 * HOUR,
        request_type="interview",
    ),
    media(
        10 * HOUR,
        ("Luc Perrault", "Le Courrier de la Vallée", "l.perrault@courrier.example"),
        "news-reaction",
        "Votre réaction au dépôt du projet de loi, en deux phrases, pour l’édition de demain.",
        assigned(9 * HOUR, "dee", "ana"),
        acknowledged(8.5 * HOUR, "ana", "C’est noté. Vous aurez nos deux phrases à temps."),
        tagged(8.4 * HOUR, "ana", "bill"),
        due=-30 * HOUR,
        zone="America/Montreal",
        request_type="comment",
    ),
    media(
        DAY,
        ("Hattie Moreau", "Second Shift Magazine", "hattie@secondshift.example"),
        "partnerships",
        "For a page on workplaces: which three things do you ask of a company before you take its money?",
        taken(20 * HOUR, "dee"),
        due=-34 * HOUR,
    ),
    # Later.
    media(
        2 * DAY,
        ("Ivo Castellan", "Longform Collective", "ivo@longform.example"),
        "programs",
        LONG_QUESTION,
        acknowledged(1.8 * DAY, "ana", "That is a lot, and we like it. I come back with a plan.", -2 * DAY),
        taken(1.8 * DAY, "ana"),
        noted(1.5 * DAY, "wen", "Questions 2 and 4 are in the annual report, pages 12 to 15."),
        due=-6 * DAY,
        request_type="facts",
    ),
    media(
        1.2 * DAY,
        ("Yusuf Adeyemi", "Pacific Evening Post", "y.adeyemi@pacificpost.example"),
        "programs",
        "We plan a series on labour recruitment in fish processing. Who in British Columbia do you work with?",
        acknowledged(1.1 * DAY, "dee", "Several. Which towns are you looking at?"),
        taken(1.1 * DAY, "dee"),
        waits(1.1 * DAY, "dee"),
        due=-4 * DAY,
        zone="America/Vancouver",
    ),
    media(
        5 * HOUR,
        ("Clara Wexford", "Education Weekly", "clara@eduweekly.example"),
        "partnerships",
        "Which school boards use your classroom hours this year? A list with contacts would be ideal.",
        acknowledged(
            4 * HOUR, "ana", "We have the list, but not everybody wants to be on it. For which page is it?"
        ),
        taken(4 * HOUR, "ana"),
        waits(3.9 * HOUR, "ana"),
        due=-9 * DAY,
        request_type="facts",
    ),
    media(
        3 * DAY,
        ("Abel Nystrom", "Winter Light Documentary", "abel@winterlight.example"),
        "other",
        "We are at the treatment stage. How do you decide whether you support a film, and how long does it take?",
        closed(2.5 * DAY, "dee", Outcome.NO_REPLY_NEEDED, "They said they would write again."),
        reopened(1.5 * DAY, "dee"),
        assigned(1.5 * DAY, "dee", "ana"),
        due=-30 * DAY,
    ),
    # No deadline.
    media(
        15,
        ("Fen Okafor", "The Campus Compass", "fen@compass.example"),
        "other",
        "I study journalism and would like to learn how to write about this without doing harm. Is there a guide?",
    ),
    media(
        1.5 * DAY,
        ("Bo Reyes", "The Example Gazette", "bo.reyes@gazette.example"),
        "other",
        "Not for print: who should I ring at night from now on, you or the duty phone?",
        acknowledged(1.4 * DAY, "ana", "The duty phone. It is in our office, and one of us has it."),
        taken(1.4 * DAY, "ana"),
    ),
    # Held, and one that was let go.
    media(
        4 * HOUR,
        ("Best Rank Team", "Rank Higher Now", "offer@rankhigher.example"),
        "other",
        "You are not on the first page of Google yet. We sell a guest post, backlinks and organic traffic at an"
        " affordable price. Answer for a price list.",
    ),
    media(
        1.1 * DAY,
        ("Crypto Desk", "Coin Alert", "desk@coinalert.example"),
        "partnerships",
        "Your charity has been chosen. Confirm your wallet to receive the donation.",
        called_spam(1 * DAY, "ana"),
        website="https://coinalert.example/claim",
    ),
    media(
        7 * HOUR,
        ("Mireille Sauvé", "Outaouais Matin", "m.sauve@outaouaismatin.example"),
        "news-reaction",
        "Your view on the new helpline number, for the late edition? My browser filled in boxes I did not see.",
        released(6 * HOUR, "wen"),
        taken(5.9 * HOUR, "wen"),
        due=-3.5 * HOUR,
        website="outaouaismatin.example",
    ),
)
