"""The one expression language, for rule packs and KPI formulas: a whitelist over Python's grammar, compiled to closures.

`compile_formula` takes arithmetic over variables. `compile_condition` also takes paths (`valid.to`), comparison, `in`,
`and or not`, `x if c else y`, calls of named functions and loops inside `any all count sum min max list`:
`any(r.type == "availability" for r in requirements)`. Whatever is missing is None ("no data") and travels: `None < 3` is
None, `None and False` is False. Any text gives a value or an `ExpressionError`; nothing is ever evaluated by Python.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from itsm_compiler.diagnostics import Text
from itsm_compiler.rules.gather import LOOPS, all_of, any_of
from itsm_compiler.rules.tokens import ExpressionError, check_tokens, unreadable
from itsm_compiler.rules.values import (
    DECIMAL,
    MAPS,
    OperandError,
    arithmetic,
    compare,
    contains,
    equal,
    number,
    step,
    truth,
)

MOST_NODES = 400
DEEPEST_TREE = 150
MOST_STEPS = 200_000
"""How often the loops of one evaluation may turn; nested loops multiply, and this ends them."""


@dataclass(slots=True)
class Scope:
    """The values of names while an expression is evaluated, and how many turns its loops have left."""

    names: dict[str, Any]
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    steps: int = MOST_STEPS


Closure: TypeAlias = Callable[[Scope], Any]


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression: its text, the names it takes from outside and the functions it calls."""

    text: str
    names: tuple[str, ...]
    functions: frozenset[str]
    run: Closure

    def evaluate(
        self, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]] | None = None
    ) -> Any:
        """The value for these names; None is "no data".

        Raises:
            ExpressionError: when a value is of a kind that the operation cannot work with, or the loops turn too often.
        """
        return self.run(Scope(dict(names), functions or {}))


@lru_cache(maxsize=1024)
def compile_formula(text: str) -> Expression:
    """Compile the formula of a KPI: numbers, variables and `+ - * / ( )`; a zero divisor gives "no data".

    Raises:
        ExpressionError: when it is no formula.
    """
    check_tokens(text)
    return _compile(text, _Compiler(text, frozenset(), formula=True))


def compile_condition(text: str, functions: frozenset[str] = frozenset()) -> Expression:
    """Compile an expression of a rule pack, which may call `functions` besides the loops of the language.

    Raises:
        ExpressionError: when it is no expression.
    """
    check_tokens(text)
    return compile_checked(text, functions)


def compile_checked(text: str, functions: frozenset[str] = frozenset()) -> Expression:
    """As `compile_condition`, of a text whose words were checked before, as those of a pack are when it is read."""
    return _compile(text, _Compiler(text, functions, formula=False))


def _compile(text: str, compiler: _Compiler) -> Expression:
    line = "(" + text.translate({9: " ", 10: " ", 13: " "}) + ")"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(line, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise unreadable(text, error) from None
    run = compiler.visit(tree, 0)
    return Expression(text, tuple(compiler.names), frozenset(compiler.called), run)


class _Compiler:
    """Turns a syntax tree into closures, refusing every form that is not listed here."""

    def __init__(self, text: str, functions: frozenset[str], *, formula: bool) -> None:
        self.text = text
        self.functions = functions
        self.names: dict[str, None] = {}
        self.called: set[str] = set()
        self.bound: list[str] = []
        self.nodes = 0
        self.forms = FORMULA_FORMS if formula else CONDITION_FORMS

    def visit(self, node: ast.AST, depth: int) -> Closure:
        """The closure of a node."""
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > DEEPEST_TREE:
            raise self.error(node, Text("the expression is too large", "表达式过大"))
        form = self.forms.get(type(node))
        if form is None:
            raise self.error(node, Text("this form is not part of the language", "语言中没有这种写法"))
        return form(self, node, depth + 1)

    def error(self, node: ast.AST, text: Text) -> ExpressionError:
        """An error at the place of a node."""
        line = f"({self.text})".encode()
        start = len(line[: getattr(node, "col_offset", 1)].decode(errors="ignore")) - 1
        end = len(line[: getattr(node, "end_col_offset", None) or len(line) - 1].decode(errors="ignore")) - 1
        return ExpressionError(text, max(0, start), min(len(self.text), max(start + 1, end)))

    def guarded(self, node: ast.AST, operation: Callable[..., Any], *parts: Closure) -> Closure:
        """A closure that applies an operation to its parts and tells where in the text it failed."""
        if len(parts) == 1:
            only = parts[0]

            def run_one(scope: Scope) -> Any:
                try:
                    return operation(only(scope))
                except OperandError as fault:
                    raise self.error(node, fault.text) from None

            return run_one
        left, right = parts

        def run_two(scope: Scope) -> Any:
            try:
                return operation(left(scope), right(scope))
            except OperandError as fault:
                raise self.error(node, fault.text) from None

        return run_two


def _constant(compiler: _Compiler, node: Any, _depth: int) -> Closure:
    value = node.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        start = node.col_offset
        value = Decimal(f"({compiler.text})".encode()[start : node.end_col_offset].decode())
    elif not isinstance(value, bool | str | None) or compiler.forms is FORMULA_FORMS:
        raise compiler.error(node, Text("this form is not part of the language", "语言中没有这种写法"))
    return lambda _scope: value


def _name(compiler: _Compiler, node: Any, _depth: int) -> Closure:
    name = node.id
    if name not in compiler.bound:
        compiler.names[name] = None

    def run(scope: Scope) -> Any:
        try:
            return scope.names[name]
        except (KeyError, OperandError):
            raise compiler.error(node, Text(f"`{name}` is not known here", f"这里没有 `{name}`")) from None

    return run


_ARITHMETIC: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: lambda left, right: arithmetic(DECIMAL.add, left, right),
    ast.Sub: lambda left, right: arithmetic(DECIMAL.subtract, left, right),
    ast.Mult: lambda left, right: arithmetic(DECIMAL.multiply, left, right),
    ast.Div: lambda left, right: (
        None if right is not None and number(right) == 0 else arithmetic(DECIMAL.divide, left, right)
    ),
}


def _binary(compiler: _Compiler, node: Any, depth: int) -> Closure:
    operation = _ARITHMETIC.get(type(node.op))
    if operation is None:
        raise compiler.error(node, Text("only + - * / are known", "只支持 + - * /"))
    return compiler.guarded(
        node, operation, compiler.visit(node.left, depth), compiler.visit(node.right, depth)
    )


def _unary(compiler: _Compiler, node: Any, depth: int) -> Closure:
    part = compiler.visit(node.operand, depth)
    if isinstance(node.op, ast.USub):
        return compiler.guarded(
            node, lambda value: None if value is None else DECIMAL.minus(number(value)), part
        )
    if isinstance(node.op, ast.UAdd):
        return compiler.guarded(node, lambda value: None if value is None else number(value), part)
    if isinstance(node.op, ast.Not) and compiler.forms is CONDITION_FORMS:
        return lambda scope: None if (value := truth(part(scope))) is None else not value
    raise compiler.error(node, Text("this form is not part of the language", "语言中没有这种写法"))


def _ordered(test: Callable[[int], bool]) -> Callable[[Any, Any], bool | None]:
    return lambda left, right: None if (order := compare(left, right)) is None else test(order)


_COMPARISONS: dict[type[ast.AST], Callable[[Any, Any], bool | None]] = {
    ast.Lt: _ordered(lambda order: order < 0),
    ast.LtE: _ordered(lambda order: order <= 0),
    ast.Gt: _ordered(lambda order: order > 0),
    ast.GtE: _ordered(lambda order: order >= 0),
    ast.Eq: equal,
    ast.NotEq: lambda left, right: None if (same := equal(left, right)) is None else not same,
    ast.In: lambda left, right: contains(right, left),
    ast.NotIn: lambda left, right: None if (inside := contains(right, left)) is None else not inside,
}


def _comparison(compiler: _Compiler, node: Any, depth: int) -> Closure:
    parts = [compiler.visit(part, depth) for part in (node.left, *node.comparators)]
    tests = []
    for operator, left, right in zip(node.ops, parts, parts[1:], strict=False):
        operation = _COMPARISONS.get(type(operator))
        if operation is None:
            raise compiler.error(
                node, Text("this comparison is not part of the language", "语言中没有这种比较")
            )
        tests.append(compiler.guarded(node, operation, left, right))
    return tests[0] if len(tests) == 1 else lambda scope: all_of(test(scope) for test in tests)


def _boolean(compiler: _Compiler, node: Any, depth: int) -> Closure:
    parts = [compiler.visit(part, depth) for part in node.values]
    join = all_of if isinstance(node.op, ast.And) else any_of
    return lambda scope: join(part(scope) for part in parts)


def _choice(compiler: _Compiler, node: Any, depth: int) -> Closure:
    test, body, other = (compiler.visit(part, depth) for part in (node.test, node.body, node.orelse))

    def run(scope: Scope) -> Any:
        outcome = truth(test(scope))
        return None if outcome is None else (body if outcome else other)(scope)

    return run


def _attribute(compiler: _Compiler, node: Any, depth: int) -> Closure:
    name = node.attr
    return compiler.guarded(node, lambda value: step(value, name), compiler.visit(node.value, depth))


def _subscript(compiler: _Compiler, node: Any, depth: int) -> Closure:
    key = node.slice.value if isinstance(node.slice, ast.Constant) else None
    if not isinstance(key, str):
        raise compiler.error(
            node,
            Text(
                'only a quoted key may stand in brackets: `targets["recovery"]`',
                '方括号中只能写带引号的键：`targets["recovery"]`',
            ),
        )
    return compiler.guarded(node, lambda value: step(value, key), compiler.visit(node.value, depth))


def _list(compiler: _Compiler, node: Any, depth: int) -> Closure:
    parts = [compiler.visit(part, depth) for part in node.elts]
    return lambda scope: tuple(part(scope) for part in parts)


def _call(compiler: _Compiler, node: Any, depth: int) -> Closure:
    name = node.func.id if isinstance(node.func, ast.Name) else None
    if name is None or (name not in LOOPS and name not in compiler.functions):
        known = ", ".join(sorted(compiler.functions | LOOPS.keys()))
        shown = f"`{name}`" if name else Text("this", "此处")["en"]
        raise compiler.error(
            node, Text(f"{shown} is not a function; there are {known}", f"{shown} 不是函数；可用的有 {known}")
        )
    if node.keywords:
        raise compiler.error(node, Text("arguments have no names", "参数不能带名称"))
    if name in LOOPS and len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
        return _loop(compiler, node.args[0], LOOPS[name], depth + 1)
    parts = [compiler.visit(part, depth) for part in node.args]
    compiler.called.add(name)
    return _applied(compiler, node, name, parts)


def _applied(compiler: _Compiler, node: ast.Call, name: str, parts: list[Closure]) -> Closure:
    def run(scope: Scope) -> Any:
        values = [part(scope) for part in parts]
        try:
            if name in LOOPS:
                return LOOPS[name](
                    values[0] if len(values) == 1 and isinstance(values[0], (tuple, *MAPS)) else values
                )
            return scope.functions[name](*values)
        except OperandError as fault:
            raise compiler.error(node, fault.text) from None
        except (TypeError, ValueError, KeyError):
            raise compiler.error(
                node, Text(f"`{name}` cannot work with these values", f"`{name}` 无法处理这些值")
            ) from None

    return run


def _loop(compiler: _Compiler, node: ast.GeneratorExp, gather: Callable[[Any], Any], depth: int) -> Closure:
    """`gather(element for name in items if test)`; the name is known only inside."""
    if len(node.generators) != 1 or not isinstance(node.generators[0].target, ast.Name):
        raise compiler.error(node, Text("a loop has one name and one list", "循环只能有一个名称和一个列表"))
    turn = node.generators[0]
    name = turn.target.id  # type: ignore[attr-defined]
    if name in compiler.bound or name in compiler.names:
        raise compiler.error(
            node, Text(f"`{name}` already stands for something else", f"`{name}` 已有其他含义")
        )
    items = compiler.visit(turn.iter, depth)
    compiler.bound.append(name)
    tests = [compiler.visit(test, depth) for test in turn.ifs]
    element = compiler.visit(node.elt, depth)
    compiler.bound.pop()

    def each(scope: Scope) -> Any:
        for item in _items(compiler, node, items(scope)):
            scope.steps -= 1
            if scope.steps < 0:
                raise compiler.error(node, Text("the loops turn too often", "循环次数过多"))
            scope.names[name] = item
            if all(truth(test(scope)) for test in tests):
                yield element(scope)

    def run(scope: Scope) -> Any:
        try:
            return gather(each(scope))
        except OperandError as fault:
            raise compiler.error(node, fault.text) from None
        finally:
            scope.names.pop(name, None)

    return run


def _items(compiler: _Compiler, node: ast.AST, value: Any) -> Any:
    if value is None:
        return ()
    if isinstance(value, MAPS):
        return tuple(value.values())
    if isinstance(value, tuple):
        return value
    raise compiler.error(node, Text("this is not a list", "这不是列表"))


FORMULA_FORMS: dict[type[ast.AST], Callable[[_Compiler, Any, int], Closure]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
}
CONDITION_FORMS: dict[type[ast.AST], Callable[[_Compiler, Any, int], Closure]] = {
    **FORMULA_FORMS,
    ast.Compare: _comparison,
    ast.BoolOp: _boolean,
    ast.IfExp: _choice,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Tuple: _list,
    ast.List: _list,
    ast.Call: _call,
}

__all__ = [
    "Expression",
    "ExpressionError",
    "Scope",
    "compile_checked",
    "compile_condition",
    "compile_formula",
]
