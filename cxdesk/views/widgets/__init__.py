"""Small parts that every room of the window is made of, and their look."""
