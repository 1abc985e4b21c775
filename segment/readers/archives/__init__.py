"""Archives of other inputs."""
