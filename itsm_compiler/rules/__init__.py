"""The rules: what a design is held to, the engine that runs them, and the register of success factors they answer."""
