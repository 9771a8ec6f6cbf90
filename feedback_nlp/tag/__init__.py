"""Which themes do we already know? Answers and a code frame, to labels."""

from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.themes import tag

__all__ = ["CodeFrame", "tag"]
