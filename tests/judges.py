"""Owns two strict readings of the Bot API, aiogram's models and Telegram's list; refuses to be lenient as they are.

aiogram's models accept unknown fields by default. Here every field that landed in `model_extra`, at any depth, counts
as a fault, which is what `extra="forbid"` would refuse, without rebuilding 300 models.
"""

from __future__ import annotations

import json
import types
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import aiogram.methods
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile
from pydantic import BaseModel, TypeAdapter, ValidationError

SPEC = Path(__file__).parent.parent.parent / "shared" / "telegram-bot-api.json"
PLAIN: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "Float": (int, float),
    "String": str,
    "Boolean": bool,
    "True": bool,
}


@cache
def methods_by_name() -> dict[str, type[TelegramMethod[Any]]]:
    """Return aiogram's method models by lower-case Bot API name."""
    found = [getattr(aiogram.methods, name) for name in aiogram.methods.__all__]
    models = [one for one in found if isinstance(one, type) and issubclass(one, TelegramMethod)]
    return {model.__api_method__.lower(): model for model in models if isinstance(model.__api_method__, str)}


@cache
def spec() -> dict[str, Any] | None:
    """Return Telegram's list of methods and types, or None where that folder is not there."""
    return json.loads(SPEC.read_text(encoding="utf-8")) if SPEC.is_file() else None


def check_requests(effect_log: Any) -> int:
    """Check every request in an effect log (or in a list of its lines); return how many, or raise with all faults."""
    lines = [line for line in getattr(effect_log, "lines", effect_log) if line["kind"] == "request"]
    faults = [f"#{line['seq']} {line['method']}: {fault}" for line in lines for fault in request_faults(line)]
    if faults:
        raise AssertionError("requests that Telegram does not know:\n" + "\n".join(faults))
    return len(lines)


def request_faults(line: dict[str, Any]) -> list[str]:
    """Return what is wrong with one request, in words."""
    model = methods_by_name().get(line["method"].lower())
    if model is None:
        return ["aiogram knows no such method"]
    attached = {word.removeprefix("attach://") for word in _words(line["parameters"]) if word.startswith("attach://")}
    values = {name: value for name, value in line["parameters"].items() if name not in attached}
    return [*_aiogram_faults(model, values), *_spec_faults(line["method"], values)]


def _words(value: Any) -> list[str]:
    """Return every string in a JSON value, also inside strings that hold JSON."""
    if isinstance(value, str):
        inner = _decoded(value)
        return [value] if inner is value else _words(inner)
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [word for item in inside for word in _words(item)]


def _decoded(value: Any) -> Any:
    """Return what a JSON-serialised parameter holds, or the value itself when it holds none."""
    if not isinstance(value, str) or value[:1] not in {"[", "{"}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


# --- aiogram ------------------------------------------------------------------------------------------------------


def _aiogram_faults(model: type[TelegramMethod[Any]], values: dict[str, Any]) -> list[str]:
    ready = {}
    for name, value in values.items():
        field = model.model_fields.get(name) or next((f for f in model.model_fields.values() if f.alias == name), None)
        decode = field is not None and _takes_json(field.annotation)
        ready[name] = _file_or(_decoded(value) if decode else value)
    try:
        read = model.model_validate(ready)
    except ValidationError as error:
        return [f"aiogram: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    return [f"aiogram knows no field {name}" for name in extras(read)]


def _file_or(value: Any) -> Any:
    """Return an uploaded file as aiogram types it."""
    if isinstance(value, dict) and value.keys() == {"file", "size"}:
        return BufferedInputFile(b"", str(value["file"]))
    return value


def _takes_json(annotation: Any) -> bool:
    """Tell whether a field holds an object or an array, which forms carry as JSON."""
    if get_origin(annotation) in {Union, types.UnionType, Annotated}:
        return any(_takes_json(part) for part in get_args(annotation))
    if get_origin(annotation) is list:
        return True
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def extras(value: Any, path: str = "") -> list[str]:
    """Return the path of every field of a parsed aiogram object that its model does not know."""
    if isinstance(value, (list, tuple)):
        return [fault for index, item in enumerate(value) for fault in extras(item, f"{path}[{index}]")]
    if not isinstance(value, BaseModel):
        return []
    unknown = [f"{path}.{name}".lstrip(".") for name in value.model_extra or {}]
    inside = [extras(getattr(value, name), f"{path}.{name}".lstrip(".")) for name in type(value).model_fields]
    return [*unknown, *(fault for faults in inside for fault in faults)]


def answer_faults(method: str, result: Any) -> list[str]:
    """Return what is wrong with the result of a method, by aiogram's type of it and by Telegram's list."""
    model = methods_by_name()[method.lower()]
    try:
        read = TypeAdapter(model.__returning__).validate_python(result)
    except ValidationError as error:
        return [f"aiogram: {one['loc']}: {one['msg']}" for one in error.errors()]
    found = spec()
    listed = _method(method) if found else None
    typed = value_faults(result, listed["returns"], method) if listed else []
    return [*(f"aiogram knows no field {name}" for name in extras(read)), *typed]


# --- Telegram's own list ------------------------------------------------------------------------------------------


def _method(name: str) -> dict[str, Any] | None:
    methods = (spec() or {"methods": {}})["methods"]
    return next((methods[one] for one in methods if one.lower() == name.lower()), None)


def _spec_faults(name: str, values: dict[str, Any]) -> list[str]:
    if spec() is None:
        return []
    method = _method(name)
    if method is None:
        return ["Telegram's list has no such method"]
    fields = method["fields"]
    faults = [f"Telegram's list has no field {one}" for one in values if one not in fields]
    faults += [f"{one} is required" for one, (_, required) in fields.items() if required and one not in values]
    for one in values.keys() & fields.keys():
        faults += value_faults(_as_form(values[one], fields[one][0]), fields[one][0], one)
    return faults


def _as_form(value: Any, kinds: list[str]) -> Any:
    """Return a form's string as the type that is expected of it."""
    if not isinstance(value, str) or "String" in kinds or "InputFile" in kinds:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def value_faults(value: Any, kinds: list[str], path: str) -> list[str]:
    """Return what is wrong with a value that must be of one of these kinds: the shortest list of the alternatives."""
    return min((_one_kind(value, kind, path) for kind in kinds), key=len)


def _one_kind(value: Any, kind: str, path: str) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{path} is no array"]
        inner = kind.removeprefix("Array of ")
        return [fault for index, item in enumerate(value) for fault in _one_kind(item, inner, f"{path}[{index}]")]
    if kind in PLAIN:
        right = isinstance(value, PLAIN[kind]) and (kind in {"Boolean", "True"} or not isinstance(value, bool))
        return [] if right else [f"{path} is no {kind}"]
    if kind == "InputFile":
        return [] if isinstance(value, dict) else [f"{path} is no file"]
    listed = (spec() or {"types": {}})["types"][kind]
    if listed.get("subtypes"):
        return value_faults(value, listed["subtypes"], path)
    return _object_faults(value, listed["fields"], path)


def _object_faults(value: Any, fields: dict[str, Any], path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path} is no object"]
    faults = [f"{path}.{one} is unknown" for one in value if one not in fields]
    faults += [f"{path}.{one} is required" for one, (_, required) in fields.items() if required and one not in value]
    for one in value.keys() & fields.keys():
        faults += value_faults(value[one], fields[one][0], f"{path}.{one}")
    return faults
