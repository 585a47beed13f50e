"""Fused kernels for CUDA. Triton is imported only here, and this package only when a fused backend is used."""
