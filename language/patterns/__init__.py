"""The screen's patterns: small families of phrases, English and Spanish, each with its reading and its guards."""
