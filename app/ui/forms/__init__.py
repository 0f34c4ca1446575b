"""Forms made from descriptions of fields."""
