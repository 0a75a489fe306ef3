"""The course of submissions through a cycle: new, submit, return, accept, carry forward."""
