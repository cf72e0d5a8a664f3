"""Pictures drawn by the project: inline SVG, Mermaid for Markdown, and the table that says the same."""
