"""Complete example designs: documentation, golden tests, the demo and the templates of `itsmc init` at once."""
