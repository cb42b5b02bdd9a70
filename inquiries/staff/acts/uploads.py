"""Files that came with the form of a reply: kept with its draft, all of them or none, or a sentence on why not."""

from collections.abc import Sequence

from inquiries import clock
from inquiries.inquiry import enclosing, files, letters
from inquiries.inquiry.enclosing import Enclosed
from inquiries.inquiry.files import NoRoom
from inquiries.inquiry.model import Inquiry
from inquiries.mail import filename
from inquiries.staff.acts.act import Unclear
from inquiries.staff.office import Office, Uploads, Visitor
from inquiries.web.parts import Upload
from inquiries.wording import Text

# Large mailboxes take 25 MB, counted as files travel in a mail: a third longer.
ROOM = 18_000_000
MANY = 50
FIELD = "file"
_MEGA = 1_000_000


async def keep(office: Office, visitor: Visitor, found: Inquiry, uploads: Uploads) -> list[int]:
    """Put what came to their draft; the new ids. Raises Unclear, and then nothing was put."""
    came = [one for one in uploads.files if one.field == FIELD]
    if not came and not uploads.crowded:
        return []
    me = visitor.who.id
    async with office.database.read() as db:
        there = await letters.draft_files(db, found.id, me)
        used = await files.used(db)
    size = sum(len(one.content) for one in came) + sum(one.size for one in there)
    if uploads.crowded or size > ROOM:
        limit = {"limit": ROOM // _MEGA}
        raise Unclear(
            Text("Nothing was added: with one letter mail servers take about %(limit)s MB of files", limit),
            FIELD,
        )
    if len(came) + len(there) > MANY:
        raise Unclear(Text("Nothing was added: a letter takes %(limit)s files", {"limit": MANY}), FIELD)
    saved = await _save(office, came, used)
    return await office.database.write(enclosing.put, found.id, me, saved, at=clock.now())


async def remove(office: Office, visitor: Visitor, found: Inquiry, id: int) -> None:
    """Out of their draft, and off the disk."""
    stored = await office.database.write(enclosing.take_away, found.id, visitor.who.id, id)
    if stored:
        await office.files.discard([stored])


async def _save(office: Office, came: Sequence[Upload], used: int) -> list[Enclosed]:
    saved: list[Enclosed] = []
    for one in came:
        name = filename.clean(one.name)
        try:
            stored = await office.files.save(one.content, used=used)
        except NoRoom as trouble:
            await office.files.discard([known.stored for known in saved])
            why: dict[str, str | int | Text] = {"name": name, "why": trouble.text}
            raise Unclear(Text("“%(name)s” was not added: %(why)s", why), FIELD) from trouble
        used += len(one.content)
        saved.append(Enclosed(name, filename.content_type(name), len(one.content), stored))
    return saved
