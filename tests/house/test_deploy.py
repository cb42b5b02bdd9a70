"""The files to deploy with: each can be read by what it is for, and agrees with the program and with the others."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from inquiries.settings import NAMES, Settings
from inquiries.staff.acts import uploads
from inquiries.web import body
from tests.house import tree

DEPLOY = tree.ROOT / "examples" / "deploy"
HOME = "/srv/inquiries"


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def directives(name: str) -> dict[str, str]:
    """The last value of each directive of a unit."""
    pairs = (line.partition("=") for line in text(name).splitlines() if re.match(r"[A-Z]\w+=", line))
    return {key: value for key, _, value in pairs}


def test_unit_gives_the_service_time_to_end_and_room_for_connections() -> None:
    unit = directives("inquiries.service")
    assert (unit["WorkingDirectory"], unit["ReadWritePaths"]) == (HOME, HOME)
    assert unit["ExecStart"] == "/usr/bin/python3 run.py"
    assert (int(unit["TimeoutStopSec"]) > 10, int(unit["LimitNOFILE"]) > 10_000) == (True, True)


def test_unit_takes_away_what_the_service_does_not_need() -> None:
    unit = directives("inquiries.service")
    wanted = {
        "ProtectSystem": "strict",
        "NoNewPrivileges": "true",
        "CapabilityBoundingSet": "",
        "UMask": "0077",
    }
    assert {name: unit.get(name) for name in wanted} == wanted
    assert "@resources" not in text("inquiries.service"), "mail is read in a process that limits itself"


@pytest.mark.parametrize("name", ["inquiries.service", "inquiries-backup.service", "inquiries-backup.timer"])
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_unit(name: str) -> None:
    verify = ["systemd-analyze", "verify", str(DEPLOY / name)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False, timeout=60)
    assert [line for line in done.stderr.splitlines() if name in line] == []


def test_backup_is_made_by_the_same_user_in_the_same_place_and_old_ones_go_afterwards() -> None:
    unit, service = directives("inquiries-backup.service"), directives("inquiries.service")
    for name in ("User", "WorkingDirectory", "UMask", "ProtectSystem"):
        assert unit[name] == service[name]
    made = re.search(r"run\.py backup (\S+)/\$\$\(date", unit["ExecStart"])
    assert made is not None
    assert unit["ReadWritePaths"] == f"{HOME} {made[1]}"
    assert f"/usr/bin/find {made[1]} " in unit["ExecStartPost"]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_web_server_passes_on_to_where_we_listen_and_keeps_figures_to_itself(name: str) -> None:
    plain = re.sub(r"#.*", "", text(name))
    settings = Settings()
    assert plain.count("{") == plain.count("}")
    assert f"{settings.host}:{settings.port}" in plain
    assert "/metrics" in plain
    assert ("/down.html" in plain, "/refused.html" in plain) == (True, True)


def test_nginx_lets_through_what_the_inbox_reads() -> None:
    forms, staff = (
        int(most) * 10**6 for most in re.findall(r"client_max_body_size (\d+)m;", text("nginx.conf"))
    )
    assert (forms > body.READ, staff > 4 * uploads.ROOM) == (True, True)


def test_container_copies_what_is_there_and_sets_what_can_be_set() -> None:
    lines = re.sub(r"\\\n\s*", "", text("Containerfile")).splitlines()
    steps = [line.split() for line in lines if line and not line.startswith("#")]
    known = {
        "FROM",
        "RUN",
        "WORKDIR",
        "COPY",
        "ENV",
        "USER",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "CMD",
    }
    assert ({step[0] for step in steps} - known, steps[0][0]) == (set(), "FROM")
    copied = [source for step in steps if step[0] == "COPY" for source in step[1:-1]]
    assert [source for source in copied if not (tree.ROOT / source).exists()] == []
    given = re.findall(r"INQUIRIES_(\w+)=", "\n".join(lines))
    assert set(given) <= {*NAMES, "CONFIG"}
    assert "/health/live" in text("Containerfile")


def test_litestream_copies_the_database_of_the_unit() -> None:
    assert f"- path: {HOME}/data/inquiries.db" in text("litestream.yml")


def test_every_file_stands_in_the_documentation() -> None:
    page = (tree.ROOT / "docs" / "deployment.md").read_text("utf-8")
    files = [path.name for path in DEPLOY.iterdir() if Path(path).is_file()]
    assert [name for name in files if f"(../examples/deploy/{name})" not in page] == []
