"""After labels are made anew by another taxonomy, everybody reads and asks by that one."""

import shutil

from api import assemble
from api.access.principal import Principal, Role
from api.settings import load
from corpus.taxonomy import SHIPPED
from corpus.visibility import Visibility
from models.load import WEIGHTLESS
from search.query import Query

PIPELINE, EMBEDDER = WEIGHTLESS
NAME = "Zonnige dagen voor iedereen"


def test_a_taxonomy_that_changed_is_known_to_all_without_a_restart(tmp_path):
    folder = shutil.copytree(SHIPPED, tmp_path / "taxonomie")
    settings = load(data=tmp_path / "data", workers=1, taxonomy=folder, embedder=EMBEDDER, pipeline=PIPELINE)
    with assemble.opened(settings) as service:
        service.upload("a.txt", b"Verslag\n\nDe gemeente en de school maken samen een plan.\n")
        somebody, another = (
            service.on_behalf_of(Principal(name, Role.BEHEERDER, Visibility.VERTROUWELIJK))
            for name in ("Sam", "Noor")
        )
        old = next(term.name for term in service.terms.all if term.kind == "advies")
        file = folder / "adviezen.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(old, NAME, 1), encoding="utf-8")
        somebody.upkeep.retag()
        for one in (service, somebody, another, service.on_behalf_of(another.who)):
            assert NAME in {term.name for term in one.terms.all}
            named = one.search(Query(f"Wat zegt het plan over {NAME}?")).understanding.named
            assert "advies" in {found.sort for found in named}
