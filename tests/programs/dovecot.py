"""A real Dovecot on loopback from a directory of its own: mailboxes filled by LMTP and read by IMAP."""

import os
import pwd
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.programs import ports

PASSWORD = "a quiet river at dawn"
CONFIGURATION = """
base_dir = {directory}/run
state_dir = {directory}/state
log_path = {directory}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = dovecot
default_login_user = dovenull
first_valid_uid = 1
mail_location = maildir:~/Maildir
recipient_delimiter = +
postmaster_address = postmaster@mail.example
hostname = mail.example
submission_host = 127.0.0.1:{smtp_port}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {directory}/users
}}
userdb {{
  driver = passwd-file
  args = {directory}/users
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
service stats {{
  chroot =
}}
protocol lmtp {{
  mail_plugins = $mail_plugins sieve
}}
plugin {{
  sieve = file:~/answers.sieve
}}
"""


@contextmanager
def running(
    directory: Path, mailboxes: Mapping[str, Path], *, imap_port: int, lmtp_port: int, smtp_port: int
) -> Iterator[None]:
    """`mailboxes`: the folder that each address is delivered to, and that it opens with PASSWORD.

    A folder with an `answers.sieve` in it answers by that, sending at `smtp_port`.
    """
    directory.mkdir()
    directory.chmod(0o755)
    nobody = pwd.getpwnam("nobody")
    for folder in set(mailboxes.values()):
        folder.mkdir(parents=True)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    users = [
        f"{address}:{{PLAIN}}{PASSWORD}:{nobody.pw_uid}:{nobody.pw_gid}::{folder}::"
        for address, folder in mailboxes.items()
    ]
    (directory / "users").write_text("\n".join(users) + "\n")
    file = directory / "dovecot.conf"
    file.write_text(
        CONFIGURATION.format(
            directory=directory, imap_port=imap_port, lmtp_port=lmtp_port, smtp_port=smtp_port
        ).lstrip()
    )
    process = subprocess.Popen(["dovecot", "-F", "-c", str(file)], stdin=subprocess.DEVNULL)
    try:
        for port in (imap_port, lmtp_port):
            ports.listening(port)
        yield
    finally:
        process.terminate()
        process.wait()
