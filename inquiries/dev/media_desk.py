"""The demo's Media desk: what is open there, from late to later today. Words only."""

from inquiries.dev.cast import BUSY, GONE
from inquiries.dev.script import (
    HOUR,
    acknowledged,
    answered,
    assigned,
    drafted,
    media,
    merged,
    moved,
    noted,
    phoned,
    rang,
    remarked,
    remarked_outlet,
    strayed,
    tagged,
    taken,
    verified,
    wrote_back,
)

BO = ("Bo Reyes", "The Example Gazette", "bo.reyes@gazette.example")
LONG_OUTLET = (
    "Joint Investigations Unit of the Association of Independent Regional Newspapers, Community Radio Stations "
    "and Public Interest Broadcasters of the Ottawa Valley, the Outaouais and Eastern Ontario"
)  # 195 characters: the field takes 200
ARABIC = "هل يمكنكم تأكيد عدد الأشخاص الذين طلبوا المساعدة هذا العام؟ نود أن ننشر الرقم مع شرح لكيفية حسابه."
FRENCH = (
    "Bonjour, nous préparons un reportage sur l’hébergement d’urgence. Combien de personnes avez-vous dû "
    "refuser cet hiver, et pourquoi ? Une porte-parole francophone serait-elle libre pour trois minutes à "
    "l’antenne ?"
)

ARRIVALS = (
    # Late: the deadline is over and nobody has closed it.
    media(
        5 * HOUR,
        ("Tamsin Orell", "Harbourfront Public Radio", "t.orell@harbourfront.example"),
        "news-reaction",
        "The minister said this morning that shelter beds are no longer the problem. Do you agree, in one line?",
        acknowledged(4.6 * HOUR, "ana", "I have it, and I am asking our director for a line.", 60),
        taken(4.5 * HOUR, "ana"),
        noted(100, "dee", "I can live with the second sentence, not the first. Ring me."),
        due=40,
        request_type="comment",
    ),
    media(
        26 * HOUR,
        ("Kerr Amsel", "The Wharf", GONE),
        "programs",
        "How many people used your drop-in centre last month? A figure by email is enough.",
        due=3 * HOUR,
        request_type="facts",
    ),
    # Late to start: the deadline is to come, the time to clear and write is not there any more.
    media(
        2 * HOUR,
        ("Priya Nand", "CKOV Morning", "desk@ckov.example"),
        "news-reaction",
        "We go live after the news with the ruling on cross-border recruitment agencies. Can somebody speak to "
        "us on the phone for four minutes?",
        taken(70, "wen"),
        rang(18, "ana", "Their producer: the slot is three minutes now, still live. I said Wen has it."),
        due=-35,
        request_type="interview",
        phone="613-555-0151",
    ),
    media(
        95,
        ("Solveig Brandt", "Dossier TV", "s.brandt@dossier.example"),
        "other",
        "We will say that a landlord named in court rented two flats to your charity. You have until our deadline "
        "to answer. The documents are with our lawyer and can be read there.",
        acknowledged(80, "dee", "I have it myself. You will have an answer in writing.", -40),
        taken(79, "dee"),
        noted(60, "dee", "Lease ended before we knew. Counsel agrees we may say the date."),
        due=-50,
        runs=-4 * HOUR,
        request_type="right-of-reply",
    ),
    media(
        58,
        ("Solveig Brandt", "Dossier TV", "s.brandt@dossier.example"),
        "other",
        "To my question of just now: the second flat was let from March, not from May.",
        merged(54, "dee"),
        due=-50,
        request_type="right-of-reply",
    ),
    # Soon.
    media(
        70,
        BO,
        "news-reaction",
        "The federal audit published this morning says shelters turned away one in five people last winter. Does "
        "that match what you saw, and did it affect people leaving trafficking situations?",
        acknowledged(64, "ana", "I have it. You hear from me before your deadline.", -70),
        taken(64, "ana"),
        tagged(63, "ana", "audit", "shelter"),
        verified(62, "ana", "rang the Gazette's newsroom"),
        remarked(
            61, "ana", "Quotes word for word, and reads the quote back if asked. Prefers one figure to three."
        ),
        remarked_outlet(61, "ana", "City pages close at 19:00, the weekend section on Thursday."),
        noted(31, "dee", "@Ana Intake says one in six, not one in five.\nUse our own number or none."),
        wrote_back(
            24,
            "Thank you, that helps. If Dee Ito can be quoted by name, better still.\n\nBo\n\n"
            "On Tuesday, Ana Sole wrote:\n> I have it. You hear from me before your deadline.\n",
            read_by="ana",
        ),
        strayed(
            9,
            "Hello, I sit next to Bo, who is in a meeting until your answer comes. Could you copy me in?\n\nLena\n",
            ("Lena Ortiz", "lena.ortiz@gazette.example"),
            read_by="ana",
        ),
        drafted(6, "wen", "The intake figures until Sunday are in. Without the transfers it is one in"),
        due=-85,
        runs=-4 * HOUR,
        zone="Europe/London",
        request_type="comment",
        phone="+44 20 7946 0018",
    ),
    media(
        20,
        ("Marisol Quintero", "Northern Wire", BUSY),
        "news-reaction",
        "Two lines on the sentence handed down in the Kingsway case, please. We name nobody who testified.",
        due=-100,
        request_type="comment",
    ),
    media(
        8 * HOUR,
        ("Nour El-Hashimi", "صوت الجالية", "nour@sawt.example"),
        "programs",
        ARABIC,
        assigned(7 * HOUR, "dee", "wen"),
        noted(6 * HOUR, "wen", "Samira can translate; she is in at noon."),
        due=-112,
        language="en",
    ),
    # Fine, today.
    media(
        35,
        ("Jonah Peel", "The Example Gazette", "jonah.peel@gazette.example"),
        "programs",
        "My colleague Bo is asking about the audit. Separately: may we photograph the new entrance of the drop-in "
        "centre with nobody in the picture?",
        acknowledged(28, "wen", "Yes, gladly. I ask at the house which hour is quiet.", -2 * HOUR),
        taken(28, "wen"),
        tagged(27, "wen", "audit"),
        answered(
            14,
            "wen",
            "Dear Jonah Peel,\n\nSaturday before nine is the quiet hour: nobody comes or goes then. I can be at the "
            "gate at half past eight and let you in.\n\nWould that do?",
        ),
        wrote_back(
            13,
            "I am travelling until noon and read mail in between. For pictures ring the desk: 613-555-0199.",
            read_by="wen",
            automatic=True,
        ),
        due=-4 * HOUR,
        request_type="images",
    ),
    media(
        3 * HOUR,
        ("Delphine Roy", "Radio Rive-Nord", "delphine.roy@rivenord.example"),
        "programs",
        FRENCH,
        acknowledged(2.5 * HOUR, "wen", "Bien reçu. Je vous rappelle.", -2 * HOUR),
        taken(2.5 * HOUR, "wen"),
        tagged(2.5 * HOUR, "wen", "shelter"),
        moved(50, "wen", -6.5 * HOUR, "Delphine Roy by phone"),
        due=-5 * HOUR,
        zone="America/Montreal",
        request_type="interview",
    ),
    media(
        50,
        ("Ines Falk", LONG_OUTLET, "ines.falk@jointunit.example"),
        "other",
        "Who at your end answers questions about data from several years? I would rather ask once than five times.",
        acknowledged(44, "ana", "I do, and I look up with you what there is."),
        taken(44, "ana"),
        due=-6 * HOUR,
    ),
    phoned(
        42,
        "ana",
        ("Ingrid Vale", "Capital Drive Time", "613-555-0188"),
        "news-reaction",
        "Wants two sentences on the audit for the traffic hour, recorded by phone. Will take Dee or me.",
        tagged(40, "ana", "audit"),
        due=-3 * HOUR,
    ),
    media(
        4 * HOUR,
        ("Radu Marin", "Signal and Noise", "radu@signalandnoise.example"),
        "partnerships",
        "Is it true that the hotel chain has left the training partnership? When, and who ended it?",
        taken(3 * HOUR, "ana"),
        assigned(2 * HOUR, "ana", None),
        noted(2 * HOUR, "ana", "Not mine after all: Dee knows the contract."),
        due=-7 * HOUR,
        request_type="facts",
    ),
    media(
        12,
        ("Oona Lindqvist", "Lakeshore Evening", "oona@lakeshore.example"),
        "events",
        "May we film ten minutes of the lantern walk, from behind and without faces?",
        due=-9 * HOUR,
        request_type="images",
    ),
)
