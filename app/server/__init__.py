"""The centre of an office with several counters, and the public page behind the QR."""
