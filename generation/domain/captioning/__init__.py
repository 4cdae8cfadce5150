"""Captioning: from what is said in a shot to cues on its picture, by published rules; pure functions throughout."""
