"""``python -m feedback_nlp`` is the same as ``feedback-nlp``."""

from feedback_nlp.cli import main

if __name__ == "__main__":
    main()
