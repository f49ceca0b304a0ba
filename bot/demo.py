async def demo(world, run):
    return 0
