"""The small language of conditions: parsed with `ast`, turned into closures, nothing of Python is reachable from it.

There are no loops, no assignment and no attributes of Python objects: `item.name` looks up a key in a mapping.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from patrol.virtualphone.app.problems import unknown
from patrol.virtualphone.app.scope import FUNCTIONS, LONGEST_TEXT, SCOPED_FUNCTIONS, Scope, digits, number, plain

Compiled = Callable[[Scope], Any]

CONSTANTS = {"true": True, "false": False, "none": None, "True": True, "False": False, "None": None}
LONGEST_EXPRESSION = 1000


class ExpressionError(Exception):
    """An expression that cannot be understood; `column` counts from 0 inside its text."""

    def __init__(self, message: str, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


@dataclass(frozen=True, slots=True)
class Expression:
    text: str
    names: frozenset[str]
    """Every name it asks for."""
    run: Compiled = field(repr=False, compare=False)

    def value(self, scope: Scope) -> Any:
        """What it gives; a fault at run time (a key that is not there, text plus number) complains and gives None."""
        try:
            return self.run(scope)
        except (TypeError, ValueError, LookupError, ArithmeticError) as fault:
            scope.complain(f"'{self.text}': {fault}")
            return None

    def holds(self, scope: Scope) -> bool:
        return bool(self.value(scope))


def parse_expression(text: str, known: Iterable[str] | None = None) -> Expression:
    """Raises ExpressionError; with `known`, also for a name that is not in it."""
    stripped = text.strip()
    if len(stripped) > LONGEST_EXPRESSION:
        raise ExpressionError(f"an expression has at most {LONGEST_EXPRESSION} characters")
    try:
        tree = ast.parse(stripped, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        column = (getattr(error, "offset", None) or 1) - 1
        raise ExpressionError(f"'{stripped}' is not an expression", column) from error
    compiler = _Compiler(None if known is None else frozenset(known))
    try:
        run = compiler.compile(tree)
    except RecursionError as error:
        raise ExpressionError("the expression is nested too deeply") from error
    return Expression(stripped, frozenset(compiler.names), run)


def _add(left: Any, right: Any) -> Any:
    if isinstance(left, str) or isinstance(right, str):
        return (plain(left) + plain(right))[:LONGEST_TEXT]
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return [*left, *right][:LONGEST_TEXT]
    return number(left) + number(right)


def _calculate(function: Callable[[float, float], float]) -> Callable[[Any, Any], float]:
    return lambda left, right: function(number(left), number(right))


def _ordered(function: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compare(left: Any, right: Any) -> bool:
        if isinstance(left, str) and isinstance(right, str):
            return function(left, right)
        return function(number(left), number(right))

    return compare


def _contains(left: Any, right: Any) -> bool:
    if isinstance(right, str):
        return plain(left) in right
    return left in right if isinstance(right, list | tuple | dict) else False


_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: _add,
    ast.Sub: _calculate(operator.sub),
    ast.Mult: _calculate(operator.mul),
    ast.Div: _calculate(operator.truediv),
    ast.FloorDiv: _calculate(operator.floordiv),
    ast.Mod: _calculate(operator.mod),
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: _ordered(operator.lt),
    ast.LtE: _ordered(operator.le),
    ast.Gt: _ordered(operator.gt),
    ast.GtE: _ordered(operator.ge),
    ast.In: _contains,
    ast.NotIn: lambda left, right: not _contains(left, right),
    ast.Is: operator.eq,
    ast.IsNot: operator.ne,
}


class _Compiler:
    def __init__(self, known: frozenset[str] | None) -> None:
        self._known = known
        self.names: set[str] = set()

    def compile(self, node: ast.expr) -> Compiled:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise ExpressionError(f"{_what(node)} is not part of the expression language", node.col_offset)
        compiled: Compiled = method(node)
        return compiled

    def _constant(self, node: ast.Constant) -> Compiled:
        value = node.value
        if not isinstance(value, str | int | float | bool | None):
            raise ExpressionError(f"{_what(node)} is not part of the expression language", node.col_offset)
        return lambda scope: value

    def _name(self, node: ast.Name) -> Compiled:
        name = node.id
        if name in CONSTANTS:
            value = CONSTANTS[name]
            return lambda scope: value
        if self._known is not None and name not in self._known:
            raise ExpressionError(unknown("name", name, self._known), node.col_offset)
        self.names.add(name)
        return lambda scope: scope.value(name)

    def _list(self, node: ast.List | ast.Tuple) -> Compiled:
        items = [self.compile(item) for item in node.elts]
        return lambda scope: [item(scope) for item in items]

    _tuple = _list

    def _unaryop(self, node: ast.UnaryOp) -> Compiled:
        inner = self.compile(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda scope: not inner(scope)
        if isinstance(node.op, ast.USub):
            return lambda scope: -number(inner(scope))
        raise ExpressionError(f"{_what(node)} is not part of the expression language", node.col_offset)

    def _binop(self, node: ast.BinOp) -> Compiled:
        function = _BINARY.get(type(node.op))
        if function is None:
            raise ExpressionError(f"{_what(node.op)} is not part of the expression language", node.col_offset)
        left, right = self.compile(node.left), self.compile(node.right)
        return lambda scope: function(left(scope), right(scope))

    def _boolop(self, node: ast.BoolOp) -> Compiled:
        parts = [self.compile(part) for part in node.values]
        if isinstance(node.op, ast.And):
            return lambda scope: all(part(scope) for part in parts)
        return lambda scope: any(part(scope) for part in parts)

    def _compare(self, node: ast.Compare) -> Compiled:
        first = self.compile(node.left)
        rest = [(_COMPARE[type(op)], self.compile(right)) for op, right in zip(node.ops, node.comparators, strict=True)]

        def run(scope: Scope) -> bool:
            left = first(scope)
            for function, right_side in rest:
                right = right_side(scope)
                if not function(left, right):
                    return False
                left = right
            return True

        return run

    def _ifexp(self, node: ast.IfExp) -> Compiled:
        test, then, other = (self.compile(part) for part in (node.test, node.body, node.orelse))
        return lambda scope: then(scope) if test(scope) else other(scope)

    def _attribute(self, node: ast.Attribute) -> Compiled:
        inner, key = self.compile(node.value), node.attr
        if key.startswith("_"):
            raise ExpressionError(f"'{key}' is no key", node.col_offset)
        return lambda scope: _look_up(inner(scope), key)

    def _subscript(self, node: ast.Subscript) -> Compiled:
        inner, index = self.compile(node.value), self.compile(node.slice)
        return lambda scope: _look_up(inner(scope), index(scope))

    def _call(self, node: ast.Call) -> Compiled:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise ExpressionError("only the documented functions can be called", node.col_offset)
        name = node.func.id
        limits = SCOPED_FUNCTIONS.get(name) or FUNCTIONS.get(name, (0, 0, None))[:2]
        if name not in SCOPED_FUNCTIONS and name not in FUNCTIONS:
            raise ExpressionError(unknown("function", name, [*FUNCTIONS, *SCOPED_FUNCTIONS]), node.col_offset)
        if not limits[0] <= len(node.args) <= limits[1]:
            raise ExpressionError(f"{name}() takes {_count(limits)}, not {len(node.args)}", node.col_offset)
        arguments = [self.compile(argument) for argument in node.args]
        if name == "granted":
            return lambda scope: scope.granted(plain(arguments[0](scope)))
        if name == "phone":
            return lambda scope: scope.phone(plain(arguments[0](scope)))
        if name == "random":
            site = f"{ast.dump(node)}@{node.col_offset}"
            return lambda scope: digits(f"{scope.nonce} {site} {scope.locals.get('i', '')}", arguments[0](scope))
        function = FUNCTIONS[name][2]
        return lambda scope: function(*(argument(scope) for argument in arguments))


def _look_up(value: Any, key: Any) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list | tuple | str) and not isinstance(key, str):
        index = int(number(key))
        return value[index] if -len(value) <= index < len(value) else None
    return None


def _count(limits: tuple[int, ...]) -> str:
    low, high = limits[0], limits[1]
    return f"{low} argument{'s' * (low != 1)}" if low == high else f"{low} to {high} arguments"


def _what(node: ast.AST) -> str:
    return {"Lambda": "lambda", "ListComp": "a comprehension", "Await": "await", "Pow": "**"}.get(
        type(node).__name__, type(node).__name__
    )
