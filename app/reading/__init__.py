"""Reading an identity card from its picture: the extra `ocr`. A proposal for the clerk, kept nowhere."""
