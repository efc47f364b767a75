"""The taxonomy as plain data that a policy advisor can change; see the YAML files beside this."""
