"""The touchpoint library and the channels over which its entries happen."""
