"""What the office looks up: catalogue, regions, holidays, labels; read from resources/ into frozen types."""
