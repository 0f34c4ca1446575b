"""What goes on paper: a frozen card in, the bytes of a PDF out."""
