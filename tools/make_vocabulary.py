"""Make data/generated/vocabulary.tsv: word counts of the ANT corpus 2.1 (Chouigui et al. 2017), which tell names from nouns.

A proper name hardly ever takes the article; a noun or adjective does. And what follows «قال» or «قالت» can speak.
Needs the corpus beside the project (``../shared/corpus/ant-2018.jsonl.xz``).
"""

from __future__ import annotations

import json
import lzma
from collections import Counter
from pathlib import Path

from musnad.find.scene import told_apart
from musnad.text.fold import fold_key
from musnad.text.lexicon import table
from musnad.text.view import look

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "ant-2018.jsonl.xz"
TABLE = ROOT / "src" / "musnad" / "data" / "generated" / "vocabulary.tsv"
ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
SAID_M = {"قال", "وقال", "اكد", "واكد", "اوضح", "واوضح", "اعلن", "واعلن", "يقول", "ويقول"}
SAID_F = {"قالت", "وقالت", "اكدت", "واكدت", "اوضحت", "واوضحت", "اعلنت", "واعلنت", "تقول", "وتقول"}
LEAST = 6


def count() -> tuple[Counter[str], ...]:
    """Counts of words: bare, with the article, after masculine and feminine verbs of saying, beside titles and «بن»."""
    named: Counter[str] = Counter()
    titles, nationalities, sons = _title_words()
    bare: Counter[str] = Counter()
    article: Counter[str] = Counter()
    masculine: Counter[str] = Counter()
    feminine: Counter[str] = Counter()
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            before = ""
            for word in told_apart(look(json.loads(line)["text"])):
                if word.kind == "arabic":
                    if word.norm.startswith(ARTICLE) and len(word.norm) > 4:
                        article[word.norm[2:]] += 1
                    else:
                        bare[word.norm] += 1
                    masculine[word.norm] += before in SAID_M
                    feminine[word.norm] += before in SAID_F
                    named[word.norm] += before in titles or before in nationalities or before in sons
                    named[before] += word.norm in sons
                before = word.norm
    return bare, article, masculine, feminine, named


def _title_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words that a name stands behind: titles, adjectives of nationality with the article, «بن»."""
    titles = {
        fold_key(form) for row in table("function_words") if row["class"] == "title" for form in row["forms"].split()
    }
    countries = [row["form"].removeprefix(ARTICLE) for row in table("generated/places") if row["kind"] == "country"]
    yeh = fold_key("ي")
    stems = {stem for name in countries for stem in (name, name[:-1], name.removesuffix(fold_key("يا")))}
    stems |= {fold_key("أمريك"), fold_key("أميرك"), fold_key("بريطان")}
    nationalities = {ARTICLE + stem + end for stem in stems for end in (yeh, yeh + fold_key("ه"))}
    return frozenset(titles), frozenset(nationalities), frozenset({fold_key("بن")})


def main() -> None:
    """Write the table: words in order, their counts bare and with the article, and after verbs of saying."""
    bare, article, masculine, feminine, named = count()
    lines = ["# Word counts of 13,121 articles of 2018, ANT corpus v2.1 (cite Chouigui, Ben Khiroun, Elayeb 2017).",
             "word\tbare\tarticle\tafter_m\tafter_f\tnamed"]  # fmt: skip
    for word in sorted(bare | article):
        if len(word) > 1 and bare[word] + article[word] >= LEAST:
            said = masculine[word] + masculine[ARTICLE + word], feminine[word] + feminine[ARTICLE + word]
            lines.append(f"{word}\t{bare[word]}\t{article[word]}\t{said[0]}\t{said[1]}\t{named[word]}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
