"""After publication: somebody proposes that a public practice be changed, an editor decides."""
