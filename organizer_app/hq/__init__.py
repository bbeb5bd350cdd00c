"""The reference HQ: it keeps one head of each record, numbered in each bucket in the order of commits."""
