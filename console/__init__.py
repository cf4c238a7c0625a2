"""The coordinator's and the partner's door: a web application."""
