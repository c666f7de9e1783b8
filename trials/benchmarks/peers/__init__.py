"""WordPress as Debian packs it, with all that it needs, each in a folder of its own."""
