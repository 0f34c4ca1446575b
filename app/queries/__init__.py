"""What is shown: frozen rows and cards for screens and paper."""
