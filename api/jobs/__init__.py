"""Work that goes on after its request was answered (opdrachten), and survives the process."""
