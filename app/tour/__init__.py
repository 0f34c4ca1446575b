"""Plays the main job in the real windows and leaves pictures, papers and timings."""
