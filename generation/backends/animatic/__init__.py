"""The animatic: a drawn, moving storyboard made on one CPU core without weights."""
