"""Models that diffusers runs. What imports torch is imported itself only where pictures are made."""
