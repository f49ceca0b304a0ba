"""Names where the shared fixtures are; refuses to hold any itself."""

pytest_plugins = ["tests.engines", "tests.stage"]
