"""The register of models: reading what is to be added, keeping it in the studio's log, and lending it to workers."""
