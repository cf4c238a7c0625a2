"""The custom actions of the dialogue: they read slots, call care/ through storage/, and say a response."""
