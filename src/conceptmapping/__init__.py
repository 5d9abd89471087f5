"""The science of group concept mapping."""
