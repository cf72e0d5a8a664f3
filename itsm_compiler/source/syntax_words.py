"""What can be said about a fault of syntax: the sentences, apart from the rules that choose among them."""

from __future__ import annotations

from typing import NamedTuple

from itsm_compiler.diagnostics import Text


class Explanation(NamedTuple):
    """A fault of syntax: what is wrong and what to do."""

    problem: Text
    remedy: Text


SECOND_COLON = Explanation(
    Text("a second `: ` stands in one line", "一行中出现了第二个 `: `"),
    Text("quote the text that holds the colon", "请给含冒号的文本加上引号"),
)
VALUE_AND_FIELDS = Explanation(
    Text("this line is indented below one that has a value already", "上一行已有值，本行却又缩进在其下"),
    Text(
        "align it with the fields above, or quote the text if it is one over several lines",
        "请与上面的字段对齐；如果是跨行的文本，请加上引号",
    ),
)
LONG_KEY = Explanation(
    Text(
        "a name of more than 1,024 characters stands before this colon", "这个冒号之前的名称超过 1,024 个字符"
    ),
    Text("shorten the name, or quote the text that holds the colon", "请缩短名称，或给含冒号的文本加上引号"),
)
NO_NAME = Explanation(
    Text("a name is missing before this colon", "这个冒号之前缺少名称"),
    Text("write the name of the field, or quote the text", "请写出字段名称，或给文本加上引号"),
)
NO_COLON = Explanation(
    Text("this line is no `field: value`", "这一行不是 `字段: 值` 的形式"),
    Text(
        "put a colon and a space after the name; quote a text that runs over several lines",
        "请在名称后写英文冒号和空格；跨行的文本请加上引号",
    ),
)
LIST_IN_LINE = Explanation(
    Text("a list entry `- ` cannot begin here", "列表项 `- ` 不能从这里开始"),
    Text(
        "begin each entry on a line of its own, or write the list in brackets: `[a, b]`",
        "请让每一项另起一行，或用方括号写成 `[a, b]`",
    ),
)
BAD_START = Explanation(
    Text("a text cannot begin with `{mark}`", "文本不能以 `{mark}` 开头"),
    Text("quote the text", "请给文本加上引号"),
)
UNCLOSED = Explanation(
    Text("`{mark}` is opened here and never closed", "这里的 `{mark}` 没有闭合"),
    Text("close it where the {what} ends", "请在{what}结束处闭合"),
)
NOTHING_TO_CLOSE = Explanation(
    Text("`{mark}` closes nothing that is open", "`{mark}` 没有对应的开括号"),
    Text("remove it, or add the bracket that opens it", "请删除，或补上与之对应的开括号"),
)
COMMA_MISSING = Explanation(
    Text("a comma or the closing `{mark}` is missing before this", "此处之前缺少逗号或闭合的 `{mark}`"),
    Text(
        "separate the entries by commas, quote texts that hold `: ` or brackets, and close what is open",
        "请用英文逗号分隔各项，给含 `: ` 或括号的文本加上引号，并闭合括号",
    ),
)
VALUE_MISSING = Explanation(
    Text("a value is missing before `{mark}`", "`{mark}` 之前缺少值"),
    Text(
        "write the value, or remove the comma or colon before it; quote a text that begins so",
        "请写出值，或删除前面的逗号或冒号；如果文本确实这样开头，请加上引号",
    ),
)
MISALIGNED = Explanation(
    Text("the indentation of this line matches no line above", "这一行的缩进与上面任何一级都不对齐"),
    Text("align it with the fields or entries it belongs to", "请与所属的字段或列表项对齐"),
)
TRAILING = Explanation(
    Text("something follows a value that is already complete", "值已经完整，后面却还有内容"),
    Text("quote the whole text, or begin a new line", "请给整段文本加上引号，或另起一行"),
)
BAD_ESCAPE = Explanation(
    Text("`{mark}` is no escape that YAML knows", "YAML 没有 `{mark}` 这样的转义"),
    Text("write `\\\\` for a backslash, or use single quotes", "反斜杠请写成 `\\\\`，或改用单引号"),
)
BAD_BLOCK = Explanation(
    Text(
        "the sign of a text block is followed by something it does not take", "文本块标记后面跟了不允许的内容"
    ),
    Text(
        "write `|` or `>` at the end of the line and the text below it, indented",
        "请让 `|` 或 `>` 位于行尾，正文另起一行并缩进",
    ),
)
BAD_DIRECTIVE = Explanation(
    Text(
        "a line that begins with `%` is a directive, and not one of YAML 1.2",
        "以 `%` 开头的行是指令，而这一行不是 YAML 1.2 的指令",
    ),
    Text("remove the line, or quote the text", "请删除该行，或给文本加上引号"),
)
BAD_PROPERTY = Explanation(
    Text(
        "`{mark}` begins a tag, an anchor or an alias, which are not part of the language",
        "`{mark}` 表示标签、锚点或别名，语言中没有这些",
    ),
    Text("quote the text", "请给文本加上引号"),
)
QUOTE_BROKEN = Explanation(
    Text("a line `---` or `...` stands inside quotation marks", "引号之内出现了 `---` 或 `...` 行"),
    Text("close the quotation marks before it", "请在它之前闭合引号"),
)
FIELD_IN_LIST = Explanation(
    Text("a field stands among list entries", "列表项之间夹了一个字段"),
    Text(
        "begin the line with `- `, or align it with the field that the list belongs to",
        "请以 `- ` 开头，或与列表所属的字段对齐",
    ),
)
AFTER_END = Explanation(
    Text("something follows the end of the document", "文档结束之后还有内容"),
    Text(
        "remove the line that ends the document, or what follows; check the indentation",
        "请删除结束文档的那一行或其后的内容，并检查缩进",
    ),
)
OTHER = Explanation(
    Text("this is not YAML", "此处不符合 YAML 语法"),
    Text(
        "check colons, indentation, brackets and quotation marks near this place",
        "请检查附近的冒号、缩进、括号和引号",
    ),
)
