"""„Същата, моя версия или друга?“: likely doubles of an entry, with reasons, and what its sender says.

    from practices.doubles import choosing, finding

    finding.likely(entry, "bg")              # list[Double], the likeliest first
    choosing.choose(key, way, pid, why)      # what the sender says; practices.doubles.models.Choice

An entry has the shape of practices.entry or of a public record. Nothing here refuses anything.
"""
