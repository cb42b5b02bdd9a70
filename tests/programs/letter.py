"""A letter as an organisation sends it to Bo, written by hand: what mail programs answer where no service runs."""

from tests.programs.post import BO

MEDIA = "media@charity.example"
REPLY_TO = "reply+m7k4qx2-5n3kq7v2hd6xwz4jt8c9ab1efg@charity.example"
INQUIRY = "<176394100011.1.51aa@charity.example>"
MESSAGE = "<176395152412.1.7f21@charity.example>"
LETTER = f"""\
Date: Tue, 24 Nov 2026 09:12:04 +0000
From: =?utf-8?q?Ana_Sole_=E2=80=93_Media?= <{MEDIA}>
To: Bo Reyes <{BO}>
Reply-To: {REPLY_TO}
Subject: Re: How many families used your shelters this winter? [M7K-4QX2]
Message-ID: {MESSAGE}
In-Reply-To: {INQUIRY}
References: {INQUIRY}
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=-letter"

--=-letter
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Dear Bo,

Between November and March 1,284 families stayed with us – 96 more than in the winter before.

Does that answer your question?

Ana Sole
Press officer

--=-letter
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

<!doctype html><html lang="en"><body><p>Dear Bo,</p>
<p>Between November and March 1,284 families stayed with us – 96 more than in the winter before.</p>
<p>Does that answer your question?</p><p>Ana Sole<br>Press officer</p></body></html>

--=-letter--
""".encode()
