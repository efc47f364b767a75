"""Tests search/answer/wanted.py: which kind of answer a question wants, and which words give it."""

import pytest

from search.answer.wanted import wanted


@pytest.mark.parametrize(
    ("question", "gives", "lacks"),
    [
        ("Wat kost een plek?", "Een plek kost € 1.900 per jaar.", "De plek kost veel moeite."),
        ("Hoe hoog is het eigen risico?", "Dat is 385 euro.", "Het risico is groot."),
        ("Hoe lang wachten ouders?", "Ouders wachten elf weken.", "Ouders wachten op een plek."),
        ("Welk deel keert terug?", "Een op de drie keert terug.", "Zij keren terug naar school."),
        ("Wanneer begint de proef?", "De proef begint in september.", "De proef begint met een gesprek."),
        (
            "Hoeveel thuiszitters telt de regio?",
            "Er zijn 352 thuiszitters.",
            "Thuiszitters, 14 jaar of ouder.",
        ),
        ("Hoeveel thuiszitters telt de regio?", "Twente | 418 | 352", "Twente | veel"),
        ("Hoe vaak komt de tafel bijeen?", "Drie keer per jaar.", "De tafel zelf wacht rustig af."),
        ("Hoe vaak komt de tafel bijeen?", "In een jaar tweeëntwintig keer.", "De tafel komt nooit bijeen."),
        ("Waarom stopte de groep?", "Zij stopte omdat er geen leraar was.", "De groep is gestopt."),
    ],
)
def test_a_question_wants_a_kind_of_answer_that_words_give_or_lack(question, gives, lacks):
    kind = wanted(question)
    assert kind is not None
    assert kind.given(gives)
    assert not kind.given(lacks)


def test_a_reason_may_stand_in_the_next_sentence_and_an_amount_may_not():
    reason, amount = wanted("Waardoor stegen de kosten?"), wanted("Wat kost een plek?")
    assert reason.given("De kosten stegen.", "Dat komt door langere ritten.")
    assert not amount.given("De plek is er.", "Dat kost 10 euro.")


@pytest.mark.parametrize("question", ["Wat vindt de regio van de wet?", "hulpkamer btw", "Wie betaalt?"])
def test_other_questions_want_no_kind(question):
    assert wanted(question) is None
