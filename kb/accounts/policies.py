"""What a page may load: two Content-Security-Policies as plain data (imports nothing of Django)."""

# The public site: our own files only, nothing inline, nowhere to be framed. Media is the sound of
# the picture code; data: pictures are none of ours.
PUBLIC_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "media-src": ["'self'"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}

# A public page inside the frame in which the admin previews it.
PREVIEW_POLICY = {**PUBLIC_POLICY, "frame-ancestors": ["'self'"]}

# Wagtail's admin sets styles and starts scripts inline (but evaluates no strings), shows previews
# in a frame of its own and draws pictures from data: and blob: addresses. Still nothing from
# anybody else, and an attacker's <base> or form target is refused as everywhere.
ADMIN_POLICY = {
    **PUBLIC_POLICY,
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "worker-src": ["'self'", "blob:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}
