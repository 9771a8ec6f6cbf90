"""What has no name yet? Segments and their vectors in; topics, their labels and draft themes out.

Importing this room loads no heavy package; BERTopic is imported when `discover` has something to group.
"""

from feedback_nlp.discover.discover import Discovery, discover

__all__ = ["Discovery", "discover"]
