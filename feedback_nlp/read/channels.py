"""How answers came in, from the name of the file or sheet that holds them."""

from feedback_nlp.read.headings import fold


def channel_of(stem: str) -> str:
    """Return the channel that a name speaks of; "online survey" where it speaks of none."""
    stem = fold(stem.replace("_", " ").replace("-", " "))
    for word, channel in (
        ("easy read", "easy read"), ("easyread", "easy read"), ("paper", "paper"), ("postal", "post"),
        ("letter", "letter"),
        ("email", "e-mail"), ("telephone", "telephone"), ("phone", "telephone"),
    ):  # fmt: skip
        if word in stem:
            return channel
    return "online survey"
