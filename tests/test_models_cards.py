"""The registry is complete, and a card that is not right is told by file and field."""

import re
from dataclasses import replace

import pytest

from corpus.errors import ModelDamaged, ModelMissing
from models.cards import Backend, Kind, Source, find, read, registry
from models.files import WEIGHTS, differing, not_named
from models.load import EMBEDDERS, PIPELINES
from models.recipes.seal import as_toml

CARDS = list(registry().values())
WANTED = {
    "intfloat/multilingual-e5-small",
    "intfloat/multilingual-e5-base",
    "intfloat/multilingual-e5-large",
    "clips/e5-small-trm-nl",
    "clips/e5-base-trm-nl",
    "clips/e5-large-trm-nl",
    "hotchpotch/bekko-embedding-v1-a8m",
    "hotchpotch/bekko-embedding-v1-a25m",
    "Alibaba-NLP/gte-multilingual-base",
    "BAAI/bge-m3",
    "Snowflake/snowflake-arctic-embed-l-v2.0",
    "nl_core_news_sm",
    "nl_core_news_md",
    "nl_core_news_lg",
    "BAAI/bge-reranker-v2-m3",
    "cross-encoder/mmarco-mMiniLMv2-L12-H384-v1",
    *EMBEDDERS,
    *PIPELINES,
}


def test_every_model_that_we_promise_has_a_card():
    assert registry().keys() >= WANTED


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_is_complete_and_comes_back_from_toml_as_it_was(card, tmp_path):
    (tmp_path / "card.toml").write_text(as_toml(card))
    assert read(tmp_path / "card.toml") == card
    assert all((card.revision, card.licence, card.about))
    if card.source is Source.HUB:
        assert re.fullmatch("[0-9a-f]{40}", card.revision)
        assert card.training
        assert not card.run_here
    if card.kind is Kind.EMBEDDER:
        assert card.dimensions > 0
        assert card.normalised
        assert card.pooling in {"mean", "cls", "sum"}
        assert card.max_tokens or card.source is Source.CODE or card.backend is Backend.STATIC


@pytest.mark.parametrize(
    "card", [card for card in CARDS if card.source is Source.SHIPPED], ids=lambda c: c.id
)
def test_the_card_of_what_ships_tells_its_files_training_and_figures(card):
    folder = WEIGHTS / card.id
    assert not differing(card, folder)
    assert not not_named(card, folder)
    assert all((card.run_here, card.training, card.quality, card.speed))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("dimensions = 384\n", ""), "mist het veld dimensions"),
        (("dimensions = 384", "dimensions = '384'"), "heeft in dimensions geen geheel getal"),
        (("run_here = false", "run_here = 1"), "heeft in run_here geen waar of onwaar"),
        (('kind = "embedder"', 'kind = "vertaler"'), "'vertaler'; het moet zijn: pipeline, embedder"),
        (("[speed]", "[speed]\nsnel = 'ja'"), "heeft in speed.snel geen getal"),
        (("[speed]", "[spoed]"), "mist het veld speed"),
        (("pooling", "kleur = 'rood'\npooling"), "heeft een onbekend veld kleur"),
        (("[quality]", "[[training]]\nlicence = 'x'\n[quality]"), "is niet te lezen"),
        (("= 384", "= = 384"), "is niet te lezen"),
    ],
)
def test_a_wrong_card_is_told_by_file_and_field(change, complaint, tmp_path):
    right = as_toml(replace(registry()["embedder-static"], run_here=False, training=()))
    assert change[0] in right
    file = tmp_path / "card.toml"
    file.write_text(right.replace(*change))
    with pytest.raises(ModelDamaged) as caught:
        read(file)
    assert f"De modelkaart {file} " in caught.value.message
    assert complaint in caught.value.message
    assert caught.value.advice


def test_what_is_no_model_is_told_with_what_to_do(tmp_path):
    with pytest.raises(ModelMissing, match=r"Er is geen model 'bestaat-niet'.*schuurpunt models"):
        find("bestaat-niet")
    with pytest.raises(ModelMissing, match=r"heeft geen card\.toml"):
        find(str(tmp_path))
