"""What holds for the web server wherever it is started from this folder."""

from kb.server_log import ACCESS_FORMAT

logger_class = "kb.server_log.PrivateLogger"
access_log_format = ACCESS_FORMAT


def post_worker_init(_worker):
    """Make ready what the first search of a process would wait for."""
    from django.apps import apps
    from django.db import connections

    if not apps.ready:  # another application than the site, as in tests of this file
        return
    from search import index_words

    index_words.warm()
    connections.close_all()
