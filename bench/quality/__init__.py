"""How good searching and answering are on our own questions, and how good they were."""
