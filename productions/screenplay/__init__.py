"""The screenplay: read as Fountain, broken down into scenes and shots, matched with the revision before."""
