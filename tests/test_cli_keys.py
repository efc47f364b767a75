"""Commands for keys, beside a process that owns the data folder; and the questions that are kept."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from api.access import keys
from api.access.principal import LOCAL, Role
from api.cli import run
from api.questions import Questions
from api.settings import load
from corpus.errors import Unauthenticated
from tests.indexing import opened


def test_a_key_is_made_listed_and_revoked_while_a_service_owns_the_folder(tmp_path, capsys):
    data = ["--data", str(tmp_path)]
    with opened(tmp_path) as index:
        assert run(["sleutel", "maak", "--naam", "dashboard", "--rol", "lezer", *data]) == 0
        token = capsys.readouterr().out.strip()
        ring = keys.Keyring(index.keys)
        assert (who := ring.principal(token)).role is Role.LEZER
        assert run(["sleutel", "lijst", *data]) == 0
        told = capsys.readouterr().out
        assert "dashboard" in told
        assert token.split("_", 2)[2] not in told
        assert run(["sleutel", "intrekken", who.key_id, *data]) == 0
        assert "de laatste" in capsys.readouterr().out
        with pytest.raises(Unauthenticated):
            ring.principal(token)
    assert run(["sleutel", "intrekken", "00000000", *data]) == 1


def test_a_command_with_a_key_may_no_more_than_the_key(tmp_path, capsys):
    data = ["--data", str(tmp_path)]
    run(["sleutel", "maak", "--naam", "x", "--rol", "redacteur", *data])
    token = capsys.readouterr().out.strip()
    assert run(["--sleutel", token, "sleutel", "lijst", *data]) == 1
    assert "beheerder" in capsys.readouterr().err
    # what was given to one command is not there for the next
    assert run(["sleutel", "lijst", *data]) == 0
    for wrong in (["--tot", "morgen"], ["--tot", "2000-01-01"]):
        assert run(["sleutel", "maak", "--naam", "x", "--rol", "lezer", *wrong, *data]) == 1


def test_questions_are_kept_for_so_many_days_and_only_if_set(tmp_path):
    now = [datetime(2026, 11, 1, 12, tzinfo=UTC)]
    Questions(load(data=tmp_path), lambda: now[0]).note(LOCAL, "Wie helpt Sam?")
    assert not list(tmp_path.rglob("*.jsonl"))
    kept = Questions(load(data=tmp_path, log_questions=True, log_questions_days=7), lambda: now[0])
    kept.note(LOCAL, "Wie helpt Sam?")
    (file,) = tmp_path.rglob("*.jsonl")
    assert json.loads(file.read_text())["vraag"] == "Wie helpt Sam?"
    now[0] += timedelta(days=7)
    kept.forget()
    assert file.exists()
    now[0] += timedelta(days=1)
    # also where no more are kept
    with Questions(load(data=tmp_path, log_questions_days=7), lambda: now[0]).forgetting():
        pass
    assert not file.exists()
