"""From found passages to an answer: sentences in the documents' own words, each with its source."""
