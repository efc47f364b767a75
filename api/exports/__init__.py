"""What people collected, in the forms of other programs: word processors, spreadsheets, feed readers."""
