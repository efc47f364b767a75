"""The doors: command line and HTTP, and the service behind them."""
