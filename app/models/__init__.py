"""What is remembered: SQLAlchemy tables, used by both programs."""
