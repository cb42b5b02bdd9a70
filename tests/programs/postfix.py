"""A real Postfix on loopback from a directory of its own: it takes mail on one port and passes it on by LMTP."""

import os
import pwd
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.programs import ports

PATIENCE = 30  # seconds for a command that takes one
# Nothing here looks up a name, leaves the machine, or waits: a mail that cannot go on now is tried each second.
# Nor is anything logged to a file: Postfix's own writer of one can wait for itself, and everybody else for it.
MAIN = """
compatibility_level = 3.6
queue_directory = {directory}/queue
data_directory = {directory}/data
mail_owner = postfix
myhostname = mail.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_dns_support_level = disabled
alias_maps =
alias_database =
local_recipient_maps =
biff = no
smtputf8_enable = yes
smtpd_client_connection_rate_limit = 0
smtpd_peername_lookup = no
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
lmtp_destination_concurrency_failed_cohort_limit = 0
relay_domains =
default_transport = error:5.4.4 this machine knows no way to that address
virtual_mailbox_domains = {domains}
virtual_transport = error:5.4.4 this machine knows no way to that address
transport_maps = inline:{{ {ways} }}
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
"""


@contextmanager
def running(
    directory: Path, port: int, ways: Mapping[str, int], more_main: str = "", more_master: str = ""
) -> Iterator[None]:
    """Takes mail at `port` for the domains of `ways`, each passed on by LMTP to a port of 127.0.0.1.

    `more_main` and `more_master` are added to the settings, and win.
    """
    directory.mkdir()
    directory.chmod(0o755)
    for name in ("etc", "queue", "data"):
        (directory / name).mkdir()
    owner = pwd.getpwnam("postfix")
    os.chown(directory / "data", owner.pw_uid, owner.pw_gid)
    to = ", ".join(f"{{ {domain} = lmtp:inet:127.0.0.1:{at} }}" for domain, at in ways.items())
    main = MAIN.format(directory=directory, domains=" ".join(ways), ways=to)
    (directory / "etc" / "main.cf").write_text(main.lstrip() + more_main)
    (directory / "etc" / "master.cf").write_text(MASTER.format(port=port).lstrip() + more_master)
    _does(directory, "start")
    try:
        ports.listening(port)
        yield
    finally:
        _does(directory, "stop")


def forget(directory: Path) -> None:
    """Throws away every mail that is on its way."""
    command = ["postsuper", "-c", str(directory / "etc"), "-d", "ALL"]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)


def waiting(directory: Path) -> str:
    """What is on its way, and why it is not there yet."""
    command = ["postqueue", "-c", str(directory / "etc"), "-p"]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE).stdout


def _does(directory: Path, act: str) -> None:
    """What starts stays with master, whose words go nowhere: waiting for them here would be for ever."""
    command = ["postfix", "-c", str(directory / "etc"), act]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, f"postfix {act} failed; postfix check says why"
