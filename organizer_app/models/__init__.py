"""SQLAlchemy mapped dataclasses, one file per feature: the whole schema in one look."""
