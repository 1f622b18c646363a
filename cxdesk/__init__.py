"""cxdesk: customer-journey maps that a team makes, rates and reports together."""

__version__ = "0.1.0"
