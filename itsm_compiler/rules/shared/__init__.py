"""What several computed rules share: comparisons, figures and words by the topic that they are about."""
