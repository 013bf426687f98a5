"""The kernel of a notebook that is named so is long in coming, as on a machine under load."""

import asyncio

from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

SECONDS = 2


class Late(ServerKernelManager):
    """A kernel that may be long in coming."""

    async def start_kernel(self, **options):
        if options["env"]["JPY_SESSION_NAME"].endswith("late.ipynb"):
            await asyncio.sleep(SECONDS)
        return await super().start_kernel(**options)
