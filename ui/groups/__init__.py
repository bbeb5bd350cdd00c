"""The register of groups: who keeps which, how many somebody said, and a spot check on paper."""
