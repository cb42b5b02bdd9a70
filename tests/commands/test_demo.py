"""`demo` as a process: signed in by its link, on data of its own."""

import sqlite3
import urllib.request
from urllib.parse import urlsplit


def test_demo_opens_by_its_link_on_data_of_its_own_that_serve_can_go_on_from(start, here):
    configured = {
        "INQUIRIES_DATABASE_URL": "sqlite:///configured.db",
        "INQUIRIES_SMTP_URL": "smtp://127.0.0.1:9",
    }
    demo = start("demo", "--keep", "kept", **configured)
    said = demo.said("Stop with Ctrl-C; kept is kept.").splitlines()
    link = urlsplit(next(line for line in said if "/staff/sign-in/" in line).strip())
    assert link.netloc == f"localhost:{demo.port}"
    with urllib.request.urlopen(demo.url + link.path, timeout=10) as page:
        assert page.status == 200
    demo.process.terminate()
    assert demo.result()[:2] == (0, "")
    assert [path.name for path in here.iterdir()] == ["kept"]
    database = sqlite3.connect(here / "kept" / "data" / "inquiries.db")
    assert database.execute("SELECT count(*) > 50 FROM inquiries").fetchone() == (1,)
    database.close()
    service = start("serve", INQUIRIES_CONFIG="kept/inquiries.toml")
    assert "Lantern Road Canada" in service.said("listening on")


def test_folder_with_something_in_it_is_not_filled(run, here):
    (here / "kept").mkdir()
    (here / "kept" / "inquiries.toml").touch()
    line = "kept is not empty. The demo fills new folders only.\n"
    assert run("demo", "--keep", "kept") == (1, "", line)


def test_taken_port_is_one_line(start):
    first = start("serve")
    first.said("/staff/setup/")
    assert start("demo", INQUIRIES_PORT=str(first.port)).result() == (
        1,
        "",
        f"Port {first.port} on 127.0.0.1 is taken by another program. "
        "Stop it, or choose another port: demo --port 8081.\n",
    )
