"""Names where the shared fixtures are; refuses to hold any itself."""

import zoneinfo

pytest_plugins = ["tests.engines", "tests.stage"]

# The pinned zones, as in the program itself.
zoneinfo.reset_tzpath(())
