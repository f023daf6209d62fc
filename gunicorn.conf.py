"""What holds for the web server wherever it is started from this folder."""

from kb.server_log import ACCESS_FORMAT

logger_class = "kb.server_log.PrivateLogger"
access_log_format = ACCESS_FORMAT
