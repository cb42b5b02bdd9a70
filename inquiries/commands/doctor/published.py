"""What the world is told of our mail: MX, SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489), asked for by name."""

from collections.abc import AsyncIterator

from inquiries.commands.doctor import records
from inquiries.commands.doctor.case import Case
from inquiries.commands.doctor.finding import Finding, Grade, bad, good, unchecked, warn
from inquiries.commands.doctor.names import is_private
from inquiries.mail import settings as mail_settings
from inquiries.settings import Settings


async def names(case: Case) -> AsyncIterator[Finding]:
    """Whether the next ones can ask at all."""
    if case.settings.smtp_url is None:
        yield unchecked(
            "Names: no mail leaves this machine (SMTP_URL), so MX, SPF and DMARC do not matter yet."
        )
    elif trouble := await case.names.trouble():
        yield unchecked(f"Names: {trouble}, so MX, SPF, DKIM and DMARC records were not checked.")


async def mx(case: Case) -> AsyncIterator[Finding]:
    """Mail to the addresses we write from arrives somewhere."""
    for domain in await _asked(case):
        hosts = await case.names.mx(domain)
        if hosts == ("",):
            yield bad(f"MX: {domain} says that it takes no mail, so nobody can answer.")
        elif hosts:
            yield good(f"MX: mail to {domain} goes to {', '.join(hosts[:3])}.")
        elif await case.names.has_address(domain):
            yield warn(f"MX: {domain} names no mail server; senders try the machine of that name.")
        else:
            yield _missing(domain, Grade.BAD, f"MX: {domain} names no mail server, so nobody can answer.")


async def spf(case: Case) -> AsyncIterator[Finding]:
    """Who may send as us."""
    for domain in await _asked(case):
        found = records.spf(await case.names.txt(domain))
        yield _missing(domain, found.grade, f"SPF: {domain} {found.words}")


async def key(case: Case) -> AsyncIterator[Finding]:
    """What we sign with ourselves."""
    signer = mail_settings.signer(case.settings)
    if signer is None:
        if case.settings.smtp_url:
            yield warn("DKIM: no key is set (DKIM_KEY): let the mail server sign what we send.")
    elif case.settings.dkim_key is not None and case.settings.dkim_key.stat().st_mode & 0o077:
        yield warn(f"DKIM: others on this machine may read {case.settings.dkim_key}: chmod 600 closes it.")
    elif signer.key.kind != "rsa":
        yield warn(
            "DKIM: the key is Ed25519, which most receivers do not know yet; RSA of 2048 bits they all do."
        )
    elif signer.key.bits < records.GOOD_BITS:
        yield warn(f"DKIM: the key has {signer.key.bits} bits; receivers ask for {records.GOOD_BITS}.")
    else:
        yield good(f"DKIM: mail is signed with a key of {signer.key.bits} bits.")


async def dkim(case: Case) -> AsyncIterator[Finding]:
    """The selector's record holds our key."""
    signer = mail_settings.signer(case.settings)
    if signer is None:
        return
    for domain in dict.fromkeys(
        signer.covers(each) for each in await _asked(case, _from_domains(case.settings))
    ):
        name = f"{signer.selector}._domainkey.{domain}"
        found = records.dkim(await case.names.txt(name), signer.key)
        yield _missing(domain, found.grade, f"DKIM: {name} {found.words}")


async def dmarc(case: Case) -> AsyncIterator[Finding]:
    """What receivers are to do with mail that is neither."""
    for domain in await _asked(case, _from_domains(case.settings)):
        at, found = domain, records.dmarc(await case.names.txt(f"_dmarc.{domain}"))
        while found is None and at.count(".") > 1:
            at = at.partition(".")[2]
            found = records.dmarc(await case.names.txt(f"_dmarc.{at}"))
        found = found or warn("publishes none: receivers decide by themselves what to do with forgeries.")
        yield _missing(
            domain, found.grade, f"DMARC: {at if found.grade is Grade.GOOD else domain} {found.words}"
        )


async def _asked(case: Case, domains: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The domains to ask about; none where nothing can be asked."""
    if case.settings.smtp_url is None or await case.names.trouble():
        return ()
    reply = case.settings.reply_address.rpartition("@")[2].lower()
    return domains or tuple(dict.fromkeys((*_from_domains(case.settings), reply)))


def _from_domains(settings: Settings) -> tuple[str, ...]:
    """Letters come from their desk's own address, everything else from MAIL_FROM."""
    senders = [settings.mail_from, *(desk.email for desk in settings.desks.values() if desk.email)]
    return tuple(dict.fromkeys(each.rpartition("@")[2].lower() for each in senders))


def _missing(domain: str, grade: Grade, words: str) -> Finding:
    """The same, but of a name that only an own network knows nobody can say more than that."""
    if grade is not Grade.GOOD and is_private(domain):
        return unchecked(f"{words} Outside your own network nobody knows this name.")
    return Finding(grade, words)
