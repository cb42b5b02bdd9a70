"""Whether a submission looks like spam, and why: a score with its reasons, and what staff have taught. Turns nobody
away, holds nothing back itself, and knows no pages and no mail."""
