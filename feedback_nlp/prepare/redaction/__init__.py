"""Take out what points to a person, and leave what they said."""

from feedback_nlp.prepare.redaction.redact import Redacted, redact

__all__ = ["Redacted", "redact"]
