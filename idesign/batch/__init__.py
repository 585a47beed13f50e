"""Many briefs to many scenes without losing one: jobs from a file, worker processes, a folder that can be resumed.

job      one brief of a list (`jobs`)
work     what is done with a job: a function from a job and an empty folder to a record (`work`)
pool     worker processes with limits of time and memory (`pool`)
ledger   what a batch folder says of itself: settings, lock, tries, records, manifest (`ledger`)
run      all of it together (`run`)
"""
