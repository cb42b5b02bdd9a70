"""Settings of mail that cannot work are refused at the start, in one line that says where they stand."""

from pathlib import Path

import pytest

from inquiries import settings
from inquiries.mail import settings as mail_settings
from tests.mail import keys


def test_settings_nobody_touched_are_fine() -> None:
    mail_settings.check(settings.Settings())
    assert mail_settings.signer(settings.Settings()) is None


def test_key_that_is_set_signs_for_the_domain_of_mail_from(tmp_path: Path) -> None:
    (tmp_path / "dkim.pem").write_text(keys.ED25519)
    (tmp_path / "inquiries.toml").write_text(
        'mail_from = "contact@charity.example"\ndkim_key = "dkim.pem"\ndkim_selector = "autumn"\n'
    )
    signer = mail_settings.signer(settings.load({}, tmp_path))
    assert signer is not None
    assert (signer.selector, signer.domain, signer.key.kind) == ("autumn", "charity.example", "ed25519")


@pytest.mark.parametrize(
    ("file", "environ", "line"),
    [
        (
            'port = 8081\ndkim_key = "dkim.pem"\n',
            {},
            'inquiries.toml, line 2: "dkim_key" names a file that holds only a public key.',
        ),
        ("", {"INQUIRIES_DKIM_KEY": "dkim.pem"}, '"dkim_key" names a file that holds only a public key.'),
        (
            f'reply_address = "{"answers" * 3}@charity.example"\n',
            {},
            'inquiries.toml, line 1: "reply_address" should have at most 20 characters before the @.',
        ),
    ],
)
def test_setting_that_cannot_work_is_refused_with_its_line(
    tmp_path: Path, file: str, environ: dict[str, str], line: str
) -> None:
    (tmp_path / "dkim.pem").write_text(keys.RSA_PUBLIC)
    (tmp_path / "inquiries.toml").write_text(file)
    with pytest.raises(settings.SettingsError) as caught:
        mail_settings.check(settings.load(environ, tmp_path))
    assert str(caught.value) == line
