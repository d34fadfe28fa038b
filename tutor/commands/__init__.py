"""The commands of ``bptutor``, one file each."""
