"""What can be wrong within one file, whatever the language says: the rows of the rules."""

from __future__ import annotations

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.fault_rows import error, warning

FAULTS_OF_TEXT = (
    error(
        1,
        "syntax",
        Text("{problem}", "{problem}"),
        Text("{remedy}", "{remedy}"),
        Text(
            "A file that is not YAML cannot be read past the fault, so nothing of it is taken into the design.",
            "文件不符合 YAML 语法时，出错处之后的内容无法可靠读取，因此整个文件都不会纳入设计。",
        ),
    ),
    error(
        2,
        "duplicate-key",
        Text("`{key}` stands twice in one map", "同一个映射中 `{key}` 出现了两次"),
        Text("keep one of the two, or rename one", "保留其中一个，或为其中一个改名"),
        Text(
            "Most YAML readers silently keep the last of two equal keys; a promise could vanish without a trace.",
            "多数 YAML 读取程序遇到重复的键会悄悄只留最后一个，一条承诺可能就此无声消失。",
        ),
    ),
    error(
        3,
        "tag",
        Text("the tag `{tag}` is not part of the language", "语言中没有标签 `{tag}`"),
        Text(
            "remove the tag; quote the text if it begins with `!`",
            "删除该标签；如果正文以 `!` 开头，请给它加上引号",
        ),
        Text(
            "Tags make readers build arbitrary objects. A design is plain text, numbers, maps and lists.",
            "标签会让读取程序构造任意对象；服务设计只由文本、数字、映射和列表组成。",
        ),
    ),
    error(
        4,
        "anchor",
        Text(
            "anchors and aliases such as `{anchor}` are not part of the language",
            "语言中没有 `{anchor}` 这样的锚点和别名",
        ),
        Text(
            "write the value out, or refer to an entry by its id; quote the text if it begins with `&` or `*`",
            "把值完整写出，或用标识引用条目；如果正文以 `&` 或 `*` 开头，请给它加上引号",
        ),
        Text(
            "A few nested aliases expand to gigabytes, and a copied value hides where a promise comes from.",
            "几层嵌套的别名就能展开成数 GB 的数据，而且复制来的值会让人看不出承诺出自何处。",
        ),
    ),
    error(
        5,
        "merge-key",
        Text("the merge key `<<` is not part of the language", "语言中没有合并键 `<<`"),
        Text("write the fields out", "把各字段直接写出来"),
        Text(
            "Merge keys were dropped from YAML 1.2; they hide fields from whoever reads the entry.",
            "YAML 1.2 已取消合并键；它会让阅读条目的人看不到全部字段。",
        ),
    ),
    error(
        6,
        "tab-indentation",
        Text("a tab stands where only spaces may indent", "缩进处使用了制表符，这里只能用空格"),
        Text("replace the tab by spaces, two for each level", "把制表符换成空格，每级两个"),
        Text(
            "A tab is as wide as each editor likes, so YAML does not count it as indentation.",
            "制表符的宽度因编辑器而异，YAML 不把它当作缩进。",
        ),
    ),
    error(
        7,
        "not-utf-8",
        Text(
            "the file is not UTF-8 text; it looks like {encoding}", "文件不是 UTF-8 文本，看起来是 {encoding}"
        ),
        Text(
            "save it as UTF-8: in VS Code click the encoding in the status bar and choose “Save with Encoding”, in Notepad choose it in “Save as”",
            "请另存为 UTF-8：在 VS Code 中点击状态栏里的编码，选择“通过编码保存”；在记事本中用“另存为”并选择 UTF-8",
        ),
        Text(
            "Guessing an encoding garbles names without anyone noticing.",
            "靠猜测编码读取，名称可能在无人察觉时变成乱码。",
        ),
    ),
    error(
        8,
        "control-character",
        Text("the invisible character {code} stands here", "此处有不可见字符 {code}"),
        Text("delete the character", "删除该字符"),
        Text(
            "Control characters and those that turn the writing direction make a reader see something else than what is compiled.",
            "控制字符和改变书写方向的字符会让人看到的内容与实际编译的内容不一致。",
        ),
    ),
    error(
        9,
        "several-documents",
        Text("a second document begins here", "此处开始了第二个文档"),
        Text(
            "remove the line `---`, or move what follows into a file of its own",
            "删除 `---` 这一行，或把其后的内容移到单独的文件中",
        ),
        Text(
            "A file holds one document; everything after the first would otherwise be left out without a word.",
            "一个文件只放一个文档；否则第一个文档之后的内容会被悄悄忽略。",
        ),
    ),
    error(
        10,
        "key-not-text",
        Text("{key} is not a name, and every key is one", "{key} 不是名称，而每个键都必须是名称"),
        Text(
            "write a name, or quote it if it is meant as text", "请写成名称；如果确实要用作文本，请加上引号"
        ),
        Text(
            "A key that YAML reads as a number, as true or as nothing would be another key than the one written.",
            "被 YAML 读作数字、真假值或空值的键，已不是所写的那个键。",
        ),
    ),
    error(
        11,
        "comma-split",
        Text(
            "a comma split this text: `{key}` stands alone, without a value",
            "逗号把文本截断了：`{key}` 成了没有值的键",
        ),
        Text(
            "quote the whole text: inside braces a comma ends a value",
            "请给整段文本加上引号：在花括号中，逗号表示一个值结束",
        ),
        Text(
            "Unquoted prose in braces ends at its first comma; the rest becomes a key that nobody meant.",
            "花括号中未加引号的文字到第一个逗号就结束，其余部分会变成一个谁也没打算写的键。",
        ),
    ),
    error(
        12,
        "full-width-syntax",
        Text("the full-width `{mark}` is not YAML punctuation", "全角 `{mark}` 不是 YAML 的标点"),
        Text(
            "write {ascii}; quote the text if the mark belongs to it",
            "请改用 {ascii}；如果该标点属于正文，请给正文加上引号",
        ),
        Text(
            "To YAML a full-width colon, comma, bracket or quotation mark is a letter like any other, so the line means something else than it shows.",
            "在 YAML 看来，全角的冒号、逗号、括号和引号只是普通字符，因此这一行的含义与看上去不同。",
        ),
    ),
    error(
        13,
        "number-out-of-range",
        Text("`{number}` is not a number that can be computed with", "`{number}` 不是可以参与计算的数"),
        Text(
            "write a number below 1,000,000,000,000,000, or quote it if it is a code",
            "请写小于 1,000,000,000,000,000 的数；如果是编码，请加上引号",
        ),
        Text(
            "Infinity, not-a-number and numbers of thousands of digits turn every figure they touch into nonsense.",
            "无穷大、非数值以及成千上万位的数字，会让所有用到它的结果失去意义。",
        ),
    ),
    error(
        14,
        "limit",
        Text("{what}: more than {most}", "{what}：超过 {most}"),
        Text("split it up; the limits protect against runaway input", "请拆分；这些上限用于防止失控的输入"),
        Text(
            "Input from strangers must not cost unbounded time or memory.",
            "来自外部的输入不应消耗无限的时间或内存。",
        ),
    ),
    error(
        15,
        "not-a-mapping",
        Text(
            "a file of a design begins with sections, this one is {what}",
            "设计文件的顶层应是各个部分，而这个文件是{what}",
        ),
        Text(
            "begin with the name of a section and a colon, for instance `services:`",
            "以部分名称加冒号开头，例如 `services:`",
        ),
        Text(
            "Every file holds sections by name; anything else at the top has no place in the design.",
            "每个文件都由带名称的部分组成；顶层的其他内容在设计中没有位置。",
        ),
    ),
    warning(
        18,
        "old-truth-word",
        Text("`{word}` is read as a text here", "`{word}` 在这里读作文本"),
        Text(
            'write `{truth}` if yes or no is meant, `"{word}"` if the word is',
            '如果表示是或否，请写 `{truth}`；如果就是这个词，请写 `"{word}"`',
        ),
        Text(
            "YAML 1.1 took `yes`, `no`, `on` and `off` for truth values; YAML 1.2 takes them for words. Quotes or `true` leave no doubt.",
            "YAML 1.1 把 `yes`、`no`、`on`、`off` 当作真假值，YAML 1.2 则当作普通单词；加引号或写 `true` 就不会有歧义。",
        ),
    ),
    warning(
        19,
        "number-rewritten",
        Text("`{number}` is read as the number {read}", "`{number}` 会读作数字 {read}"),
        Text(
            "quote it if it is a code or a telephone number, else write the number plainly",
            "如果是编码或电话号码，请加上引号；否则请直接写出该数字",
        ),
        Text(
            "A leading zero, a plus sign, an exponent or another base is lost when a code is read as a number; YAML 1.1 even read `010` as 8. And whoever writes thousands with a full stop gets 12.5 for `12.500`.",
            "编码被读作数字时，前导零、加号、指数和进制都会丢失；YAML 1.1 甚至把 `010` 读作 8。用句点作千位分隔符时，`12.500` 会读作 12.5。",
        ),
    ),
    error(
        31,
        "silence-malformed",
        Text("this comment silences nothing: {reason}", "这条注释没有屏蔽任何规则：{reason}"),
        Text(
            'write `# itsmc: ignore[SLM014] reason="interim, see CHG-7" until=2027-01-31`',
            '请写成 `# itsmc: ignore[SLM014] reason="临时安排，见 CHG-7" until=2027-01-31`',
        ),
        Text(
            "A silencing comment with a slip in it would silence nothing and look as if it did.",
            "写错的屏蔽注释什么也屏蔽不了，看上去却像是生效了。",
        ),
    ),
    error(
        32,
        "more-faults",
        Text(
            "this file has more than {most} faults; the rest is not listed",
            "此文件的错误超过 {most} 处，其余不再列出",
        ),
        Text("mend those listed and check again", "请先修正已列出的错误，再重新检查"),
        Text("A file full of faults usually has one cause.", "一个文件满是错误，通常只有一个原因。"),
    ),
    error(
        33,
        "odd-space",
        Text(
            "a space of another kind ({code}) stands where YAML wants an ordinary one",
            "此处应为普通空格，却用了另一种空格（{code}）",
        ),
        Text("replace it by an ordinary space", "请改用普通空格"),
        Text(
            "To YAML a full-width or non-breaking space is a letter: it neither indents nor ends a name.",
            "在 YAML 看来，全角空格和不换行空格只是普通字符：既不能缩进，也不能分隔名称。",
        ),
    ),
    error(
        34,
        "comma-in-number",
        Text("a comma splits the number `{number}`", "逗号把数字 `{number}` 截成了几段"),
        Text(
            "write `{meant}`: a full stop marks the fraction, nothing the thousands",
            "请写 `{meant}`：小数用英文句点，千位不加分隔符",
        ),
        Text(
            "Inside braces a comma ends a value, so that `99,9%` would be read as 99 and a word `9%`.",
            "在花括号中，逗号表示一个值结束，`99,9%` 会读成 99 和一个词 `9%`。",
        ),
    ),
)
