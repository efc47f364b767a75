"""The recipes hang together: what is held here needs no training."""

import ast
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from models.recipes import pipeline
from models.recipes.embedder.sources import rows
from models.recipes.reranker.questions import QUESTIONS, judged, passages
from models.recipes.reranker.readings import CHANCES, HELD_OUT, READINGS, known_passages, readings

ROOT = Path(__file__).parents[1]
FOLDER = Path(pipeline.__path__[0])
PROJECT = yaml.safe_load((FOLDER / "project.yml").read_text(encoding="utf8"))
COMMANDS = {command["name"]: command for command in PROJECT["commands"]}
STEPS = [COMMANDS[name] for name in PROJECT["workflows"]["all"]]
OURS = "python -m models.recipes.pipeline."


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["name"])
def test_a_step_calls_its_script_with_what_that_asks_for(step):
    for script in step["script"]:
        if script.startswith(OURS):
            name, *given = script.removeprefix(OURS).split()
            tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf8"))
            (main,) = (one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "main")
            assert len(given) == len(main.args.args) + len(main.args.kwonlyargs)
            assert f"{name}.py" in step["deps"]


def test_a_step_builds_on_files_of_the_folder_and_of_steps_before_it():
    made: set[str] = {"${vars.embedder}"}
    for step in STEPS:
        assert not [one for one in step["deps"] if one not in made and not (FOLDER / one).is_file()]
        made |= {*step.get("outputs", ()), *step.get("outputs_no_cache", ())}


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
def test_a_short_run_leaves_what_ships_alone(tmp_path):
    command = ["make", "--dry-run", "--always-make", "models", "SHORT=1", f"TRAINING={tmp_path}"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    recipe = told[told.index("-m models.recipes.embedder") :]
    assert "models/weights" not in recipe
    assert recipe.count(f"weights {tmp_path}/short/weights") == 4


def test_a_question_that_a_reranker_learns_from_stands_beside_its_passage_and_the_words_that_answer():
    known = passages()
    for one in rows(QUESTIONS):
        assert one["zin"] in known[one["bij"]]
        assert len({one["ja"], one["nee"], one.get("buur", "")}) == 3


def test_no_question_is_both_answered_and_not_answered_by_the_same_words():
    answers = {}
    for asked, holds in judged():
        assert answers.setdefault(asked, holds) == holds


@pytest.mark.parametrize("path", [READINGS, HELD_OUT], ids=lambda path: path.stem)
def test_a_sentence_that_a_reader_judged_stands_whole_in_its_passage(path):
    known = known_passages()
    for one in rows(path):
        for read in one["gelezen"]:
            text = known[read["bij"]]
            for *place, grade in (*read["zinnen"], *([read["rond"]] if "rond" in read else ())):
                assert grade in range(len(CHANCES))
                words = text[slice(*place)] if len(place) > 1 else place[0]
                assert words == words.strip() != ""
                if len(place) > 1:
                    assert 0 <= place[0] < place[1] <= len(text)
                else:
                    assert any(end.split()[-1] in text for end in words.split(": "))


def test_no_question_that_is_held_out_is_learnt_from():
    learnt = {asked for one in readings() for (asked, _), _ in one} | {asked for (asked, _), _ in judged()}
    assert not learnt & {asked for one in readings(HELD_OUT) for (asked, _), _ in one}
