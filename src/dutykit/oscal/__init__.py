"""A workspace as OSCAL, the Open Security Controls Assessment Language of NIST, and an OSCAL catalog as a plan."""
