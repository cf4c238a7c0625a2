"""ONNX Runtime tells its maker of each start and failure, with a lasting id of the machine; here it may not."""

import os
from typing import Any


def onnx_runtime() -> Any:
    """Load ONNX Runtime, which asks for this variable when it is loaded, and never again (its Privacy.md)."""
    os.putenv("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    return onnxruntime
