"""The door for language-model assistants (Model Context Protocol); the home of the library mcp.

Everything here reads, nothing writes. What comes out of documents is told as a quotation, in fields that
say so and in text behind a fence, since an assistant cannot tell an instruction from a quoted one by itself.
"""
