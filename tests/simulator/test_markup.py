"""Telegram's HTML is read as strictly as Telegram reads it, and counted in its units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.markup import parse_html, render_html
from simulator.text import Body, Entity, utf16_length, with_found_entities


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain &lt;3 &amp; &quot;x&quot; &#65;&#x42; &nbsp;", 'plain <3 & "x" AB &nbsp;', []),
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "abcd", None),
        ("\U0001f600<B>x</B >", "\U0001f600x", [("bold", 2, 1)]),
        ("  <b> a </b>  ", "a", [("bold", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<pre><code>x</code></pre>", "x", [("pre", 0, 1)]),
        ('<a href="https://e.org/?a=1&amp;b=2">e</a>', "e", [("text_link", 0, 1)]),
        ('<a href="nonsense">e</a>', "e", []),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ("a > b", "a > b", []),
    ],
)
def test_what_telegram_reads(source: str, text: str, entities: list[tuple[str, int, int]] | None) -> None:
    body = parse_html(source)
    assert body.text == text
    if entities is not None:
        assert [(one.kind, one.offset, one.length) for one in body.entities] == entities


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("ü < 3", 'Unsupported start tag "" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b x", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("</b", "Unclosed end tag at byte offset 0"),
    ],
)
def test_what_telegram_refuses(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text())
def test_whatever_was_read_is_shown_and_read_again_alike(text: str) -> None:
    try:
        body = parse_html(text)
    except ApiError:
        return
    assert parse_html(render_html(body)) == body


@given(st.text(alphabet="ab<\U0001f600&"), st.lists(st.tuples(st.integers(0, 6), st.integers(1, 6)), max_size=4))
def test_overlapping_formatting_is_shown_with_every_tag_closed(text: str, runs: list[tuple[int, int]]) -> None:
    kinds = ("bold", "italic", "underline", "spoiler")
    size = utf16_length(text)
    entities = [Entity(kind, at, n) for kind, (at, n) in zip(kinds, runs, strict=False) if at + n <= size]
    html = render_html(Body(text, tuple(entities)))
    if "\ufffd" not in html:
        assert parse_html(html).text == text.strip()


def test_links_commands_and_mentions_are_found_outside_code() -> None:
    body = with_found_entities(parse_html("/help@x_bot <code>/no</code> https://e.org/a. @maya_p a@e.org #pain"))
    found = [one.kind for one in body.entities]
    assert found == ["bot_command", "code", "url", "mention", "email", "hashtag"]
    assert [one.length for one in body.entities if one.kind == "url"] == [len("https://e.org/a")]
