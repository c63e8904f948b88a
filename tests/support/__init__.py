"""What tests share: stores, people and stories on real parts."""
