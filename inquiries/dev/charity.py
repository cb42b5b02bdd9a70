"""The organisation of the demo, as a folder that `serve` could be run in: its settings file, and data beside it."""

from pathlib import Path

from inquiries import settings
from inquiries.settings import Settings

GUIDE = "25-tips-for-the-novice-fundraiser"
# In a checkout; an installed program has no examples, and its demo hands out no guide.
GUIDE_FILE = Path(__file__).parents[2] / "examples" / "guides" / f"{GUIDE}.pdf"

FILE = """\
# The demo's newsroom: every name and number is invented.
port = {port}
mail_from = "contact@lanternroad.example"
reply_address = "reply@lanternroad.example"
timezone = "America/Toronto"

[organisation]
name = "Lantern Road Canada"
short_name = "Lantern Road"
place = "Ottawa"
hotline_phone = "1-833-555-0110"
hotline_name = "Lantern Road helpline"

[desks.media]
# Day and night, so that the demo looks alike at every hour.
hours = {{ always = true }}
director = "Dee Ito"
clearance = "30m"
preparation = "30m"

[desks.media.duty]
name = "Duty press officer"
phone = "613-555-0178"
note = "Every evening and weekend, for deadlines that do not wait."

[desks.events]
email = "events@lanternroad.example"
hours = {{ weekdays = "9:00-17:00" }}

[[people]]
name = "Dee Ito"
title = "Director of Marketing and Public Relations"
phone = "613-555-0142"
extension = "214"
desk = "media"

[[people]]
name = "Cy Marlow"
title = "Events Coordinator"
phone = "613-555-0142"
extension = "231"
desk = "events"
note = "Ask about dates, places and what has worked for others."
"""
WITH_GUIDE = """
[[forms.events.topics]]
slug = "start-a-fundraiser"
label = "Start a fundraiser"
guide = "{guide}"

[[forms.events.topics]]
slug = "invite-a-speaker"
label = "Invite a speaker"

[[forms.events.topics]]
slug = "attend-an-event"
label = "Attend an event"

[[forms.events.topics]]
slug = "other"
label = "Something else"

[guides.{guide}]
title = "25 Tips for the Novice Fundraiser"
file = "{guide}.pdf"
"""


def set_up(directory: Path, port: int) -> Settings:
    """Write the folder and read its settings. Nothing of the environment counts: no mail server, no database."""
    text = FILE.format(port=port)
    if GUIDE_FILE.exists():
        (directory / f"{GUIDE}.pdf").write_bytes(GUIDE_FILE.read_bytes())
        text += WITH_GUIDE.format(guide=GUIDE)
    (directory / "inquiries.toml").write_text(text, "utf-8")
    return settings.load({}, directory)
