"""`migrate` says what it did; `routes` lists every address and leaves nothing behind."""

from alembic.script import ScriptDirectory

from inquiries.database import schema


def newest() -> str:
    return ScriptDirectory.from_config(schema._config()).get_current_head() or ""


def test_migrate_makes_a_database_and_then_finds_it_up_to_date(run, here):
    assert run("migrate") == (0, f"Made a new database, at revision {newest()}.\n", "")
    assert run("migrate") == (0, f"The database is already up to date, at revision {newest()}.\n", "")


def test_routes_names_method_address_and_permission_of_every_room(run, here):
    code, out, err = run("routes")
    rows = [tuple(line.split()) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert {
        ("GET", "/health/live", "anyone"),
        ("POST", "/forms/media", "anyone"),
        ("GET", "/forms/events", "anyone"),
        ("GET", "/staff/inbox", "signed-in"),
        ("GET", "/staff/mailbox", "administrator"),
        ("POST", "/staff/inquiries/{reference}/close", "desk"),
    } <= set(rows)
    assert {len(row) for row in rows} == {3}
    assert list(here.iterdir()) == []


def test_routes_works_with_settings_that_cannot_be_read(run, here):
    (here / "inquiries.toml").write_text("prot = 1\n")
    assert run("routes")[0] == 0
