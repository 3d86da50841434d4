"""What a school has to report and send (보고·통보)."""
