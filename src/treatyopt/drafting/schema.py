"""The JSON Schema of a study, by which editors complete and check one as it is typed."""

from __future__ import annotations

import json

from treatyopt.study.parts import Parts


def schema() -> str:
    """The schema as the text of a file: the keys that a study may have."""
    keys: dict[str, object] = {field.alias or name: {} for name, field in Parts.model_fields.items()}
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A study of treatyopt",
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
    }
    return json.dumps(found, indent=2) + "\n"
