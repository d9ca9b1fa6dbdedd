"""Make data/generated/verbs.tsv and verbal_nouns.tsv: common forms of the attested Arabic verbs, by mazini (CC-BY-4.0).

Only forms that occur in generated/vocabulary.tsv are kept, and as finite verbs only those that hardly ever take the
article there, so that «رفع» the noun does not count as a verb.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

import mazini
from mazini.lexicon import attested_wazns, lexicon_roots

from musnad.text.fold import fold_key
from musnad.text.lexicon import table

DATA = Path(__file__).resolve().parents[1] / "src" / "musnad" / "data" / "generated"
PERSONS = {"past_3ms": "past 3ms", "past_3fs": "past 3fs", "past_3mp": "past 3mp", "ind_3ms": "present 3ms",
           "ind_3fs": "present 3fs", "ind_3mp": "present 3mp", "sub_3mp": "present 3mp"}  # fmt: skip
#: A finite verb is seen with the article at most in this share of its occurrences (read off the corpus, 2026-11).
ARTICLE_SHARE = 0.03
HEAD = f"by mazini {version('mazini')} (CC-BY-4.0, Wael Tellat; verbs of Al-Bawab and Mir-Alam, CC BY 4.0)"


def main() -> None:
    """Write both tables."""
    counts = {row["word"]: (int(row["bare"]), int(row["article"])) for row in table("generated/vocabulary")}
    verbs: dict[str, set[str]] = defaultdict(set)
    nouns: set[str] = set()
    for root in lexicon_roots():
        for wazn in attested_wazns(root):
            try:
                slots = mazini.conjugate(root, wazn).slots
            except mazini.MaziniError:
                continue
            for slot, what in PERSONS.items():
                for form in slots.get(slot, ()):
                    verbs[fold_key(form.form)].add(what)
            nouns.update(fold_key(form.form) for form in slots.get("vn", ()))
    _write_verbs(verbs, counts)
    kept = sorted(word for word in nouns if counts.get(word, (0, 0))[0] >= 6)
    lines = [f"# Verbal nouns of forms II to X that occur in vocabulary.tsv, {HEAD}.", "form", *kept]
    (DATA / "verbal_nouns.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_verbs(verbs: dict[str, set[str]], counts: dict[str, tuple[int, int]]) -> None:
    lines = [
        f"# Finite verb forms that occur in vocabulary.tsv and hardly ever take the article, {HEAD}.",
        "form\tslots",
    ]
    for form in sorted(verbs):
        bare, article = counts.get(form, (0, 0))
        if bare >= 6 and article <= ARTICLE_SHARE * (bare + article):
            lines.append(f"{form}\t{', '.join(sorted(verbs[form]))}")
    (DATA / "verbs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
