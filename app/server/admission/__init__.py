"""PCs and people the centre lets in."""
