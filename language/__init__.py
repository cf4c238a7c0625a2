"""Reading what officers write: cleaning, the crisis screen, sentence encoders and entities."""
