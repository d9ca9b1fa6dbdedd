"""A `Doc` of spaCy from a reading: the text whole, every span where the reading has it; the component in a pipeline."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad import read_text
from musnad.faces.spacy import to_doc

TEXT = (
    "😀 قال وزير النقل سالم الحارثي: «الميناء  يفتح غدا».وأضاف الحارثي أن\n\nالعمل جار. "
    "ونقلت وكالة الصاري عن بلدية السهل قولها إن الطريق مغلق."
)


def test_spans_are_those_of_the_reading() -> None:
    reading = read_text(TEXT, published="2025-08-17")
    doc = to_doc(TEXT, reading)
    assert doc.text == TEXT
    told = [(span, one) for one in reading.statements for span in one.content]
    assert [(one.start_char, one.end_char) for one in doc.spans["statements"]] == [tuple(span) for span, _ in told]
    assert [one._.musnad for one in doc.spans["statements"]] == [one for _, one in told]
    assert [one.label_ for one in doc.spans["statements"]] == [one.cue.stance for _, one in told]
    assert [one.text for one in doc.spans["cues"]] == [TEXT[slice(*one.cue.span)] for one in reading.statements if one.cue.span]
    assert doc._.musnad is reading
    assert ("سالم الحارثي", "PER") in [(one.text, one.label_) for one in doc.ents]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("قال إن«»:. \n\tَـ😀a1,وزير")), max_size=60))
def test_any_text_stays_whole(text: str) -> None:
    assert to_doc(text).text == text


def test_the_component_in_a_pipeline(tmp_path_factory: pytest.TempPathFactory) -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("musnad", config={"outlet": "الضحى", "published": "2025-08-17"})
    doc = nlp(TEXT)
    assert doc._.musnad.outlet == "الضحى"
    reading = read_text(TEXT, outlet="الضحى", published="2025-08-17")
    spans = doc.spans["statements"]
    assert len(spans) == sum(len(one.content) for one in reading.statements)
    for span, place in zip(spans, (place for one in reading.statements for place in one.content)):
        assert span.start_char <= place.start < place.stop <= span.end_char  # spaCy's tokens are wider
    folder = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(folder)
    again = spacy.load(folder)(TEXT)
    assert [one.text for one in again.spans["statements"]] == [one.text for one in spans]
