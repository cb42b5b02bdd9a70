"""What comes in at the foot of a charity's page: people, in five languages, and those who sell things to its robots."""

PEOPLE: dict[str, dict[str, str]] = {
    "four links": {
        "name": "Bo Lindqvist",
        "outlet": "The Example Gazette",
        "email": "bo@gazette.example",
        "question": "We are looking at shelter funding. Your 2024 report (https://charity.example/2024.pdf) says 312"
        " beds, the city https://city.example/minutes/12 says 280, and the ministry"
        " https://ministry.example/data.csv 301. Our own count is at https://gazette.example/beds. Which is right?",
    },
    "terse": {"name": "Mo", "outlet": "KXYZ", "email": "mo@kxyz.example", "question": "call me 555-0142"},
    "one link": {
        "name": "J. Doe",
        "email": "jd@paper.example",
        "question": "Is this you? https://x.example/status/1",
    },
    "crypto is the story": {
        "name": "Ana Silva",
        "outlet": "https://www.daily.example",
        "email": "ana@daily.example",
        "question": "Did the charity accept bitcoin from an online casino in 2023? A source says the donation was"
        " made through a crypto exchange, and was never declared. We publish on Friday.",
    },
    "a press release with its sources": {
        "name": "Wire desk",
        "outlet": "Example Press Agency",
        "email": "desk@agency.example",
        "question": "Sources: "
        + " ".join(f"https://agency.example/{n}" for n in range(8))
        + " Please confirm the"
        " figures in each of the eight releases, above all the second and the last, before noon.",
    },
    "capitals": {
        "name": "GRACE OKAFOR",
        "email": "grace@radio.example",
        "question": "URGENT!!! NEED A COMMENT ON THE COURT RULING BEFORE 4 PM!!! CALL THE NEWSROOM!!!",
    },
    "a fundraiser": {
        "name": "Sam Lind",
        "email": "sam@school.example",
        "idea": "A bake sale and a sponsored run",
        "question": "How do we make more money than last year? Is there a guide?",
    },
    "a throw-away address": {
        "name": "A source",
        "email": "x91@mailinator.com",
        "question": "I worked for your partner in Calais and want to tell a reporter what I saw. Is this read?",
    },
    "French": {
        "name": "Hélène Lefèvre",
        "outlet": "Le Courrier d’Exemple",
        "email": "h.lefevre@courrier.example",
        "question": "Bonjour, je prépare un article sur l’hébergement d’urgence cet hiver. Pourriez-vous me dire"
        " combien de personnes vous avez accueillies ? Bouclage à 17 h. Merci !",
    },
    "French, one word": {
        "name": "Luc",
        "email": "luc@radio.example",
        "question": "Rappelez-moi ? 06 12 34 56 78",
    },
    "Bulgarian": {
        "name": "Иван Петров",
        "outlet": "Примерен вестник",
        "email": "ivan@vestnik.example",
        "question": "Здравейте, пиша за PR-а на организацията. Получих SMSи от ваши доброволци и искам да потвърдя"
        " данните в COVIDа доклада и IT отдела. Може ли интервю днес до 18 ч.? Онлайн казино ли е спонсорът?",
    },
    "Bulgarian, short": {"name": "Мария", "email": "m@radio.example", "question": "Моля, обадете се."},
    "Arabic": {
        "name": "ليلى حداد",
        "outlet": "صحيفة المثال",
        "email": "layla@sahifa.example",
        "question": "مرحبا، أكتب تقريرا عن ضحايا الاتجار بالبشر. هل يمكن إجراء مقابلة مع المتحدث اليوم؟ الموقع"
        " https://sahifa.example/report و https://sahifa.example/data",
    },
    "Arabic, short": {"name": "علي", "email": "ali@mail.example", "question": "اتصلوا بي 555-0177"},
    "Romanian": {
        "name": "Ștefan Țurcanu",
        "outlet": "Ziarul Exemplu",
        "email": "stefan@ziar.example",
        "question": "Bună ziua, scriu despre traficul de persoane și aș dori un comentariu până mâine la prânz."
        " Câte victime ați asistat în 2025? Mulțumesc!",
    },
    "German, long words": {
        "name": "Angstschweiss",
        "email": "a@zeitung.example",
        "question": "Donaudampfschifffahrtsgesellschaft",
    },
    "Welsh and Polish": {
        "name": "Llanfairpwllgwyngyll",
        "email": "k@b.example",
        "question": "Wstrząsnąłbyś?",
    },
    "a link alone": {"name": "Kim", "email": "kim@paper.example", "question": "https://paper.example/draft"},
    "asks for a sponsor": {
        "name": "Pat Roy",
        "email": "pat@club.example",
        "question": "Our club would like to sponsor your run and double your starters. Is there a special offer for"
        " groups? We would link to you from https://club.example.",
    },
    "nothing but a name": {"name": "Q", "email": "q@q.example"},
}

SELLERS: dict[str, dict[str, str]] = {
    "SEO": {
        "name": "Jason Miller",
        "email": "jason.seo.expert@gmail.example",
        "question": "Hello, I was on your website and noticed you are not on the first page of Google. We can boost"
        " your Google ranking and increase your traffic with quality backlinks at an affordable price. Reply for a"
        " free SEO audit.",
    },
    "guest posts": {
        "name": "Emily",
        "email": "emily@outreach.example",
        "question": "I would love to publish a guest post on your blog. We pay for dofollow link insertion; send us"
        " your domain authority and rates for a sponsored post.",
    },
    "crypto": {
        "name": "Crypto Expert",
        "email": "profit@invest.example",
        "question": "Double your BTC in 24 hours! Guaranteed profit with our bitcoin investment platform, minimum"
        " deposit only $250. Join our Telegram channel: https://t.example/profit",
    },
    "casino links": {
        "name": "best casino",
        "email": "casino@win.example",
        "question": "[url=https://casino.example]online casino[/url] [url=https://slots.example]free spins[/url]",
    },
    "HTML": {
        "name": "Viagra Online",
        "email": "meds@pharm.example",
        "question": '<a href="https://meds.example">buy viagra</a> without prescription <a href=x>cheap meds</a>',
    },
    "links alone": {
        "name": "Ann",
        "email": "ann@mail.example",
        "question": " ".join(f"https://spam{n}.example/{n}" for n in range(12)),
    },
    "gibberish": {"name": "pQzXvTbKmWrLd", "email": "xj@mail.example", "question": "RtYhGbVcXsWqAzPl"},
    "a name that is a link": {
        "name": "You won! https://prize.example/claim",
        "email": "a@b.example",
        "question": "Your gift is here: https://prize.example/claim",
    },
    "loan": {
        "name": "Mr. James",
        "email": "loan@lender.example",
        "question": "Do you need a business loan? Instant loan offer with no credit check, affordable rates, act now.",
    },
    "homoglyphs, and links": {
        "name": "Аnnа",
        "email": "a@b.example",
        "question": "Yоur pаypаl аccоunt wаs suspеndеd, vеrify hеrе: " + "https://p.example " * 10,
    },
    "Russian": {
        "name": "Сергей",
        "email": "seo@rassylka.example",
        "question": "Быстрый заработок без вложений! Казино онлайн, онлайн казино с выводом, инвестиции в"
        " криптовалюту, продвижение сайтов.",
    },
}
