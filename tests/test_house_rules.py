"""What no module of the site may do, because one slip of it would undo a promise to visitors."""

import ast
from pathlib import Path

import pytest

from contact.encryption import EncryptedTextField
from contact.models import ConsultationRequest, ContactAttempt, Note

ROOT = Path(__file__).resolve().parents[1]
APPS = ["accounts", "content", "contact", "clinic_site"]
MODULES = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

# What is called, and why nobody calls it here.
FORBIDDEN_CALLS = {
    "mark_safe": "text gets into pages as it was typed: use format_html",
    "csrf_exempt": "another site could post in a visitor's name",
    "raw": "SQL is put together by hand",
    "extra": "SQL is put together by hand",
    "RawSQL": "SQL is put together by hand",
    "eval": "text is run",
    "exec": "text is run",
    "print": "what is printed ends up in logs",
}
FORBIDDEN_MODULES = dict.fromkeys(["pickle", "marshal", "shelve", "yaml"], "objects are read back from bytes") | {
    "random": "what it gives can be guessed: use secrets"
}
SEALED = {
    field.name
    for model in (ConsultationRequest, Note, ContactAttempt)
    for field in model._meta.fields
    if isinstance(field, EncryptedTextField)
}


def broken_rules(source):
    """The line and the words of every rule that this Python text breaks."""
    broken = []
    for node in ast.walk(ast.parse(source)):
        for name in names_used_by(node):
            if name in FORBIDDEN_CALLS:
                broken.append((node.lineno, f"{name}: {FORBIDDEN_CALLS[name]}"))
        for module in modules_imported_by(node):
            if module in FORBIDDEN_MODULES:
                broken.append((node.lineno, f"{module}: {FORBIDDEN_MODULES[module]}"))
        if reads_sealed_columns(node):
            broken.append((node.lineno, "values: a sealed field leaves its row, and nothing hides it any more"))
        if logs_sealed_fields(node):
            broken.append((node.lineno, "logger: what is personal ends up in logs"))
    return broken


def names_used_by(node):
    if isinstance(node, ast.Call):
        yield called(node)
    if isinstance(node, ast.FunctionDef):
        yield from (one.id for one in node.decorator_list if isinstance(one, ast.Name))


def called(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def modules_imported_by(node):
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    return [(node.module or "").split(".")[0]] if isinstance(node, ast.ImportFrom) else []


def reads_sealed_columns(node):
    if not isinstance(node, ast.Call) or called(node) not in {"values", "values_list"}:
        return False
    return any(isinstance(part, ast.Constant) and part.value in SEALED for part in node.args)


def logs_sealed_fields(node):
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if getattr(node.func.value, "id", "") != "logger":
        return False
    parts = [part for argument in node.args for part in ast.walk(argument)]
    return any(isinstance(part, ast.Attribute) and part.attr in SEALED for part in parts)


# Where a rule does not hold, and why.
EXCEPTIONS = {
    Path("content/templatetags/seo_tags.py"): {"mark_safe"},  # data, in which <, > and & are escaped
    Path("content/templatetags/citations.py"): {"mark_safe"},  # words that were escaped before, and a template
}

SLIPS = {
    "mark_safe": "mark_safe(text)",
    "csrf_exempt": "@csrf_exempt\ndef view(request): pass",
    "raw": "ConsultationRequest.objects.raw(sql)",
    "pickle": "import pickle",
    "random": "from random import choice",
    "print": "print(consultation_request)",
    "values": "requests.values_list('phone', flat=True)",
    "logger": "logger.info('%s', consultation_request.phone)",
}


def names_of(broken):
    return {words.split(":")[0] for _, words in broken}


@pytest.mark.parametrize("slip", SLIPS)
def test_every_rule_sees_what_it_is_there_for(slip):
    assert names_of(broken_rules(SLIPS[slip])) == {slip}


def test_no_module_breaks_a_rule():
    found = {path.relative_to(ROOT): broken_rules(path.read_text()) for path in MODULES}

    assert len(found) > 50
    assert {path: names_of(broken) for path, broken in found.items() if broken} == EXCEPTIONS


def test_no_template_takes_text_as_markup():
    found = {path: path.read_text() for path in TEMPLATES}

    assert len(found) > 20
    assert [path for path, text in found.items() if "|safe" in text or "autoescape off" in text] == []
