"""What multiplies matrices here: half of every figure, and on big networks all of it."""

import platform
from pathlib import Path

import numpy as np


def told():
    """Return the lines that name the processor, and what multiplies for numpy and for PyTorch."""
    return [
        f"- processor: {processor()}",
        f"- numpy multiplies by {numpys()}",
        f"- PyTorch multiplies by {torchs()}",
    ]


def processor():
    """Return the name of the processor, or of its family."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def numpys():
    """Return the BLAS that numpy was built with, and which kernels it has chosen here."""
    built = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    name = f"{built['name']} {built['version']}"
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return name
    of_numpy = [info for info in threadpool_info() if "numpy" in info["filepath"]]
    return name + "".join(f", kernels for {info['architecture']}" for info in of_numpy)


def torchs():
    """Return what PyTorch says that it multiplies by."""
    import torch

    lines = [line.strip(" -") for line in torch.__config__.show().splitlines()]
    by = [line.split(" for ")[0] for line in lines if "Math Kernel Library" in line]
    by += [line.lower() for line in lines if "CPU capability" in line]
    settings = " ".join(lines).replace(",", "").split()
    by += [word for word in settings if word.startswith("BLAS_INFO=")]
    return ", ".join(by)
