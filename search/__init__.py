"""The stores and the read path: from a question to cited passages."""
