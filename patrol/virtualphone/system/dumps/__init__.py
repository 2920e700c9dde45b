"""What `dumpsys SERVICE` prints. Each function takes the phone and the arguments and gives the text; the structure
follows captures of the phone's Android version, the values the model."""
