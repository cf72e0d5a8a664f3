"""The words of an expression: which characters and numbers are allowed, before Python's parser sees any of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from itsm_compiler.diagnostics import Text

LONGEST = 2_000
DEEPEST = 30
LONGEST_WORD = 200

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
      | (?P<name>[A-Za-z][A-Za-z0-9_]*)
      | (?P<string>"[^"\\\r\n]*"|'[^'\\\r\n]*')
      | (?P<mark><=|>=|==|!=|[-+*/()<>.,\[\]])
    """,
    re.VERBOSE | re.ASCII,
)
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?")
_CLOSES = {")": "(", "]": "["}


class ExpressionError(Exception):
    """An expression that means nothing, with the stretch of its text at fault (offsets in code points)."""

    def __init__(self, text: Text, start: int, end: int) -> None:
        super().__init__(text.en)
        self.text = text
        self.start = start
        self.end = end


class Token(NamedTuple):
    """A word of an expression and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def check_tokens(text: str) -> None:
    """Refuse what is too long, too deep or not a word of the language.

    Raises:
        ExpressionError: at the first fault.
    """
    if len(text) > LONGEST:
        raise ExpressionError(
            Text(f"longer than {LONGEST} characters", f"超过 {LONGEST} 个字符"), LONGEST, len(text)
        )
    if not text.strip():
        raise ExpressionError(Text("nothing is written here", "这里没有内容"), 0, len(text))
    previous, open_marks = Token("mark", "", 0, 0), list[Token]()
    at = 0
    while at < len(text):
        token = _next(text, at)
        at = token.end
        if token.kind != "space":
            _check_neighbours(previous, token)
            _check_brackets(open_marks, token)
            previous = token
    if open_marks:
        mark = open_marks[-1]
        raise ExpressionError(
            Text(f"`{mark.text}` is never closed", f"`{mark.text}` 没有闭合"), mark.start, mark.end
        )


def unreadable(text: str, error: Exception) -> ExpressionError:
    """What is said of a text of allowed words that Python's parser refused, from where it did."""
    start = max(0, min((getattr(error, "offset", None) or 2) - 2, len(text) - 1))
    shown = text[start : start + 20].split("\n", maxsplit=1)[0]
    return ExpressionError(
        Text(f"this cannot be read as an expression from `{shown}` on", f"从 `{shown}` 起无法读作表达式"),
        start,
        len(text),
    )


def _next(text: str, start: int) -> Token:
    match = _TOKEN.match(text, start)
    if match is None:
        sign = text[start]
        shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
        raise ExpressionError(
            Text(f"`{shown}` has no meaning here", f"`{shown}` 在这里没有意义"), start, start + 1
        )
    token = Token(str(match.lastgroup), match.group(), start, match.end())
    if token.kind == "number" and not _NUMBER.fullmatch(token.text):
        raise ExpressionError(
            Text(
                f"`{token.text[:20]}` is not a number that can be computed with",
                f"`{token.text[:20]}` 不是可以参与计算的数",
            ),
            token.start,
            token.end,
        )
    if len(token.text) > LONGEST_WORD and token.kind != "space":
        raise ExpressionError(
            Text(f"a word longer than {LONGEST_WORD} characters", f"单个词超过 {LONGEST_WORD} 个字符"),
            token.start,
            token.end,
        )
    return token


def _check_neighbours(previous: Token, token: Token) -> None:
    """`2x` and `"a" "b"` are slips, `**` would be a power and `//` a division of another sort."""
    words = ("number", "name", "string")
    touching = previous.end == token.start
    joined = touching and previous.kind in words and token.kind in words
    doubled = touching and previous.text == token.text and token.text in ("*", "/")
    if joined or doubled or (previous.kind == "string" == token.kind):
        shown = f"{previous.text}{'' if touching else ' '}{token.text}"
        raise ExpressionError(
            Text(f"`{shown[:40]}` has no meaning here", f"`{shown[:40]}` 在这里没有意义"),
            previous.start,
            token.end,
        )


def _check_brackets(open_marks: list[Token], token: Token) -> None:
    if token.kind != "mark":
        return
    if token.text in "([":
        open_marks.append(token)
        if len(open_marks) > DEEPEST:
            raise ExpressionError(
                Text(f"brackets more than {DEEPEST} deep", f"括号嵌套超过 {DEEPEST} 层"),
                token.start,
                token.end,
            )
    elif token.text in _CLOSES and (not open_marks or open_marks.pop().text != _CLOSES[token.text]):
        raise ExpressionError(
            Text(f"`{token.text}` closes nothing", f"`{token.text}` 没有对应的开括号"), token.start, token.end
        )
