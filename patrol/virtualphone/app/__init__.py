"""Apps of the virtual phone: model files, their layout, drawing and behaviour. Plain synchronous code."""
