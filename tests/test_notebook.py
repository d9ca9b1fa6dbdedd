"""Records in notebooks: shown by IPython's own formatter, from right to left, with nothing of an article run."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser

import pytest
from IPython.core.formatters import HTMLFormatter

import musnad
from musnad.faces.notebook import register
from musnad.library import Library, open_library
from small_news import article, many, read_small

TEXT = "قال وزير النقل سالم الحارثي: «الميناء <script>alert(1)</script> يفتح غدا». ونقلت وكالة الصاري عن الوزير أن العمل جار."


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags = "", []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.append(tag)


def parsed(html: str) -> _Text:
    found = _Text()
    found.feed(html)
    found.close()
    return found


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = open_library(tmp_path_factory.mktemp("notebook") / "n.db")
    copies = [article("قال سامي الراشد إن الماء <b>يكفي</b>.", n, outlet=outlet) for n, outlet in enumerate("أب", 900)]
    library.add([*many(30), *copies], read=read_small)
    return library


def test_the_text_of_a_reading_is_shown_with_marks_and_nothing_else_changed() -> None:
    reading = musnad.read_text(TEXT)
    found = parsed(str(musnad.show(reading, TEXT)))
    assert found.text.endswith(TEXT)
    assert "script" not in found.tags
    assert found.tags.count("span") > 4


def test_records_are_shown_by_ipython(library: Library) -> None:
    formatter = HTMLFormatter()
    register(formatter)
    said = library.said("سامي")
    story = library.stories()[0]
    asked = (library.story(story.id), library.check("الماء يكفي"), library.search("الماء"))
    for one in (said[0], story, *asked, musnad.read_text(TEXT)):
        html = formatter(one)
        assert 'dir="rtl"' in html, type(one)
        assert "b" not in parsed(html).tags[3:], type(one)


def test_lists_and_what_has_no_form_of_its_own(library: Library) -> None:
    said = library.said("سامي")
    found = parsed(musnad.show(said)._repr_html_())
    assert found.tags.count("tr") == len(said) + 1
    assert "الماء <b>يكفي</b>" in found.text
    assert parsed(str(musnad.show(said * 60))).tags.count("tr") == 201
    assert "Coverage(" in parsed(str(musnad.show(library.coverage()))).text
    assert str(musnad.show([])) == ""


def test_a_notebook_shows_records_without_being_asked() -> None:
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "shell.run_cell('import musnad; reading = musnad.read_text(\"قال الوزير سالم الحارثي إن المدارس ستفتح.\")')\n"
        "print(shell.display_formatter.format(shell.user_ns['reading'])[0]['text/html'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert "سالم الحارثي" in done.stdout
