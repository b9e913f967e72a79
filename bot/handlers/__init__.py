"""One file per feature: read the update, ask the domain, render a view, send."""
