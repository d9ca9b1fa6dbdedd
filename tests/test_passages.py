"""Passages that outlets share: whose they are is proposed where somebody is silent about it, and never for a quotation."""

from __future__ import annotations

from musnad.compare.passages import find_passages
from musnad.page.article import make_article
from musnad.records import Article

FIRE = (
    "قالت الشرطة إن حريقا اندلع فجر الخميس في سوق الأقمشة القديم بمدينة النخيل وأتى على ثلاثين متجرا قبل أن تتمكن فرق الإطفاء من "
    "السيطرة عليه بعد ست ساعات من العمل المتواصل في أزقة ضيقة."
)
LOSSES = (
    "وأضافت أن التحقيقات الأولية تشير إلى تماس كهربائي في أحد المخازن، وأن صاحب المخزن استدعي للاستجواب مع اثنين من العاملين "
    "لديه، بينما قدر التجار خسائرهم بنحو خمسة ملايين دينار."
)
OWN = (
    "عبر مراسلنا في المدينة عن حزن الأهالي لما أصاب سوقهم الذي بني قبل مئتي عام ويقصده الزوار من كل مكان.",
    "وشكا تجار لصحيفتنا من بطء وصول سيارات الإطفاء ومن ضيق الطرق المؤدية إلى السوق وقلة صنابير المياه فيه.",
    "ودعا نائب عن المدينة في تصريح خاص إلى صرف تعويضات عاجلة للمتضررين وإلى تشكيل لجنة تحقيق برلمانية مستقلة.",
)


def article(at: int, text: str, outlet: str = "") -> Article:
    stamp = f"2024-05-02T00:{at % 60:02}+00:00"
    return make_article(text, outlet=outlet or f"صحيفة {at}", url=f"https://{at}.example/1", published=stamp)


def test_three_outlets_with_one_passage_and_nobody_named() -> None:
    articles = [article(at, f"{own}\n\n{FIRE}\n\n{LOSSES}") for at, own in enumerate(OWN)]
    (passage,) = find_passages(reversed(articles))
    assert passage.origin is None
    assert passage.articles == passage.uncredited == tuple(one.id for one in articles)
    for one, span in zip(articles, passage.spans):
        assert one.text[slice(*span)] == f"{FIRE}\n\n{LOSSES}"


def test_an_outlet_that_names_the_agency_tells_whose_it_is() -> None:
    credited = article(0, f"النخيل (رويترز) - {FIRE}\n\n{LOSSES}")
    (passage,) = find_passages([credited, article(1, f"{OWN[0]}\n\n{FIRE}\n\n{LOSSES}")])
    assert passage.origin == "رويترز"
    assert len(passage.uncredited) == 1


def test_of_two_outlets_one_may_have_it_from_the_other() -> None:
    assert find_passages([article(0, f"{OWN[0]}\n\n{FIRE}"), article(1, f"{FIRE}\n\n{OWN[1]}")]) == []


def test_what_all_credit_is_no_proposal() -> None:
    assert find_passages([article(at, f"النخيل (رويترز) - {FIRE}\n\n{LOSSES}\n\n{own}") for at, own in enumerate(OWN)]) == []


def test_a_quotation_is_its_speakers() -> None:
    speech = FIRE.removeprefix("قالت الشرطة إن ").rstrip(".")
    quoted = [article(at, f'{own}\n\nوقال المتحدث: "{speech}".') for at, own in enumerate(OWN)]
    assert find_passages(quoted) == []


def test_one_outlet_alone_and_odd_texts() -> None:
    assert find_passages([article(at, f"{own}\n\n{FIRE}", "واحدة") for at, own in enumerate(OWN)]) == []
    assert find_passages([]) == []
    assert find_passages([article(0, "«««"), article(1, ""), article(2, FIRE)]) == []


def test_many_articles_with_one_text() -> None:
    articles = [article(at, f"{FIRE}\n\n{LOSSES}\n\n{OWN[at % 3]} {at}") for at in range(300)]
    assert max(len(one.articles) for one in find_passages(articles)) == 300
