"""How well references in real law are resolved, and how fast; ``checked.tsv`` holds what a person judged."""
