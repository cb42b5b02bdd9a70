"""Parameters by RFC 2231, and what is written instead."""

import pytest

from inquiries.mail.parsing import parameters


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (b"", {}),
        (b"TEXT/Plain; Charset=UTF-8", {"charset": "UTF-8"}),
        (b'a/b; name="a;b=c.pdf" ; x = y', {"name": "a;b=c.pdf", "x": "y"}),
        (b'a/b; name="say \\"hi\\".pdf"', {"name": 'say "hi".pdf'}),
        (b"a/b; name=my file.pdf; x=y", {"name": "my file.pdf", "x": "y"}),
        (b'a/b; name="unclosed.pdf', {"name": "unclosed.pdf"}),
        (b"a/b; name*=utf-8''caf%C3%A9.pdf", {"name": "café.pdf"}),
        (b"a/b; name*=iso-8859-1'fr'caf%E9.pdf; name=cafe.pdf", {"name": "café.pdf"}),
        (b"a/b; name*1*=%A9.pdf; name*0*=utf-8''caf%C3", {"name": "café.pdf"}),
        (b'a/b; name*0="one "; name*1="two.pdf"', {"name": "one two.pdf"}),
        (b"a/b; name*0*=utf-8''caf%C3%A9; name*1=\" 100%25.pdf\"", {"name": "café 100%25.pdf"}),
        (b"a/b; name*=caf%C3%A9.pdf", {"name": "café.pdf"}),
        (b'a/b; name="=?utf-8?q?caf=C3=A9=2Epdf?="', {"name": "café.pdf"}),
        ('a/b; name="café.pdf"'.encode(), {"name": "café.pdf"}),
        (b"a/b; name=first; name=second", {"name": "first"}),
        (b"a/b; ; =; x; *=1; name", {"*": "1"}),
    ],
)
def test_parameters_are_read(written, found):
    assert parameters.parse(written)[1] == found


def test_value_before_the_parameters_is_in_lower_case():
    assert parameters.parse(b" Text/HTML ; charset=utf-8")[0] == "text/html"
