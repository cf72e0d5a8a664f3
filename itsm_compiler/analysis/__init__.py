"""The arithmetic of a service design, one module each; every figure can say how it came about."""
