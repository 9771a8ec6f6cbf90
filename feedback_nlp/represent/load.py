"""Find the model and open it."""

from pathlib import Path

from feedback_nlp.errors import FeedbackError
from feedback_nlp.represent.cache import CachedEncoder, VectorCache
from feedback_nlp.represent.encoder import Encoder
from feedback_nlp.represent.onnx import OnnxEncoder

SHIPPED = "minilm-l6-v2"


def load_encoder(path: Path | None = None, *, cache_dir: Path | None = None, n_threads: int | None = None) -> Encoder:
    """Open a sentence encoder.

    Parameters
    ----------
    path
        A model folder; by default the one that ships, all-MiniLM-L6-v2 (English, 384 dimensions).
    cache_dir
        Where to keep vectors between runs; by default nowhere. See `VectorCache` for what is kept.
    n_threads
        Texts encoded at once; by default one for each processor. The vectors do not depend on it.

    Raises
    ------
    FeedbackError
        The model is missing or damaged.
    """
    encoder = OnnxEncoder(shipped_model() if path is None else Path(path), n_threads=n_threads)
    if cache_dir is None:
        return encoder
    # The runtime belongs to the key: with another one, kept and new vectors would differ in their last bits.
    cache = VectorCache(Path(cache_dir), f"{encoder.model_hash[:16]}-{encoder.runtime}")
    return CachedEncoder(encoder, cache)


def shipped_model(name: str = SHIPPED) -> Path:
    """Return the folder of a model that ships: inside the installed package, or at the top of a checkout.

    Raises
    ------
    FeedbackError
        It is in neither place.
    """
    package = Path(__file__).resolve().parents[1]
    places = [package / "models" / name, package.parent / "models" / name]
    for place in places:
        if (place / "config.json").is_file():
            return place
    looked = " nor in ".join(str(place) for place in places)
    raise FeedbackError(f"The model {name} that ships is neither in {looked}. Install feedback_nlp again.")
