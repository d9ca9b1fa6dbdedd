"""The tools for language models, asked by the SDK's own client: in process, and over a pipe as a program does."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from musnad.faces.mcp.server import make_server
from musnad.library import Library, open_library
from small_news import article, many, read_small

QUOTE = "السد الجديد سيفتح في الربيع وإن الماء يكفي الجميع حتى نهاية الصيف المقبل"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("mcp") / "n.db"
    with open_library(place) as library:
        copies = [article(f"قال سامي الراشد إن {QUOTE}.", n, outlet=name) for n, name in enumerate("أب", 900)]
        library.add([*many(40), *copies], read=read_small)
        library.stories()
    return place


@pytest.fixture(scope="module")
def library(path: Path) -> Library:
    return open_library(path, mode="read")


def asked(server: Any, talk: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(server) as client:
            return await talk(client)

    return anyio.run(run)


def call(library: Library, tool: str, **arguments: Any) -> dict[str, Any]:
    result = asked(make_server(library), lambda client: client.call_tool(tool, arguments))
    assert not result.is_error, result.content
    return dict(result.structured_content)


def test_every_tool_only_reads_and_tells_what_it_is_for(library: Library) -> None:
    tools = asked(make_server(library), lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["search", "said", "story", "stories", "check", "cite", "trace"]
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert len(tool.description) > 40
        assert "self" not in tool.input_schema["properties"]


def test_said_is_newest_first_with_evidence_and_coverage(library: Library) -> None:
    answer = call(library, "said", who="حداد", limit=3)
    expected = library.said("حداد")
    assert answer["total"] == len(expected) == 8
    assert [one["statement"] for one in answer["statements"]] == [one.statement.id for one in reversed(expected[-3:])]
    one = answer["statements"][0]
    assert one["words"] in library.article(one["article"])[0].text
    assert one["chain"][0] == "النخيل"
    assert answer["coverage"]["articles"] == 42


def test_check_gives_the_words_of_every_place(library: Library) -> None:
    answer = call(library, "check", quote=QUOTE, by="سامي الراشد")
    assert answer["verdict"] == library.check(QUOTE, "سامي الراشد").verdict == "paraphrase"  # the articles tell it indirectly
    assert [one["words"] for one in answer["evidence"][:2]] == [QUOTE, QUOTE]
    nothing = call(library, "check", quote="لم يقل هذا الكلام أحد في أي مكان قط")
    assert (nothing["verdict"], nothing["evidence"]) == ("not-found-here", [])
    assert nothing["coverage"]["articles"] == 42


def test_the_other_tools(library: Library) -> None:
    hits = call(library, "search", query="speaker:حداد", limit=2)
    assert (len(hits["hits"]), hits["total"]) == (2, 8)
    story = call(library, "stories")["stories"][0]
    page = call(library, "story", story=story["story"])
    assert len(page["articles"]) == story["articles"]
    said = page["statements"][0]
    assert call(library, "cite", statement=said["statement"])["citation"]["quote"] == said["words"]
    assert call(library, "trace", wanted=QUOTE)["coverage"]["articles"] == 42


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [("cite", {"statement": "none"}), ("story", {"story": "none"}), ("said", {}), ("said", {"who": ""}),
     ("said", {"who": "x", "limit": 10_000}), ("said", {"who": "x", "since": "yesterday"}),
     ("search", {"query": "after:yesterday"})],
)  # fmt: skip
def test_wrong_use_is_told_in_words(library: Library, tool: str, arguments: dict[str, Any]) -> None:
    result = asked(make_server(library), lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    assert len(result.content[0].text) > 20
    assert "Traceback" not in result.content[0].text


def test_the_command_speaks_over_a_pipe(path: Path) -> None:
    program = StdioServerParameters(command=sys.executable, args=["-m", "musnad", "mcp", "--library", str(path)])

    async def talk(client: Client) -> Any:
        return client.server_info.name, await client.call_tool("said", {"who": "حداد"})

    name, result = asked(program, talk)
    assert name == "musnad"
    assert result.structured_content["total"] == 8
