"""The brief for a meeting: what it contains, and how it is written."""

from __future__ import annotations

from treatyopt.formats import Format, registry

# The brief is no document but a page of many, so that it brings writers of its own.
FORMATS = registry(
    Format("html", (".html", ".htm"), "treatyopt.brief.page:to_html", on_terminal=False),
    Format("markdown", (".md", ".markdown"), "treatyopt.brief.markdown:to_markdown"),
    Format("xlsx", (".xlsx",), "treatyopt.brief.workbook:to_xlsx", on_terminal=False, extra="office"),
    Format("docx", (".docx",), "treatyopt.brief.docx:to_docx", on_terminal=False, extra="office"),
)
