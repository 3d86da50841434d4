"""The record (학적): its events, what they say on a day, whether they are lawful, how they are printed."""
