"""The outbox: one message to one recipient, with its attempts and state. Knows not what is said, nor why."""
