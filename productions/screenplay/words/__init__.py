"""Words: what counts as the same wording, sentences, and the tables of a language to look words up in."""
