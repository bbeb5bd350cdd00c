"""Long verbs that join a file or a PDF with services: f(store, progress, *, ...) -> value."""
