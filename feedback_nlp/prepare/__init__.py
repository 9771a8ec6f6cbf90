"""What may we safely read? Responses in; redacted answers, their segments and the final ledger out."""

from feedback_nlp.prepare.answers import Prepared, prepare
from feedback_nlp.prepare.closed import redact_typed
from feedback_nlp.prepare.redaction import Redacted, redact

__all__ = ["Prepared", "Redacted", "prepare", "redact", "redact_typed"]
