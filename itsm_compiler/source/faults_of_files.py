"""What can be wrong with the files of a design together: the rows of the rules."""

from __future__ import annotations

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.fault_rows import error, warning

FAULTS_OF_FILES = (
    error(
        16,
        "language-missing",
        Text("`itsm.yaml` does not say which language it is written in", "`itsm.yaml` 没有写明所用的语言"),
        Text("begin the file with `language: itsm/v1`", "在文件开头写上 `language: itsm/v1`"),
        Text(
            "The version keeps the meaning of a design fixed when the language grows.",
            "写明版本，语言发展之后设计的含义仍保持不变。",
        ),
    ),
    error(
        17,
        "language-unknown",
        Text("`{language}` is not a language this compiler knows", "本编译器不认识语言 `{language}`"),
        Text("write `language: itsm/v1`", "请写 `language: itsm/v1`"),
        Text(
            "A design in another version could mean something else than what would be checked.",
            "其他版本的设计，含义可能与所检查的不同。",
        ),
    ),
    warning(
        20,
        "not-read",
        Text(
            "`{name}` is not read: only names that end in `.yaml` are",
            "未读取 `{name}`：只读取以 `.yaml` 结尾的文件",
        ),
        Text(
            "rename it to `{better}`, or move it out of the design",
            "请改名为 `{better}`，或移到设计文件夹之外",
        ),
        Text(
            "A file that looks like part of the design and is not would be missed by nobody until it is needed.",
            "看上去属于设计却没有被读取的文件，往往要到用时才会被发现。",
        ),
    ),
    error(
        21,
        "link-outside",
        Text(
            "the link `{name}` leads out of the design and is not followed",
            "链接 `{name}` 指向设计之外，不予跟随",
        ),
        Text(
            "copy the file into the design, or name its folder under `imports`",
            "请把文件复制到设计中，或在 `imports` 中写明其文件夹",
        ),
        Text(
            "A link could carry any file of this machine into a document that is published.",
            "链接可能把本机的任意文件带进公开发布的文档。",
        ),
    ),
    error(
        22,
        "broken-link",
        Text("the link `{name}` leads nowhere", "链接 `{name}` 没有指向任何文件"),
        Text("mend or delete the link", "修复或删除该链接"),
        Text("What the link stood for is missing from the design.", "链接所代表的内容在设计中缺失。"),
    ),
    error(
        23,
        "not-a-file",
        Text("`{name}` is not a regular file and is not opened", "`{name}` 不是普通文件，不予打开"),
        Text("delete it or rename it", "请删除或改名"),
        Text(
            "Reading a pipe or a device can wait for ever or never end.",
            "读取管道或设备可能永远等待，也可能永不结束。",
        ),
    ),
    error(
        24,
        "unreadable",
        Text("`{name}` cannot be read: {reason}", "无法读取 `{name}`：{reason}"),
        Text("mend its permissions, or move it out of the design", "请修正其权限，或移到设计文件夹之外"),
        Text("What cannot be read is missing from the design.", "读不到的内容在设计中缺失。"),
    ),
    error(
        25,
        "duplicate-id",
        Text("`{key}` stands twice in `{section}`", "`{section}` 中 `{key}` 出现了两次"),
        Text("give one of the two another id, or keep one", "为其中一个换一个标识，或只保留一个"),
        Text(
            "An id names one thing in the whole design, whatever file it stands in.",
            "无论写在哪个文件，一个标识在整个设计中只能指代一个事物。",
        ),
    ),
    error(
        26,
        "duplicate-field",
        Text("`{section}.{key}` is written twice", "`{section}.{key}` 写了两次"),
        Text("keep one of the two", "只保留其中一个"),
        Text(
            "A section that is one thing may be spread over files by field; each field has one place.",
            "单一的部分可以按字段分写在多个文件中，但每个字段只能写在一处。",
        ),
    ),
    error(
        27,
        "sections-differ",
        Text(
            "`{section}` is {what} here and {other} in another file, which cannot be merged",
            "`{section}` 在这里是{what}，在另一个文件中是{other}，无法合并",
        ),
        Text("write the section in the same form everywhere", "请在各处使用同一种写法"),
        Text("Only sections of one form can be merged.", "只有写法相同的部分才能合并。"),
    ),
    error(
        28,
        "import-missing",
        Text("there is no folder `{folder}` to import", "没有可导入的文件夹 `{folder}`"),
        Text(
            "write the folder relative to the design's own, for instance `../common`",
            "请写相对于本设计文件夹的路径，例如 `../common`",
        ),
        Text("What should have been imported is missing from the design.", "应当导入的内容在设计中缺失。"),
    ),
    error(
        29,
        "import-cycle",
        Text("`{folder}` imports what imports it", "`{folder}` 与导入它的文件夹相互导入"),
        Text("move what both need into a third folder", "把双方都需要的内容移到第三个文件夹"),
        Text("Two folders that import each other are one design.", "相互导入的两个文件夹其实是同一个设计。"),
    ),
    error(
        30,
        "import-unusable",
        Text("`{folder}` cannot be imported: {reason}", "无法导入 `{folder}`：{reason}"),
        Text(
            "name a folder relative to the design's own, for instance `imports: [../common]`",
            "请写相对于本设计文件夹的文件夹路径，例如 `imports: [../common]`",
        ),
        Text(
            "A design must mean the same on every machine.",
            "同一份设计在任何机器上都应含义相同。",
        ),
    ),
)
