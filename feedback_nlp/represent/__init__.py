"""How do texts compare? Texts in, unit vectors out; and which language they are in.

Importing this room loads no model and none of the heavy packages; the functions do when they are called.
"""

from feedback_nlp.represent.encoder import Encoder
from feedback_nlp.represent.judge import Judge
from feedback_nlp.represent.language import guess_language, load_language, looks_english
from feedback_nlp.represent.lexical import LexicalEncoder
from feedback_nlp.represent.load import load_encoder, shipped_model
from feedback_nlp.represent.matcher import Matcher
from feedback_nlp.represent.remember import RememberingEncoder

__all__ = [
    "Encoder",
    "Judge",
    "LexicalEncoder",
    "Matcher",
    "RememberingEncoder",
    "guess_language",
    "load_encoder",
    "load_language",
    "looks_english",
    "shipped_model",
]
