"""Asks the name server this machine uses, with short patience. Knows no mail, and says so where it gets no answer."""

import asyncio

import dns.asyncresolver
import dns.exception
import dns.rdatatype
import dns.resolver
from dns.asyncresolver import Resolver
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TXT import TXT

SECONDS = 4.0  # for one question, tries included
WELL_KNOWN = "org."  # whoever does not know this one knows too little to be asked about mail
# Names that only one's own network knows, or nobody (RFC 2606, 6761, 6762, 9476).
_PRIVATE = frozenset(
    {"example", "test", "invalid", "localhost", "local", "internal", "lan", "home", "corp", "alt", "intranet"}
)


class Unanswered(Exception):
    """A question got no answer, not even "there is none"."""


class Names:
    """What the name server says. The first question that it leaves open ends the conversation."""

    def __init__(self, resolver: Resolver | None = None) -> None:
        """Without a `resolver` the one this machine is set to."""
        self._resolver, self._trouble = resolver, ""
        self._working: asyncio.Task[None] | None = None

    async def trouble(self) -> str:
        """Why names cannot be looked up here; empty where they can."""
        if not self._trouble and self._working is None:
            self._working = asyncio.ensure_future(self._try())
        if self._working is not None:
            await self._working
        return self._trouble

    async def txt(self, name: str) -> tuple[str, ...]:
        """Each TXT record as one text; none where there is none. Raises Unanswered."""
        return tuple(
            b"".join(record.strings).decode("utf-8", "replace")
            for record in await self._ask(name, "TXT")
            if isinstance(record, TXT)
        )

    async def mx(self, name: str) -> tuple[str, ...]:
        """The hosts that take its mail, best first; an empty host says that none does (RFC 7505). Raises Unanswered."""
        found = [record for record in await self._ask(name, "MX") if isinstance(record, MX)]
        found.sort(key=lambda record: record.preference)
        return tuple(str(record.exchange).rstrip(".") for record in found)

    async def has_address(self, name: str) -> bool:
        """Whether it is a machine. Raises Unanswered."""
        return bool(await self._ask(name, "A") or await self._ask(name, "AAAA"))

    async def _try(self) -> None:
        try:
            if not await self._ask(WELL_KNOWN, "NS"):
                self._trouble = "the name server here does not know the names of the internet"
        except Unanswered as error:
            self._trouble = str(error)

    async def _ask(self, name: str, kind: str) -> list[object]:
        if self._trouble:
            raise Unanswered(self._trouble)
        try:
            resolver = self._resolver = self._resolver or dns.asyncresolver.Resolver()
            answer = await resolver.resolve(f"{name.rstrip('.')}.", kind, lifetime=SECONDS, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.resolver.NoResolverConfiguration:
            self._trouble = "this machine has no name server"
        except (dns.exception.Timeout, dns.resolver.NoNameservers):
            self._trouble = "the name server does not answer"
        except (dns.exception.DNSException, OSError) as error:
            self._trouble = f"the name server cannot be asked ({type(error).__name__})"
        else:
            return list(answer)
        raise Unanswered(self._trouble)


def is_private(domain: str) -> bool:
    """Whether nobody outside could know it."""
    return "." not in domain or domain.rpartition(".")[2].lower() in _PRIVATE
